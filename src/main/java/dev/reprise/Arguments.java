package dev.reprise;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code java -jar reprise.jar}: the options of {@code ./reprise} and settings as {@code --name=value}.
 * What is none of them is refused before anything is opened.
 *
 * @param settings for Spring Boot
 * @param answer what to print instead of starting; null to start
 * @param status to end with after the answer: 0, or 2 for a refusal
 */
record Arguments(String[] settings, @Nullable String answer, int status) {

    /** Settings of Reprise's own, as docs/settings.md lists them. */
    static final List<String> KNOWN = List.of(
            "reprise.data",
            "reprise.demo",
            "reprise.port",
            "reprise.intake.homes",
            "reprise.intake.live",
            "reprise.intake.look",
            "reprise.intake.rescan",
            "reprise.intake.scrub",
            "reprise.intake.workers",
            "reprise.restore-from",
            "reprise.resume.elsewhere",
            "reprise.resume.root",
            "reprise.search.index",
            "reprise.web.patterns",
            "reprise.version");

    private static final Pattern OF_SPRING = Pattern.compile("(server|spring|logging)\\..+|debug|trace");

    static final String HELP = """
            Reprise %s: find, keep and resume the coding sessions of this machine, in your browser.

              java -jar reprise.jar [options]        (./reprise does this, and builds and opens it)

              --port N           port on 127.0.0.1 (7717; 0: any free one)
              --data DIR         where Reprise keeps its vault and database
              --claude-home DIR  a directory of Claude Code, may be given more than once
                                 ($CLAUDE_CONFIG_DIR or ~/.claude)
              --restore-from DIR fill a new data directory from a second copy, then start
              --demo             show sample sessions, in a directory of their own
              --help, --version
              --name=value       settings for the application itself (docs/settings.md)

            POST /api/link, with "Authorization: Bearer" and the file "token" of the data directory, gives a link to open.
            """;

    static Arguments of(String version, String... given) {
        List<String> settings = new ArrayList<>();
        int homes = 0;
        for (int i = 0; i < given.length; i++) {
            String name = given[i].split("=", 2)[0];
            String value = given[i].contains("=") ? given[i].substring(name.length() + 1) : null;
            switch (name) {
                case "--help", "-h" -> {
                    return new Arguments(new String[0], HELP.formatted(version), 0);
                }
                case "--version" -> {
                    return new Arguments(new String[0], "reprise " + version + "\n", 0);
                }
                case "--no-open" -> {}
                case "--demo" -> settings.add("--reprise.demo=true");
                case "--port", "--data", "--claude-home", "--restore-from" -> {
                    if (value == null && i + 1 < given.length) {
                        value = given[++i];
                    }
                    if (value == null || value.isEmpty() || value.startsWith("--")) {
                        return refused(name + " needs a value.");
                    }
                    settings.add(
                            switch (name) {
                                case "--port" -> "--server.port=" + value;
                                case "--data" -> "--reprise.data=" + value;
                                case "--restore-from" -> "--reprise.restore-from=" + value;
                                default -> "--reprise.intake.homes[" + homes++ + "]=" + value;
                            });
                }
                default -> {
                    if (!name.startsWith("--") || !isSetting(name.substring(2))) {
                        return refused("Reprise knows no option or setting " + name + ".");
                    }
                    settings.add(given[i]);
                }
            }
        }
        return new Arguments(settings.toArray(String[]::new), null, 0);
    }

    private static boolean isSetting(String name) {
        String plain = name.replaceFirst("\\[\\d+]$", "");
        return KNOWN.contains(plain) || OF_SPRING.matcher(plain).matches();
    }

    private static Arguments refused(String sentence) {
        return new Arguments(new String[0], sentence + " See --help.\n", 2);
    }
}
