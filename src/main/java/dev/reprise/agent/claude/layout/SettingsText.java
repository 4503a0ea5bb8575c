package dev.reprise.agent.claude.layout;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;

/**
 * Sets one number at the top of a JSON text without touching anything else: order of keys, spaces, line ends and comments stay.
 * Reads strings, nesting and both kinds of comments; nothing more is needed to find a key.
 */
final class SettingsText {

    private final String text;
    private int at;
    private int end = -1;
    private int lastValue = -1;
    private int valueFrom = -1;
    private int valueTo = -1;

    private SettingsText(String text) {
        this.text = text;
    }

    /**
     * @param text of a file; empty or blank: as {@code {}}
     * @throws Problem CONFLICT if it is no JSON object
     */
    static String with(String text, String key, long value) {
        String newline = text.contains("\r\n") ? "\r\n" : "\n";
        if (text.isBlank()) {
            return "{" + newline + "  \"" + key + "\": " + value + newline + "}" + newline;
        }
        SettingsText found = new SettingsText(text);
        found.find(key);
        if (found.valueFrom >= 0) {
            return text.substring(0, found.valueFrom) + value + text.substring(found.valueTo);
        }
        return found.inserted(key, value, newline);
    }

    private String inserted(String key, long value, String newline) {
        String property = "\"" + key + "\": " + value;
        if (lastValue < 0) {
            // nothing is in it yet
            int open = text.indexOf('{');
            String inside = text.substring(open + 1, end);
            return inside.isBlank()
                    ? text.substring(0, open + 1) + newline + "  " + property + newline + text.substring(end)
                    : text.substring(0, open + 1) + newline + "  " + property + inside + text.substring(end);
        }
        int lineStart = text.lastIndexOf('\n', firstKey()) + 1;
        String indent = text.substring(lineStart, firstKey());
        boolean lines = indent.isBlank() && text.substring(0, firstKey()).contains("\n");
        String comma = hasTrailingComma() ? "" : ",";
        String tail = hasTrailingComma() ? "," : "";
        int behind = hasTrailingComma() ? text.indexOf(',', lastValue) + 1 : lastValue;
        return text.substring(0, behind)
                + comma
                + (lines ? newline + indent : " ")
                + property
                + tail
                + text.substring(behind);
    }

    private int firstKey() {
        int quote = text.indexOf('"', text.indexOf('{'));
        return Math.max(quote, 0);
    }

    private boolean hasTrailingComma() {
        at = lastValue;
        space();
        return at < text.length() && text.charAt(at) == ',';
    }

    private void find(String key) {
        if (text.startsWith("\uFEFF")) {
            at = 1;
        }
        space();
        expect('{');
        while (true) {
            space();
            if (peek() == '}') {
                end = at;
                at++;
                space();
                if (at < text.length()) {
                    throw broken();
                }
                return;
            }
            int from = at;
            string();
            boolean wanted = text.substring(from + 1, at - 1).equals(key);
            space();
            expect(':');
            space();
            int value = at;
            value();
            if (wanted) {
                // as in JavaScript the last one counts
                valueFrom = value;
                valueTo = at;
            }
            lastValue = at;
            space();
            if (peek() == ',') {
                at++;
            } else if (peek() != '}') {
                throw broken();
            }
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw broken();
        }
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw broken();
        }
        at++;
    }

    private void space() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (text.startsWith("//", at)) {
                int line = text.indexOf('\n', at);
                at = line < 0 ? text.length() : line + 1;
            } else if (text.startsWith("/*", at)) {
                int close = text.indexOf("*/", at + 2);
                if (close < 0) {
                    throw broken();
                }
                at = close + 2;
            } else {
                return;
            }
        }
    }

    private void string() {
        expect('"');
        while (peek() != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void value() {
        char first = peek();
        if (first == '"') {
            string();
        } else if (first == '{' || first == '[') {
            nested();
        } else {
            int from = at;
            while (at < text.length() && "+-.0123456789abcdefghijklmnopqrstuvwxyzE".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            if (at == from) {
                throw broken();
            }
        }
    }

    private void nested() {
        int depth = 0;
        do {
            space();
            switch (peek()) {
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case '"' -> string();
                default -> at++;
            }
        } while (depth > 0);
    }

    private static Problem broken() {
        return new Problem(
                Reason.CONFLICT,
                "The settings file is no JSON that can be changed safely. Mend it by hand; nothing was written.");
    }
}
