package dev.reprise.resume;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** fish. In its single quotes only the backslash and the quote are special; hidden characters are spelled out beside them. */
final class FishDialect implements Dialect {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@+,-][A-Za-z0-9_./:@+,=-]*");

    @Override
    public String word(String text) {
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    @Override
    public String line(Launch launch) {
        String program = launch.words().stream().map(this::word).collect(Collectors.joining(" "));
        Launch.Home home = launch.home();
        if (home != null) {
            String value = home.value();
            program = value == null
                    ? "env -u " + home.variable() + " " + program
                    : home.variable() + "=" + quoted(value) + " " + program;
        }
        String directory = launch.directory();
        if (directory == null) {
            return program;
        }
        return "cd " + quoted(directory.startsWith("/") ? directory : "./" + directory) + " && " + program;
    }

    private static String quoted(String text) {
        Dialect.refuseImpossible(text);
        StringBuilder out = new StringBuilder("'");
        text.codePoints().forEach(point -> {
            if (point == '\'' || point == '\\') {
                out.append('\\').appendCodePoint(point);
            } else if (Glyphs.hidden(point)) {
                out.append('\'').append(escape(point)).append('\'');
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.append('\'').toString();
    }

    private static String escape(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                String.format(Locale.ROOT, point < 0x80 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x", point);
        };
    }
}
