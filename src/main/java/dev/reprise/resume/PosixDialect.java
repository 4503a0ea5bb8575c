package dev.reprise.resume;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * bash and zsh. Single quotes, where nothing is special (also not {@code !}, and also with zsh's RC_QUOTES); {@code $'…'}
 * only where a hidden character must be spelled out, so that the command stays one line.
 */
final class PosixDialect implements Dialect {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@+,-][A-Za-z0-9_./:@+,=-]*");
    private static final Pattern ROOTED = Pattern.compile("(?s)/.*|[A-Za-z]:[/\\\\].*|\\\\\\\\.*");

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
            // a subshell, not `env -u`: people have `claude` as an alias, which env would not see
            program = value == null
                    ? "(unset " + home.variable() + "; " + program + ")"
                    : home.variable() + "=" + quoted(value) + " " + program;
        }
        String directory = launch.directory();
        return directory == null ? program : "cd " + place(directory) + " && " + program;
    }

    /** {@code ./} keeps a relative name from being an option, {@code -} (the last directory) or a hit in CDPATH. */
    private static String place(String directory) {
        return quoted(ROOTED.matcher(directory).matches() ? directory : "./" + directory);
    }

    private static String quoted(String text) {
        Dialect.refuseImpossible(text);
        return Glyphs.anyHidden(text) ? spelledOut(text) : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String spelledOut(String text) {
        StringBuilder out = new StringBuilder("$'");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\'' -> out.append("\\'");
                case '\\' -> out.append("\\\\");
                // history expansion looks into $'…' in some versions
                case '!' -> out.append("\\x21");
                default -> {
                    if (Glyphs.hidden(point)) {
                        // bytes, because \\u depends on the locale of the shell
                        for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                            out.append(String.format(Locale.ROOT, "\\x%02x", octet & 0xff));
                        }
                    } else {
                        out.appendCodePoint(point);
                    }
                }
            }
        });
        return out.append('\'').toString();
    }
}
