package dev.reprise.demo;

import java.util.List;

/**
 * One thing that happens in a sample story: {@code @verb words} and the lines under it.
 *
 * @param words what stands behind the verb on its line
 * @param body the lines below, without trailing blank ones
 */
record Beat(String verb, String words, List<String> body) {

    private static final String BAR = " | ";

    /** The lines below as one text; {@code ␛} stands for the escape character of terminal colours. */
    String text() {
        return String.join("\n", body).replace('␛', '\u001b');
    }

    /** The parts of {@link #words} between bars with blanks around them; the last one is empty where a part is missing. */
    String part(int index) {
        int from = 0;
        for (int i = 0; i < index; i++) {
            int bar = words.indexOf(BAR, from);
            if (bar < 0) {
                return "";
            }
            from = bar + BAR.length();
        }
        int to = words.indexOf(BAR, from);
        return words.substring(from, to < 0 ? words.length() : to).strip();
    }
}
