package dev.reprise.search;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Takes the words out of a text, for people and for code. A word is a run of letters, digits and {@code _}; it is found whole, and where it is
 * an identifier also by its parts: {@code get_user_name}, {@code getUserName}, {@code HTTPServer}, {@code TS2345}. What other signs join
 * ({@code src/auth.ts}, {@code --no-open}, {@code a.b.c}) are words one after the other: found by part, and whole as a phrase. Case and accents
 * do not matter ({@code ß} is {@code ss}). Chinese, Japanese and Korean are taken two characters at a time; a pictograph is a word.
 *
 * <p>Positions count the parts: a whole word stands where its first part stands. Not thread-safe.
 */
final class WordScanner {

    /** Characters of a word that count; what is longer is known by its beginning. */
    static final int LONGEST = 64;

    private static final int PARTS = 32;

    /** Digits that make a number of their own behind letters: {@code TS2345}, not {@code utf8}. */
    private static final int NUMBER = 3;

    private static final byte OTHER = 0;
    private static final byte LOWER = 1;
    private static final byte UPPER = 2;
    private static final byte DIGIT = 3;
    private static final byte JOIN = 4;
    private static final byte WIDE = 5;

    private static final byte[] CLASSES = classes();

    private char[] text = new char[4096];
    private int size;
    private int at;

    /** The word, folded. */
    final char[] word = new char[LONGEST];

    int length;

    /** Where it stands in the text. */
    int start;

    int end;

    /** Its place among the parts. */
    int position;

    /** Whether it is a part of a word that came just before. */
    boolean part;

    private int next;
    private int parts;
    private int given;
    private int base;
    private int wordStart;
    private final char[] whole = new char[LONGEST];
    private final int[] from = new int[PARTS];
    private final int[] to = new int[PARTS];

    private final StringBuilder wide = new StringBuilder();
    private int cjk;
    private int cjkEnd;

    private static byte[] classes() {
        byte[] all = new byte[128];
        for (char c = 0; c < 128; c++) {
            all[c] = c >= 'a' && c <= 'z'
                    ? LOWER
                    : c >= 'A' && c <= 'Z' ? UPPER : c >= '0' && c <= '9' ? DIGIT : c == '_' ? JOIN : OTHER;
        }
        return all;
    }

    private static byte kind(char c) {
        return c < 128 ? CLASSES[c] : WIDE;
    }

    /** Begins with this text, at most so many characters of it. */
    WordScanner of(String given, int most) {
        size = Math.min(given.length(), most);
        if (text.length < size) {
            text = new char[Math.max(size, 2 * text.length)];
        }
        given.getChars(0, size, text, 0);
        at = 0;
        next = 0;
        parts = 0;
        this.given = 0;
        cjk = 0;
        cjkEnd = 0;
        return this;
    }

    /** The next word, or part of the one before; false if there is none. */
    boolean next() {
        if (given < parts) {
            part(given++);
            return true;
        }
        if (cjk < cjkEnd) {
            pair();
            return true;
        }
        while (at < size) {
            char c = text[at];
            byte kind = kind(c);
            if (kind == OTHER) {
                at++;
            } else if (kind == WIDE) {
                if (wide()) {
                    return true;
                }
            } else if (plain()) {
                return true;
            }
        }
        return false;
    }

    private void part(int n) {
        length = to[n] - from[n];
        System.arraycopy(whole, from[n], word, 0, length);
        start = wordStart + from[n];
        end = wordStart + to[n];
        position = base + n;
        part = true;
    }

    /** A word of ASCII alone, which nearly all are; true if there is one. */
    private boolean plain() {
        int begin = at;
        while (begin < size && text[begin] == '_') {
            begin++;
        }
        int i = begin;
        int n = 0;
        int found = 0;
        int partFrom = 0;
        int turns = 0;
        int turnAt = 0;
        byte before = OTHER;
        for (; i < size; i++) {
            char c = text[i];
            byte kind = kind(c);
            if (kind == OTHER) {
                break;
            }
            if (kind == WIDE) {
                if (isLetter(i) || isMark(text[i])) {
                    return wide();
                }
                break;
            }
            if (n < LONGEST) {
                boolean camel = kind == UPPER
                        && n > partFrom
                        && (before == LOWER
                                || before == DIGIT
                                || before == UPPER && i + 1 < size && kind(text[i + 1]) == LOWER);
                if (camel) {
                    found = cut(found, partFrom, n);
                    partFrom = n;
                } else if (kind == JOIN && n > partFrom) {
                    found = cut(found, partFrom, n);
                }
                if (kind == DIGIT != (before == DIGIT) && before != OTHER && before != JOIN && kind != JOIN) {
                    turns++;
                    turnAt = n;
                }
                whole[n++] = kind == UPPER ? (char) (c | 0x20) : c;
                if (kind == JOIN) {
                    partFrom = n;
                }
            }
            before = kind;
        }
        at = i;
        while (n > 0 && whole[n - 1] == '_') {
            n--;
        }
        if (n == 0) {
            return false;
        }
        if (found > 0 && n > partFrom) {
            found = cut(found, partFrom, n);
        } else if (found == 0 && turns == 1 && whole[turnAt] <= '9' && n - turnAt >= NUMBER) {
            found = cut(cut(0, 0, turnAt), turnAt, n);
        }
        wordStart = begin;
        whole(n, i, found < 2 ? 0 : found);
        return true;
    }

