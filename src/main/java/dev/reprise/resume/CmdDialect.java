package dev.reprise.resume;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The prompt of cmd.exe. Inside double quotes everything but {@code "} and {@code %} is plain. A per cent sign has no
 * escape there, so a name with one is written without quotes, with carets: {@code %^NAME%} names the variable
 * {@code ^NAME}, which nobody has, and the caret is dropped afterwards ({@code cd} takes spaces without quotes). That
 * holds at the prompt, not in a batch file, and with delayed expansion off, as it is by default.
 */
final class CmdDialect implements Dialect {

    /** Longest line that cmd.exe takes. */
    private static final int LONGEST = 8191;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@+-]+");

    @Override
    public String word(String text) {
        refuseHidden(text);
        if (text.indexOf('"') >= 0 || text.indexOf('%') >= 0) {
            throw Dialect.refusal("cmd cannot hand a double quote or a per cent sign to a program; use PowerShell.");
        }
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        // the program's own reader takes backslashes before a quote in pairs
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\\') {
            end--;
        }
        return "\"" + text + text.substring(end) + "\"";
    }

    @Override
    public String line(Launch launch) {
        String line = launch.words().stream().map(this::word).collect(Collectors.joining(" "));
        Launch.Home home = launch.home();
        if (home != null) {
            line = with(home, line);
        }
        String directory = launch.directory();
        if (directory != null) {
            // a name without quotes would take the blank into itself
            line = change(directory) + (directory.indexOf('%') < 0 ? " && " : "&& ") + line;
        }
        if (line.length() > LONGEST) {
            throw Dialect.refusal("cmd takes no line of more than " + LONGEST + " characters; use PowerShell.");
        }
        return line;
    }

    /** cmd refuses a network share as its directory; pushd gives it a drive letter. */
    private static String change(String directory) {
        String name = forBuiltIn(directory);
        return directory.startsWith("\\\\") ? "pushd " + name : "cd /d " + name;
    }

    private static String with(Launch.Home home, String program) {
        String value = home.value();
        if (value == null) {
            // clearing what is not set counts as a failure, so no &&
            return "(set \"" + home.variable() + "=\" & " + program + ")";
        }
        refuseInName(value);
        if (value.indexOf('%') >= 0) {
            throw Dialect.refusal("cmd cannot set a variable to a name with a per cent sign; use PowerShell.");
        }
        return "set \"" + home.variable() + "=" + value + "\" && " + program;
    }

    private static String forBuiltIn(String name) {
        refuseInName(name);
        return name.indexOf('%') < 0 ? "\"" + name + "\"" : careted(name);
    }

    private static String careted(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean afterPercent = i > 0 && name.charAt(i - 1) == '%';
            if ("^&|<>()@!,;= ".indexOf(c) >= 0 || afterPercent) {
                out.append('^');
            }
            out.append(c);
        }
        return out.toString();
    }

    private static void refuseInName(String name) {
        refuseHidden(name);
        if (name.indexOf('"') >= 0) {
            throw Dialect.refusal("No Windows directory has a double quote in its name, and cmd cannot express one.");
        }
    }

    private static void refuseHidden(String text) {
        if (text.isEmpty() || Glyphs.anyHidden(text)) {
            throw Dialect.refusal(
                    "cmd cannot express an empty name, a line break or a control character; use PowerShell.");
        }
    }
}
