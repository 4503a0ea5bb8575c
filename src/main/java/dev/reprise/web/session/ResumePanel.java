package dev.reprise.web.session;

import dev.reprise.agent.Brought;
import dev.reprise.problem.Problem;
import dev.reprise.resume.ResumeCommands;
import dev.reprise.resume.ResumeCommands.Check;
import dev.reprise.resume.ResumeCommands.Moved;
import dev.reprise.resume.ResumeCommands.Resume;
import dev.reprise.resume.Shell;
import dev.reprise.web.shell.Choice;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.SafeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The panel that gives the command. Its form stays as it is; verdict, command and fixes are asked for again with other options.
 *
 * @param href where it is asked for
 * @param command null where there is none worth copying
 * @param toast what is said when it was copied, or why nothing was
 * @param offered flags that it ran with, as one would type them; empty if there are none, or they are there already
 */
public record ResumePanel(
        String href,
        Options options,
        Verdict verdict,
        @Nullable Command command,
        String toast,
        List<Line> checks,
        String offered) {

    /**
     * A part out of reach that can be saved as a session of its own.
     *
     * @param leaf what it is asked for by; {@code label} of the button, {@code words} what it holds
     */
    public record Saved(String leaf, String label, String words) {}

    private static Saved saved(Brought.Part part) {
        String last = SafeText.line(part.last().words(), 60);
        return new Saved(
                part.leaf().toString(),
                "Save " + Format.count(part.turns(), "turn") + " as a session of "
                        + (part.turns() == 1 ? "its" : "their") + " own…",
                last.isEmpty() ? "" : "up to “" + last + "”");
    }

    /** What else is to be known of a verdict: that it is stuck, and of how much of the conversation it holds. */
    private static List<String> but(Resume resume) {
        List<String> but = new ArrayList<>();
        if (resume.checks().stream().anyMatch(check -> check.id().equals("stuck"))) {
            but.add("but stuck");
        }
        Brought brought = resume.brought();
        if (brought != null && !brought.isExpected()) {
            but.add("brings back " + Format.count(brought.reached()) + " of " + Format.count(brought.turns(), "turn"));
        }
        return but;
    }

    /** As the end of a title. */
    private static String partly(Resume resume) {
        return but(resume).stream().map(one -> ", " + one).collect(Collectors.joining());
    }

    /** Which session it is about. */
    public String session() {
        String path = href.startsWith("/sessions/") ? href.substring("/sessions/".length()) : "";
        return path.substring(0, Math.max(0, path.indexOf('/')));
    }

    /** The session that must be restored first; null where nothing is. */
    public @Nullable String restores() {
        return verdict.title().endsWith("restore first") && !session().isEmpty() ? session() : null;
    }

    /** What is chosen in the form. */
    public record Options(String shell, boolean fork, String flags) {

        /** As a form sends it. */
        public String query() {
            return "shell=" + shell + (fork ? "&fork=true" : "") + "&flags="
                    + URLEncoder.encode(flags, StandardCharsets.UTF_8);
        }
    }

    /**
     * What the checks say together.
     *
     * @param slug {@code ready}, {@code fork}, {@code unknown}, {@code blocked}
     */
    record Verdict(String slug, String title, String text) {}

    /**
     * A command to be copied.
     *
     * @param exact what is copied; {@code shown} the same with hidden characters made visible
     * @param sign of the shell's prompt
     * @param label of the button; {@code primary} whether it is what to press
     */
    record Command(String exact, String shown, String sign, String label, boolean primary) {

        public List<String> words() {
            return ResumePanel.words(shown);
        }
    }

    /** A line of the pre-flight; {@code whole} whether restoring it makes one of its parts;
     * {@code moved} where its project may have gone, to be asked; null where nothing is;
     * the command is exact, to be copied, {@code shown} the same with hidden characters made visible. */
    record Line(
            boolean ok,
            boolean unknown,
            String sentence,
            @Nullable String fix,
            @Nullable String command,
            @Nullable String shown,
            List<Saved> parts,
            boolean whole,
            @Nullable Moved moved) {

        public List<String> words() {
            return shown == null ? List.of() : ResumePanel.words(shown);
        }
    }

    /** Words and the spaces between them: a line breaks at these, and never within a flag. */
    private static List<String> words(String command) {
        return List.of(command.split("(?<= )(?=[^ ])|(?<=[^ ])(?= )"));
    }

    public static ResumePanel of(String href, Resume resume, Options options) {
        List<Line> checks = resume.checks().stream()
                .map(check -> line(check, resume.brought(), resume.moved()))
                .toList();
        Advice advice = switch (resume.verdict()) {
            case "ready" ->
                new Advice(
                        new Verdict("ready", "Ready" + partly(resume), ready(checks)),
                        command(resume, "Copy resume command", true),
                        "Copied. Ready.");
            case "fork" -> {
                String why = running(resume);
                yield new Advice(
                        new Verdict("fork", "Ready, as a fork" + partly(resume), why),
                        command(resume, "Copy fork command", true),
                        "Copied as a fork. " + why);
            }
            case "unknown" -> {
                long open = checks.stream().filter(Line::unknown).count();
                String text =
                        Format.count(open) + " of " + Format.count(checks.size(), "check") + " nobody could make.";
                yield new Advice(
                        new Verdict("unknown", "Can’t be checked from here" + partly(resume), text),
                        command(resume, "Copy anyway, unchecked", false),
                        "Copied, unchecked: " + text);
            }
            default -> blocked(resume);
        };
        return new ResumePanel(
                href,
                options,
                advice.verdict,
                advice.command,
                advice.toast,
                checks,
                offered(resume.offered(), options.flags));
    }

    /** What the panel says of a verdict, what it gives to copy, and what it says when that is copied. */
    private record Advice(Verdict verdict, @Nullable Command command, String toast) {}

    /** There is no command because of what was asked. */
    public static ResumePanel refused(String href, Options options, Problem problem) {
        Verdict verdict = new Verdict("blocked", "Will not work", SafeText.line(problem.sentence()));
        return new ResumePanel(
                href, options, verdict, null, "Nothing copied: " + SafeText.line(problem.sentence()), List.of(), "");
    }

    private static Advice blocked(Resume resume) {
        Check first = first(resume);
        String why = first == null ? "" : SafeText.line(beginning(first));
        String fix = first == null ? null : first.command();
        if (first != null
                && fix != null
                && first.id().equals("transcript")
                && isOnly(resume, first)
                && !resume.command().isEmpty()) {
            String both = fix + (resume.shell().equals("powershell") ? "; " : " && ") + resume.command();
            String what = String.valueOf(first.fix()).startsWith("Restore") ? "restore" : "move";
            Command command =
                    new Command(both, SafeText.text(both), sign(resume.shell()), "Copy " + what + " + resume", true);
            Verdict verdict = new Verdict("blocked", "Will not work: " + what + " first", why);
            return new Advice(verdict, command, "Copied " + what + " + resume. " + why);
        }
        Verdict verdict =
                new Verdict("blocked", "Will not work" + (first == null ? "" : ": " + reason(first.id())), why);
        return new Advice(verdict, null, "Nothing copied. " + why);
    }

    /** Of several logs the places stand below, with what to do about them. */
    private static String beginning(Check check) {
        return check.id().equals("one-copy")
                ? FIRST_SENTENCE.matcher(check.sentence()).replaceFirst("$1")
                : check.sentence();
    }

    private static @Nullable Check first(Resume resume) {
        return resume.checks().stream()
                .filter(check -> check.answer().equals("no"))
                .findFirst()
                .orElse(null);
    }

    private static boolean isOnly(Resume resume, Check one) {
        return resume.checks().stream()
                .filter(check -> check.answer().equals("no"))
                .allMatch(one::equals);
    }

    private static String reason(String check) {
        return switch (check) {
            case "file-name" -> "the name of its log";
            case "transcript" -> "no transcript";
            case "one-copy" -> "more than one log";
            case "messages" -> "nothing in its log to resume";
            case "running" -> "it runs in the background";
            default -> "see below";
        };
    }

    private static String ready(List<Line> checks) {
        long fine = checks.stream().filter(Line::ok).count();
        String looked = "Looked just now: " + fine + " of " + Format.count(checks.size(), "check") + " fine.";
        return fine == checks.size() ? looked : looked + " Read what is marked.";
    }

    /** The rest stands with what to do about it. */
    private static final Pattern FIRST_SENTENCE = Pattern.compile("(?s)^(.*?\\.) [A-Z].*$");

    private static String running(Resume resume) {
        return resume.checks().stream()
                .filter(check -> check.id().equals("running"))
                .findFirst()
                .map(check ->
                        SafeText.line(FIRST_SENTENCE.matcher(check.sentence()).replaceFirst("$1")))
                .orElse("A new session with the same history; this one stays as it is.");
    }

    private static Command command(Resume resume, String label, boolean primary) {
        return new Command(resume.command(), SafeText.text(resume.command()), sign(resume.shell()), label, primary);
    }

    private static String sign(String shell) {
        return isOfWindows(shell) ? "> " : "$ ";
    }

    private static Line line(Check check, @Nullable Brought brought, @Nullable Moved moved) {
        String fix = check.fix();
        return new Line(
                check.ok(),
                check.answer().equals("unknown"),
                SafeText.line(check.sentence()),
                fix == null ? null : SafeText.line(fix),
                check.command(),
                check.command() == null ? null : SafeText.text(check.command()),
                brought == null || !check.id().equals("reach")
                        ? List.of()
                        : brought.parts().stream().map(ResumePanel::saved).toList(),
                fix != null && fix.endsWith("restore the whole."),
                check.id().equals("directory") ? moved : null);
    }

    private static String offered(List<String> words, String flags) {
        String typed = ResumeCommands.typed(words);
        return flags.contains(typed) ? "" : typed;
    }

    /** What its flags are asked for with, without scripts. */
    public String offeredHref() {
        Options with = new Options(options.shell, options.fork, (options.flags + " " + offered).strip());
        return href + "?" + with.query();
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
                        new Choice(choice.slug(), choice.label(), choice.slug().equals(options.shell)))
                .toList();
    }

    /** Which of the remembered shells is meant. */
    public String family() {
        return isOfWindows(options.shell) ? "windows" : "posix";
    }

    private static boolean isOfWindows(String shell) {
        return shell.equals("powershell") || shell.equals("cmd");
    }
}
