package dev.reprise.web.session;

import dev.reprise.resume.ResumeCommands;
import dev.reprise.resume.ResumeCommands.Check;
import dev.reprise.resume.ResumeCommands.Resume;
import dev.reprise.resume.Shell;
import dev.reprise.web.shell.Choice;
import dev.reprise.web.shell.SafeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The panel that gives the command.
 *
 * @param href where the panel is asked for again with other options
 * @param command exact, to be copied; {@code shown} the same with hidden characters made visible
 * @param verdict {@code ready}, {@code fork}, {@code unknown}, {@code blocked}
 * @param offered flags that it ran with, as one would type them; empty if there are none, or they are there already
 * @param refused why there is no command; null if there is one
 */
public record ResumePanel(
        String href,
        String shell,
        boolean fork,
        String flags,
        String command,
        String shown,
        String verdict,
        List<Line> checks,
        String offered,
        @Nullable String refused) {

    /** A line of the pre-flight; the command is exact, to be copied, {@code shown} the same with hidden characters made visible. */
    record Line(
            boolean ok,
            boolean unknown,
            String sentence,
            @Nullable String fix,
            @Nullable String command,
            @Nullable String shown) {}

    public static ResumePanel of(String href, Resume resume, boolean fork, String flags) {
        return new ResumePanel(
                href,
                resume.shell(),
                fork,
                flags,
                resume.command(),
                SafeText.text(resume.command()),
                resume.verdict(),
                resume.checks().stream().map(ResumePanel::line).toList(),
                offered(resume.offered(), flags),
                resume.command().isEmpty() ? "No command can bring this session back. See why below." : null);
    }

    private static Line line(Check check) {
        String fix = check.fix();
        return new Line(
                check.ok(),
                check.answer().equals("unknown"),
                SafeText.line(check.sentence()),
                fix == null ? null : SafeText.line(fix),
                check.command(),
                check.command() == null ? null : SafeText.text(check.command()));
    }

    private static String offered(List<String> words, String flags) {
        String typed = ResumeCommands.typed(words);
        return flags.contains(typed) ? "" : typed;
    }

    /** What its flags are asked for with. */
    public String offeredHref() {
        String all = (flags + " " + offered).strip();
        return href + "?shell=" + shell + (fork ? "&fork=true" : "") + "&flags="
                + URLEncoder.encode(all, StandardCharsets.UTF_8);
    }

    /** Checks that found something. */
    public List<Line> problems() {
        return checks.stream().filter(line -> !line.ok() && !line.unknown()).toList();
    }

    /** Checks that cannot be made from here. */
    public List<Line> unknown() {
        return checks.stream().filter(Line::unknown).toList();
    }

    /** Checks that found nothing. */
    public List<Line> passed() {
        return checks.stream().filter(Line::ok).toList();
    }

    /** The shells, with the one of this command marked. */
    public List<Choice> shells() {
        return Arrays.stream(Shell.values())
                .map(choice ->
                        new Choice(choice.slug(), choice.label(), choice.slug().equals(shell)))
                .toList();
    }
}
