package dev.reprise.criteria;

import java.util.ArrayList;
import java.util.List;

/** Splits a query into words, phrases, signs. Everything that can be typed gives some tokens, never an error. */
final class Tokens {

    /** More than anybody types: what comes after is dropped. */
    static final int MAX = 64;

    /**
     * A part of a query.
     *
     * @param field what stands before the colon, in lower case; empty if nothing does
     * @param typed all of it, but for the quotes
     * @param quoted the text was in quotes: it is never an operator
     */
    record Token(Kind kind, String field, String text, String typed, boolean quoted) {}

    enum Kind {
        TERM,
        NOT,
        OR,
        OPEN,
        CLOSE
    }

    private final String query;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String query) {
        this.query = query;
    }

    static List<Token> of(String query) {
        Tokens tokens = new Tokens(query);
        while (tokens.at < query.length() && tokens.tokens.size() < MAX) {
            tokens.next();
        }
        return tokens.tokens;
    }

    private void next() {
        char c = query.charAt(at);
        if (isSpace(c)) {
            at++;
        } else if (c == '(' || c == ')') {
            at++;
            tokens.add(new Token(c == '(' ? Kind.OPEN : Kind.CLOSE, "", "", String.valueOf(c), false));
        } else if ((c == '-' || c == '!') && at + 1 < query.length() && startsTerm(query.charAt(at + 1))) {
            at++;
            tokens.add(new Token(Kind.NOT, "", "", String.valueOf(c), false));
        } else {
            term();
        }
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean startsTerm(char c) {
        return !isSpace(c) && c != '-' && c != ')';
    }

    private void term() {
        int start = at;
        while (at < query.length() && isFieldLetter(query.charAt(at))) {
            at++;
        }
        boolean hasField = at > start
                && at + 1 < query.length()
                && query.charAt(at) == ':'
                && !isSpace(query.charAt(at + 1))
                && query.charAt(at + 1) != ')';
        String before = hasField ? query.substring(start, at) : "";
        String field = before.toLowerCase(java.util.Locale.ROOT);
        at = hasField ? at + 1 : start;
        boolean quoted = isQuote(query.charAt(at));
        int expression = hasField ? 0 : expression();
        String text = quoted ? quoted() : expression > 0 ? upTo(expression) : bare();
        boolean and = !quoted && field.isEmpty() && (text.equals("AND") || text.equals("&&"));
        if (and || text.isEmpty() && field.isEmpty()) {
            // words must all match anyway
            return;
        }
        tokens.add(new Token(kind(field, text, quoted), field, text, hasField ? before + ":" + text : text, quoted));
    }

    private static Kind kind(String field, String text, boolean quoted) {
        if (quoted || !field.isEmpty()) {
            return Kind.TERM;
        }
        return switch (text) {
            case "OR", "||", "|" -> Kind.OR;
            case "NOT" -> Kind.NOT;
            default -> Kind.TERM;
        };
    }

    private String upTo(int end) {
        String text = query.substring(at, end);
        at = end;
        return text;
    }

    /** Behind the regular expression that begins here, which may have spaces; 0 if none does. */
    private int expression() {
        if (query.charAt(at) != '/') {
            return 0;
        }
        int end = query.indexOf('/', at + 2);
        while (end > 0 && end + 1 < query.length() && !isSpace(query.charAt(end + 1)) && query.charAt(end + 1) != ')') {
            end = query.indexOf('/', end + 1);
        }
        return end > 0 && Expressions.isMeant(query.substring(at, end + 1)) ? end + 1 : 0;
    }

    private static boolean isFieldLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-';
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '“' || c == '”' || c == '„';
    }

    private String quoted() {
        int start = ++at;
        while (at < query.length() && !isQuote(query.charAt(at))) {
            at++;
        }
        String text = query.substring(start, at);
        at = Math.min(query.length(), at + 1);
        return text;
    }

    private String bare() {
        int start = at;
        while (at < query.length() && !isSpace(query.charAt(at)) && query.charAt(at) != ')') {
            // a bracket inside a word belongs to it: f(x)
            if (query.charAt(at) == '(' && query.indexOf(')', at) > 0) {
                at = query.indexOf(')', at);
            }
            at++;
        }
        return query.substring(start, at);
    }
}
