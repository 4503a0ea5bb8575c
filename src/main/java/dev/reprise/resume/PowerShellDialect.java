package dev.reprise.resume;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Windows PowerShell 5.1 and PowerShell 7. Its single quote has four more forms (U+2018 to U+201B, as typed by word
 * processors), its double quote three (U+201C to U+201E): about_Quoting_Rules and the tokenizer's CharTraits.
 */
final class PowerShellDialect implements Dialect {

    // bare, 5.1 splits `-a.b` and `-a:b`, and reads `1kb` and `1e3` as numbers
    private static final Pattern PLAIN =
            Pattern.compile("-{0,2}[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * {@inheritDoc}
     *
     * <p>5.1 drops empty arguments and does not escape double quotes, 7.3 and later do: no spelling suits both.
     */
    @Override
    public String word(String text) {
        if (text.isEmpty() || text.indexOf('"') >= 0) {
            throw Dialect.refusal(
                    "PowerShell 5.1 and 7 disagree about empty words and double quotes; leave them out or use cmd.");
        }
        if (text.endsWith("\\") && text.chars().anyMatch(Character::isWhitespace)) {
            throw Dialect.refusal(
                    "PowerShell 5.1 garbles a word with spaces that ends in a backslash; drop the backslash.");
        }
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    @Override
    public String line(Launch launch) {
        String program = launch.words().stream().map(this::word).collect(Collectors.joining(" "));
        // a quoted program name would only be printed
        program = program.startsWith("'") || program.startsWith("\"") ? "& " + program : program;
        Launch.Home home = launch.home();
        if (home != null) {
            program = within(home, program);
        }
        String directory = launch.directory();
        return directory == null
                ? program
                : "Set-Location -LiteralPath " + quoted(place(directory)) + "; if ($?) { " + program + " }";
    }

    /** Sets the variable for the one program: an assignment alone would last as long as the window. */
    private static String within(Launch.Home home, String program) {
        String name = "$env:" + home.variable();
        String value = home.value();
        String wanted = value == null ? "$null" : quoted(value);
        return "& { $was = " + name + "; " + name + " = " + wanted + "; try { " + program + " } finally { " + name
                + " = $was } }";
    }

    /** A leading tilde, dash or plus means home or history even in -LiteralPath. */
    private static String place(String directory) {
        return directory.isEmpty() || "~-+".indexOf(directory.charAt(0)) >= 0 ? "./" + directory : directory;
    }

    private static String quoted(String text) {
        Dialect.refuseImpossible(text);
        return Glyphs.anyHidden(text) ? spelledOut(text) : "'" + doubled(text) + "'";
    }

    private static String doubled(String text) {
        return text.replaceAll("['\u2018-\u201B]", "$0$0");
    }

    /** Double quotes with sub-expressions, because 5.1 has neither {@code `e} nor {@code `u{…}}. */
    private static String spelledOut(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            char c = (char) unit;
            switch (c) {
                case '\n' -> out.append("`n");
                case '\r' -> out.append("`r");
                case '\t' -> out.append("`t");
                case '`', '$', '"', '\u201C', '\u201D', '\u201E' ->
                    out.append('`').append(c);
                default -> out.append(c);
            }
        });
        return hiddenSpelled(out.append('"').toString());
    }

    private static String hiddenSpelled(String quoted) {
        StringBuilder out = new StringBuilder(quoted.length());
        quoted.codePoints().forEach(point -> {
            if (Glyphs.hidden(point)) {
                for (char unit : Character.toChars(point)) {
                    out.append(String.format(Locale.ROOT, "$([char]0x%04X)", (int) unit));
                }
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }
}
