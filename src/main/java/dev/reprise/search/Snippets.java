package dev.reprise.search;

import java.util.ArrayList;
import java.util.List;

/** Cuts the piece out of a text that shows why it was found. */
final class Snippets {

    /** Characters of a snippet, about. */
    private static final int LENGTH = 180;

    private static final int BEFORE = 24;

    private Snippets() {}

    /** A piece of a text, on one line, with what is marked in it. */
    record Snippet(String text, List<int[]> ranges) {}

    /** Of nothing. */
    static final Snippet NONE = new Snippet("", List.of());

    static Snippet of(String text, Marks marks) {
        List<Marks.Mark> found = marks.in(text);
        int first = densest(found);
        int from = found.isEmpty() ? 0 : begin(text, found.get(first).start());
        StringBuilder out = new StringBuilder(LENGTH + 16);
        List<int[]> ranges = new ArrayList<>();
        if (from > 0) {
            out.append("… ");
        }
        int mark = first;
        int at = from;
        int opened = -1;
        while (at < text.length() && out.length() < LENGTH) {
            while (mark < found.size() && found.get(mark).end() <= at) {
                mark++;
            }
            char c = text.charAt(at);
            boolean gap = c <= ' ' || c == 0x7F || Character.isSpaceChar(c) || Character.isISOControl(c);
            if (mark < found.size() && found.get(mark).start() == at && !gap) {
                opened = out.length();
            }
            if (!gap) {
                out.append(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
            at++;
            if (opened >= 0 && mark < found.size() && found.get(mark).end() == at) {
                ranges.add(new int[] {opened, out.length()});
                opened = -1;
            }
        }
        if (at < text.length() && at > 0 && Character.isHighSurrogate(text.charAt(at - 1))) {
            out.setLength(out.length() - 1);
        }
        if (opened >= 0 && out.length() > opened) {
            ranges.add(new int[] {opened, out.length()});
        }
        if (at < text.length()) {
            out.append(" …");
        }
        return new Snippet(out.toString(), ranges);
    }

    /** The mark from which on the most of them fit into one snippet. */
    private static int densest(List<Marks.Mark> found) {
        int best = 0;
        int most = 0;
        int end = 0;
        for (int i = 0; i < found.size(); i++) {
            end = Math.max(end, i);
            while (end < found.size() && found.get(end).end() - found.get(i).start() < LENGTH - BEFORE) {
                end++;
            }
            if (end - i > most) {
                most = end - i;
                best = i;
            }
        }
        return best;
    }

    /** A little before the mark, at the beginning of a word, on the same line where that leaves something. */
    private static int begin(String text, int mark) {
        int from = Math.max(0, mark - BEFORE);
        int line = text.lastIndexOf('\n', Math.max(0, mark - 1));
        if (line >= from && mark > 0) {
            return line + 1;
        }
        if (from == 0) {
            return 0;
        }
        while (from < mark && !Character.isWhitespace(text.charAt(from - 1))) {
            from++;
        }
        return from;
    }
}
