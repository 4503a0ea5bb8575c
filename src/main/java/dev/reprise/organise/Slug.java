package dev.reprise.organise;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A short name made of a text: its first words that say something, {@code checkout-fake-clock}. */
final class Slug {

    private static final int WORDS = 3;
    private static final int LONGEST = 40;
    private static final int LONGEST_WORD = 24;
    private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{N}.]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** English words that say nothing of what is done. */
    private static final Set<String> SAYS_NOTHING = Set.of(
            ("a an and are as at be but by can could do does for from had has have how i if in into is it its just let lets me"
                            + " my not now of on or our please should so some that the their them then there this those to up us"
                            + " was we what when where which while who why will with would you your hi hello hey ok okay yes no"
                            + " thanks also want need make sure go ahead again still get got here all any one more very plan thing things")
                    .split(" "));

    private Slug() {}

    /** Empty if the text says nothing. */
    static String of(String text) {
        List<String> words = new ArrayList<>();
        int length = 0;
        // composed letters without their marks: a name is typed in a terminal
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        for (String part :
                APART.split(Normalizer.normalize(plain, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))) {
            String word = part.replaceAll("^\\.+|\\.+$", "").replace('.', '-');
            if (word.isEmpty() || word.length() > LONGEST_WORD || SAYS_NOTHING.contains(word)) {
                continue;
            }
            if (words.size() == WORDS || length + word.length() > LONGEST) {
                break;
            }
            words.add(word);
            length += word.length() + 1;
        }
        return String.join("-", words);
    }
}
