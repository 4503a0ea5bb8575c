package dev.reprise.search;

import java.util.ArrayList;
import java.util.List;

/** What a regular expression asks for letter by letter. */
final class Literals {

    private Literals() {}

    /** The runs of letters and digits, of so many characters at least, that every match has. */
    static List<String> of(String expression, int shortest) {
        List<String> found = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '|' && depth == 0) {
                return List.of();
            }
            if (depth == 0 && (Character.isLetterOrDigit(c) || c == '_')) {
                run.append(c);
                continue;
            }
            if ((c == '*' || c == '?' || c == '{') && !run.isEmpty()) {
                run.setLength(run.length() - 1);
            }
            end(run, shortest, found);
            if (c == '\\') {
                i++;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth = Math.max(0, depth - 1);
            }
        }
        end(run, shortest, found);
        return found;
    }

    private static void end(StringBuilder run, int shortest, List<String> found) {
        if (run.length() >= shortest) {
            found.add(run.toString());
        }
        run.setLength(0);
    }
}
