package dev.reprise.agent.claude.record;

import dev.reprise.agent.Entry.Text;

/** Small operations on text from a log. */
public final class Texts {
    private static final char REPLACEMENT = '\uFFFD';

    /** Characters looked at together: an array is quicker to walk than a text, and all text of all logs comes by here. */
    private static final int PIECE = 1024;

    private Texts() {}

    /** The same text with NUL characters and lone surrogates replaced by U+FFFD. */
    public static String clean(String text) {
        char[] piece = new char[Math.min(text.length(), PIECE)];
        for (int from = 0; from < text.length(); from += PIECE) {
            int to = Math.min(text.length(), from + PIECE);
            text.getChars(from, to, piece, 0);
            for (int i = 0; i < to - from; i++) {
                char c = piece[i];
                if (c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    return cleaned(text, from + i);
                }
            }
        }
        return text;
    }

    private static String cleaned(String text, int from) {
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                out.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return out.toString();
    }

    /** One line: runs of white space become one space, terminal escapes go, at most {@code limit} characters. */
    public static String oneLine(String text, int limit) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), limit));
        int i = 0;
        while (i < text.length() && out.length() < limit) {
            char c = text.charAt(i++);
            if (c == 0x1B) {
                i = afterEscape(text, i);
            } else if (c <= ' ' || c == 0x7F || Character.isSpaceChar(c)) {
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                }
            } else {
                out.append(c);
            }
        }
        int end = out.length();
        while (end > 0 && (out.charAt(end - 1) == ' ' || Character.isHighSurrogate(out.charAt(end - 1)))) {
            end--;
        }
        out.setLength(end);
        return out.toString();
    }

    /** Index behind the terminal escape sequence whose ESC stands before {@code i}. */
    private static int afterEscape(String text, int i) {
        if (i >= text.length()) {
            return i;
        }
        if (text.charAt(i) != '[') {
            return i + 1;
        }
        int end = i + 1;
        while (end < text.length() && end < i + 32 && (text.charAt(end) < '@' || text.charAt(end) > '~')) {
            end++;
        }
        return Math.min(end + 1, text.length());
    }

    /** {@code text} with another value, still as long as it says if it was cut. */
    public static Text with(Text text, String value) {
        return text.cut() ? new Text(value, Math.max(value.length() + 1L, text.length())) : new Text(value);
    }

    static Text cut(Text text, int limit) {
        return text.value().length() <= limit
                ? text
                : new Text(clean(text.value().substring(0, limit)), text.length());
    }

    /** Lines of a text, an unfinished last one included. */
    static int lines(String text) {
        int lines = 0;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            lines++;
        }
        return text.isEmpty() || text.endsWith("\n") ? lines : lines + 1;
    }
}