    private int cut(int found, int begin, int behind) {
        if (found == PARTS) {
            to[found - 1] = behind;
            return found;
        }
        from[found] = begin;
        to[found] = behind;
        return found + 1;
    }

    private void whole(int n, int behind, int found) {
        System.arraycopy(whole, 0, word, 0, n);
        length = n;
        start = wordStart;
        end = behind;
        position = next;
        part = false;
        base = next;
        parts = found;
        given = 0;
        next += Math.max(1, found);
    }

    private boolean isLetter(int i) {
        int c = codePoint(i);
        return Character.isLetterOrDigit(c) && !isCjk(c);
    }

    private int codePoint(int i) {
        char c = text[i];
        return Character.isHighSurrogate(c) && i + 1 < size && Character.isLowSurrogate(text[i + 1])
                ? Character.toCodePoint(c, text[i + 1])
                : c;
    }

    /** Something that is not ASCII, or a word that has some of it; true if it is a word. */
    private boolean wide() {
        int c = codePoint(at);
        if (isCjk(c)) {
            cjk = at;
            cjkEnd = at;
            while (cjkEnd < size && isCjk(codePoint(cjkEnd))) {
                cjkEnd += Character.charCount(codePoint(cjkEnd));
            }
            at = cjkEnd;
            pair();
            return true;
        }
        if (isPictograph(c)) {
            int behind = at + Character.charCount(c);
            length = Character.toChars(c, word, 0);
            start = at;
            end = behind;
            position = next++;
            part = false;
            parts = 0;
            at = behind;
            return true;
        }
        int begin = at;
        wide.setLength(0);
        while (at < size) {
            c = codePoint(at);
            boolean mark = !wide.isEmpty() && isMark(c);
            if (!mark && c != '_' && (!Character.isLetterOrDigit(c) || isCjk(c))) {
                break;
            }
            wide.appendCodePoint(c);
            at += Character.charCount(c);
        }
        if (wide.isEmpty()) {
            at += Character.charCount(c);
            return false;
        }
        String folded = fold(wide.toString());
        int n = Math.min(LONGEST, folded.length());
        if (n > 0 && n < folded.length() && Character.isHighSurrogate(folded.charAt(n - 1))) {
            n--;
        }
        if (n == 0) {
            return false;
        }
        folded.getChars(0, n, whole, 0);
        wordStart = begin;
        whole(n, at, 0);
        return true;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Two characters that stand side by side; the last one alone, so that each is the beginning of something. */
    private void pair() {
        int first = Character.charCount(codePoint(cjk));
        int behind = cjk + first;
        if (behind < cjkEnd) {
            behind += Character.charCount(codePoint(behind));
        }
        String folded = Normalizer.normalize(new String(text, cjk, behind - cjk), Normalizer.Form.NFKC);
        length = Math.min(LONGEST, folded.length());
        folded.getChars(0, length, word, 0);
        start = cjk;
        end = behind;
        position = next++;
        part = false;
        parts = 0;
        cjk += first;
    }

    /** Whether words of this script stand without spaces between them. */
    static boolean isCjk(int c) {
        if (c < 0x1100) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.HANGUL
                || c == 'ー';
    }

    private static boolean isPictograph(int c) {
        return c >= 0x2190 && Character.getType(c) == Character.OTHER_SYMBOL && !(c >= 0x2500 && c < 0x2600);
    }

    /** Without case and accents. */
    static String fold(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder out = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            if (c >= 0x0300 && c <= 0x036F) {
                continue;
            }
            switch (c) {
                case 'ß', 'ẞ' -> out.append("ss");
                case 'æ', 'Æ' -> out.append("ae");
                case 'œ', 'Œ' -> out.append("oe");
                case 'ø', 'Ø' -> out.append('o');
                case 'đ', 'Đ', 'ð', 'Ð' -> out.append('d');
                case 'ł', 'Ł' -> out.append('l');
                case 'þ', 'Þ' -> out.append("th");
                case 'ı', 'İ' -> out.append('i');
                case 'ς' -> out.append('σ');
                default -> out.append(c);
            }
        }
        String folded = out.toString().toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }
}
