package dev.reprise.resume;

import static dev.reprise.resume.Glyphs.shown;

import dev.reprise.agent.Running;
import dev.reprise.problem.Problem;
import dev.reprise.session.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether the command leads to the right place: directory, process and log home (client/RESUME.md §1). */
final class PlaceChecks {

    private final ResumeContext look;
    private final String cli;

    PlaceChecks(ResumeContext look) {
        this.look = look;
        this.cli = look.agent().label();
    }

    List<CheckResult> all() {
        List<CheckResult> all = new ArrayList<>();
        all.add(directory());
        all.add(program());
        all.add(running());
        SessionId next = look.session().kin().continuedIn();
        if (next != null) {
            all.add(CheckResult.surprise(
                    "continued", "Its conversation went on in session " + next.brief() + ".", "Resume that one."));
        }
        all.add(home());
        return all;
    }

    private CheckResult directory() {
        String name = shown(String.valueOf(look.place().name()));
        return switch (look.place().state()) {
            case THERE -> CheckResult.fine("directory", "The directory is there: " + name);
            case UNSEEN ->
                CheckResult.unknown("directory", "Whether " + name + " is there is not to be seen from here.", null);
            case CLOSED ->
                CheckResult.surprise(
                        "directory",
                        name + " is there but may not be entered; the command resumes where it is pasted.",
                        enter());
            case UNKNOWN ->
                CheckResult.surprise(
                        "directory",
                        "The log does not say in which directory it was; the command stays where it is pasted.",
                        "Go to the project first, then paste.");
            case GONE ->
                look.place().nearest() != null
                        ? CheckResult.surprise(
                                "directory",
                                name
                                        + " is gone; the command goes to the nearest directory of its project that is there, "
                                        + shown(String.valueOf(look.place().nearest())) + ".",
                                recreate())
                        : CheckResult.surprise(
                                "directory",
                                name + " is gone" + (nearest() == null ? "" : " (" + shown(nearest()) + " is there)")
                                        + "; the command resumes where it is pasted.",
                                recreate());
        };
    }

    private String enter() {
        String word = look.shell().dialect().word(String.valueOf(look.place().name()));
        return switch (look.shell()) {
            case BASH, FISH -> "chmod u+x " + word;
            case POWERSHELL, CMD -> "Give yourself the right to open it.";
        };
    }

    private @Nullable String nearest() {
        Path path = Path.of(String.valueOf(look.place().name())).getParent();
        while (path != null && !Files.isDirectory(path)) {
            path = path.getParent();
        }
        return path == null || path.getParent() == null ? null : path.toString();
    }

    private String recreate() {
        String name = String.valueOf(look.place().name());
        String moved = "If it moved, go to where it is now and paste there.";
        try {
            return LostWorktree.remedy(
                            look.agent(),
                            Path.of(name),
                            look.session().place().branch(),
                            look.shell().dialect())
                    .map(command -> "It was a git worktree. Make it again: " + command + " – " + moved)
                    .orElseGet(() -> "Make it again: " + mkdir(name) + " – " + moved);
        } catch (Problem inexpressible) {
            return "Make it again. " + moved;
        }
    }

    private String mkdir(String name) {
        String word = look.shell().dialect().word(name);
        return switch (look.shell()) {
            case BASH, FISH -> "mkdir -p " + word;
            case POWERSHELL -> "New-Item -ItemType Directory -Force -Path " + word;
            case CMD -> "mkdir " + word;
        };
    }

    /** Our own PATH is a hint only: a terminal's may be another. */
    private CheckResult program() {
        String name = look.agent().launcher().program();
        if (look.elsewhere()) {
            return CheckResult.unknown(
                    "program", "Whether " + name + " is installed is not to be seen from here.", null);
        }
        return look.programFound()
                ? CheckResult.fine("program", "The program " + name + " is on the PATH.")
                : CheckResult.unknown(
                        "program",
                        "No " + name + " is on the PATH that Reprise was started with; your terminal's may have it.",
                        "command -v " + name);
    }

    private CheckResult running() {
        Running running = look.running();
        if (running == null) {
            return look.elsewhere()
                    ? CheckResult.unknown("running", "Whether it runs is not to be seen from here.", null)
                    : CheckResult.fine("running", "No process runs it now.");
        }
        String where = "process " + running.pid() + (running.status() == null ? "" : ", " + shown(running.status()));
        if (running.background()) {
            return background(where);
        }
        if (look.fork()) {
            return CheckResult.fine("running", "It runs elsewhere (" + where + "); a fork does not disturb it.");
        }
        return CheckResult.surprise(
                "running",
                "It runs elsewhere (" + where + (running.cwd() == null ? "" : ", in " + shown(running.cwd()))
                        + "). Two at once would split its log, so the command forks it.",
                "To go on in the same session, use the terminal where it runs, or end it there first.");
    }

    private CheckResult background(String where) {
        if (look.fork()) {
            return CheckResult.fine(
                    "running", "It runs in the background (" + where + "); a fork does not disturb it.");
        }
        if (!look.attachWords().isEmpty()) {
            return CheckResult.fine(
                    "running", "It runs in the background (" + where + "); the command attaches to it.");
        }
        return CheckResult.no(
                "running",
                "It runs in the background (" + where + "), where " + cli + " refuses to resume it.",
                "Stop it first, or fork it.");
    }

    private CheckResult home() {
        String home = shown(look.home().toString());
        Launch.Home variable = look.variable();
        if (variable == null) {
            return CheckResult.fine("home", "Its log home is the default one, " + home + ".");
        }
        if (variable.value() == null) {
            return CheckResult.fine(
                    "home", "Its log home is the default one; the command clears " + variable.variable() + ".");
        }
        String stays = look.shell() == Shell.CMD ? " It stays set in that window." : "";
        return CheckResult.fine(
                "home", String.format(Locale.ROOT, "The command points %s at %s.%s", variable.variable(), home, stays));
    }
}
