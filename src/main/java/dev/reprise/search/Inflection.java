package dev.reprise.search;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Other forms of an English word: {@code fix}, {@code fixes}, {@code fixed}, {@code fixing}. They are looked for beside the word itself, so that
 * the index holds what was written and an identifier is never cut.
 */
final class Inflection {

    private static final int SHORTEST = 3;
    private static final String VOWELS = "aeiouy";

    private Inflection() {}

    /** The other forms; some are no words, which does no harm. Empty for what is no plain word. */
    static Set<String> of(String word) {
        Set<String> forms = new LinkedHashSet<>();
        if (word.length() < SHORTEST || !isPlain(word)) {
            return forms;
        }
        Set<String> stems = stems(word);
        for (String stem : stems) {
            forms.add(stem);
            char last = stem.charAt(stem.length() - 1);
            if (last == 'e') {
                String without = stem.substring(0, stem.length() - 1);
                add(forms, stem + "s", stem + "d", without + "ing");
            } else if (last == 'y' && !isVowel(stem, stem.length() - 2)) {
                String without = stem.substring(0, stem.length() - 1);
                add(forms, without + "ies", without + "ied", stem + "ing");
            } else if (hisses(stem)) {
                add(forms, stem + "es", stem + "ed", stem + "ing");
            } else {
                add(forms, stem + "s", stem + "ed", stem + "ing");
                if (isDoubled(stem)) {
                    add(forms, stem + last + "ed", stem + last + "ing");
                }
            }
        }
        forms.remove(word);
        return forms;
    }

    private static void add(Set<String> forms, String... more) {
        forms.addAll(java.util.List.of(more));
    }

    private static Set<String> stems(String word) {
        Set<String> stems = new LinkedHashSet<>();
        if (word.endsWith("ies") && word.length() > 4) {
            stems.add(cut(word, 3) + "y");
        } else if (word.endsWith("es") && word.length() > 4 && hisses(cut(word, 2))) {
            stems.add(cut(word, 2));
            stems.add(cut(word, 1));
        } else if (word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is")) {
            stems.add(cut(word, 1));
        } else if (word.endsWith("ied") && word.length() > 4) {
            stems.add(cut(word, 3) + "y");
        } else if (word.endsWith("ing") && word.length() > 5) {
            stems.add(word);
            bare(cut(word, 3), stems);
        } else if (word.endsWith("ed") && word.length() > 4) {
            stems.add(word);
            bare(cut(word, 2), stems);
        } else {
            stems.add(word);
        }
        stems.removeIf(stem -> stem.length() < SHORTEST - 1);
        return stems;
    }

    /** What was before an ending that may have taken an e, or doubled the last letter. */
    private static void bare(String stem, Set<String> stems) {
        int n = stem.length();
        if (stem.chars().noneMatch(c -> VOWELS.indexOf(c) >= 0)) {
            // string, spring
            return;
        }
        if (n > 2 && stem.charAt(n - 1) == stem.charAt(n - 2) && !isVowel(stem, n - 1)) {
            stems.add(cut(stem, 1));
        }
        stems.add(stem);
        if (!isVowel(stem, n - 1)) {
            stems.add(stem + "e");
        }
    }

    private static String cut(String word, int end) {
        return word.substring(0, word.length() - end);
    }

    private static boolean hisses(String stem) {
        return stem.endsWith("s")
                || stem.endsWith("x")
                || stem.endsWith("z")
                || stem.endsWith("ch")
                || stem.endsWith("sh");
    }

    /** One vowel and one consonant at the end of a short word: {@code run}, {@code stop}. */
    private static boolean isDoubled(String stem) {
        int n = stem.length();
        return n >= 3
                && n <= 6
                && !isVowel(stem, n - 1)
                && "wxy".indexOf(stem.charAt(n - 1)) < 0
                && isVowel(stem, n - 2)
                && !isVowel(stem, n - 3);
    }

    private static boolean isVowel(String word, int at) {
        return at >= 0 && VOWELS.indexOf(word.charAt(at)) >= 0;
    }

    private static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
                return false;
            }
        }
        return true;
    }
}
