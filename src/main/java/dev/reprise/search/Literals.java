package dev.reprise.search;

/** What a regular expression asks for letter by letter. */
final class Literals {

    private Literals() {}

    /** The longest run of letters and digits that every match has; empty if that is not known. */
    static String longest(String expression) {
        String best = "";
        StringBuilder run = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '|' && depth == 0) {
                return "";
            }
            boolean plain = depth == 0 && (Character.isLetterOrDigit(c) || c == '_');
            if (plain) {
                run.append(c);
                continue;
            }
            if ((c == '*' || c == '?' || c == '{') && !run.isEmpty()) {
                run.setLength(run.length() - 1);
            }
            best = run.length() > best.length() ? run.toString() : best;
            run.setLength(0);
            if (c == '\\') {
                i++;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth = Math.max(0, depth - 1);
            }
        }
        return run.length() > best.length() ? run.toString() : best;
    }
}
