package dev.reprise.web.palette;

import java.util.Locale;

/** Whether the letters of a text stand in another one, in their order: whole words first, then beginnings, then letters apart. */
final class Fuzzy {

    private static final int BEGINS = 100;
    private static final int WORD = 60;
    private static final int INSIDE = 40;
    private static final int APART = 10;

    private Fuzzy() {}

    /** The higher the better; 0 if it does not fit. Every word that was typed has to. */
    static int score(String typed, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int score = 0;
        for (String word : typed.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            int of = one(word, lower);
            if (of == 0) {
                return 0;
            }
            score += of;
        }
        return score * 100 - Math.min(90, text.length() / 2);
    }

    private static int one(String word, String text) {
        if (word.isEmpty()) {
            return 1;
        }
        int at = text.indexOf(word);
        if (at == 0) {
            return BEGINS;
        }
        for (int i = at; i > 0; i = text.indexOf(word, i + 1)) {
            if (!Character.isLetterOrDigit(text.charAt(i - 1))) {
                return WORD;
            }
        }
        return at > 0 ? INSIDE : apart(word, text);
    }

    /** Letters apart, most of them at the beginning of a word. */
    private static int apart(String word, String text) {
        int i = 0;
        int begins = 0;
        for (int j = 0; j < text.length() && i < word.length(); j++) {
            if (text.charAt(j) == word.charAt(i)) {
                begins += j == 0 || !Character.isLetterOrDigit(text.charAt(j - 1)) ? 1 : 0;
                i++;
            }
        }
        return i == word.length() && (begins * 2 >= word.length() || word.length() >= 4 && begins > 0)
                ? APART + begins
                : 0;
    }

    /** Beginning and end of what of a text was typed as it stands there; null if it does not. */
    static int @org.jspecify.annotations.Nullable [] marked(String typed, String text) {
        String word = typed.strip().toLowerCase(Locale.ROOT);
        int at = word.isEmpty() ? -1 : text.toLowerCase(Locale.ROOT).indexOf(word);
        return at < 0 || at + word.length() > text.length() ? null : new int[] {at, at + word.length()};
    }
}
