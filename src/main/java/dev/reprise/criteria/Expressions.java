package dev.reprise.criteria;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions that a person types between slashes. */
final class Expressions {

    /** What only an expression has; dots and dashes stand in paths, too. */
    private static final Pattern SIGNS = Pattern.compile("[\\[\\]()|*+?^$\\\\{}]");

    /** What repeats something that repeats, or refers back, may take for ever. */
    private static final Pattern SLOW = Pattern.compile("[*+}]\\)[*+{]|\\\\[1-9]|\\([^)]*\\|[^)]*\\)[*+{]");

    private static final int LONGEST = 200;

    private Expressions() {}

    /** Whether {@code /text/} is one, not a path. */
    static boolean isMeant(String typed) {
        return typed.length() > 2
                && typed.startsWith("/")
                && typed.endsWith("/")
                && (typed.indexOf('/', 1) == typed.length() - 1
                        || SIGNS.matcher(typed).find());
    }

    /** Why this one is not used, a sentence; empty if it is. */
    static Optional<String> refused(String expression) {
        if (expression.length() > LONGEST) {
            return Optional.of("An expression has " + LONGEST + " characters at most.");
        }
        if (SLOW.matcher(expression).find()) {
            return Optional.of("An expression that repeats a repetition may take for ever.");
        }
        try {
            Pattern.compile(expression);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("That is no regular expression (" + e.getDescription() + ").");
        }
    }
}
