package dev.reprise.resume;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.ArrayList;
import java.util.List;

/** Flags as a person types them, in words: quotes keep blanks together as in the shell that they are for. */
final class FlagWords {

    private final String text;
    private final boolean backslash;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean any;

    private FlagWords(String text, boolean backslash) {
        this.text = text;
        this.backslash = backslash;
    }

    /** @throws Problem BAD_INPUT for a quote that is not closed */
    static List<String> of(String text, Shell shell) {
        // in the shells of Windows it is the separator of paths
        return new FlagWords(text, shell == Shell.BASH || shell == Shell.FISH).split();
    }

    /** One word, in quotes if it needs them; a single quote inside stands in double ones. */
    static String typed(String word) {
        boolean plain = !word.isEmpty() && word.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '\'' || c == '\\');
        return plain ? word : "'" + word.replace("'", "'\"'\"'") + "'";
    }

    private List<String> split() {
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (backslash && c == '\\' && quote != '\'' && i + 1 < text.length()) {
                i++;
                boolean escapes = quote == 0 || text.charAt(i) == '"' || text.charAt(i) == '\\';
                add(escapes ? "" : "\\", text.charAt(i));
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                any = true;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                end();
            } else {
                add("", c);
            }
        }
        if (quote != 0) {
            throw new Problem(Reason.BAD_INPUT, "A quote (" + quote + ") in the flags is not closed.");
        }
        end();
        return List.copyOf(words);
    }

    private void add(String before, char c) {
        word.append(before).append(c);
        any = true;
    }

    private void end() {
        if (any) {
            words.add(word.toString());
        }
        word.setLength(0);
        any = false;
    }
}
