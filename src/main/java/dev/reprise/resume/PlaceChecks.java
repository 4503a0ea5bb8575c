package dev.reprise.resume;

import static dev.reprise.resume.Glyphs.shown;

import dev.reprise.agent.Running;
import dev.reprise.problem.Problem;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the command leads to the right place: directory, process and log home (client/RESUME.md §1). */
final class PlaceChecks {

    private final ResumeContext look;
    private final String cli;
    private final Repairs repairs;

    PlaceChecks(ResumeContext look) {
        this.look = look;
        this.repairs = new Repairs(look.shell());
        this.cli = look.agent().label();
    }

    List<CheckResult> all() {
        List<CheckResult> all = new ArrayList<>();
        all.add(directory());
        trusted().ifPresent(all::add);
        all.add(onPath());
        flags().ifPresent(all::add);
        all.add(running());
        SessionId next = look.session().kin().continuedIn();
        if (next != null) {
            all.add(CheckResult.surprise(
                    "continued",
                    "Its conversation went on in session " + next.brief() + ".",
                    new Fix("Resume that one.", resuming(next))));
        }
        all.add(home());
        return all;
    }

    private CheckResult directory() {
        String name = shown(String.valueOf(look.place().name()));
        return switch (look.place().state()) {
            case THERE -> there(name);
            case UNSEEN ->
                CheckResult.unknown("directory", "Whether " + name + " is there is not to be seen from here.", null);
            case CLOSED ->
                CheckResult.surprise(
                        "directory",
                        name + " is there but may not be entered; the command resumes where it is pasted.",
                        repairs.makeEnterable(
                                "Let yourself in.",
                                Path.of(String.valueOf(look.place().name()))));
            case UNKNOWN ->
                CheckResult.surprise(
                        "directory",
                        "The log does not say in which directory it was; the command stays where it is pasted.",
                        Fix.words("Go to the project first, then paste."));
            case GONE -> gone(name);
        };
    }

    private CheckResult there(String name) {
        String was = look.place().was();
        if (was != null) {
            return CheckResult.surprise(
                    "directory",
                    shown(was) + " is gone; as you said, its project is now " + name + ". " + cli
                            + " goes on in the log where it is, and lists it where it was.",
                    Fix.words("Fork it if it is to be listed in the new place too."));
        }
        String began = look.session().place().projectDir();
        Optional<String> folder =
                began.isEmpty() ? Optional.empty() : look.agent().sources().folderOf(began);
        Path taken = look.copies().taken();
        boolean elsewhere = folder.isPresent()
                && taken != null
                && taken.getParent() != null
                && folder.get().equals(String.valueOf(taken.getParent().getFileName()))
                && !look.place().isWithin(began)
                && !folder.equals(look.agent()
                        .sources()
                        .folderOf(String.valueOf(look.place().name())));
        return CheckResult.fine(
                "directory",
                "The directory is there: " + name
                        + (elsewhere
                                ? ". It began in " + shown(began) + ": " + cli
                                        + " lists it, and continues it, only there."
                                : ""));
    }

    /** Without what the sentence says already. */
    private static String why(ResumeCommands.Moved moved) {
        String why = shown(moved.why());
        String gone = "It is gone; ";
        return why.startsWith(gone)
                ? why.substring(gone.length(), gone.length() + 1).toUpperCase(Locale.ROOT)
                        + why.substring(gone.length() + 1)
                : why;
    }

    private CheckResult gone(String name) {
        Path path = Path.of(String.valueOf(look.place().name()));
        ResumeCommands.Moved moved = look.moved().orElse(null);
        if (moved != null) {
            return CheckResult.surprise(
                    "directory",
                    name + " is gone; it may now be " + shown(moved.to()) + ". " + why(moved)
                            + " The command resumes where it is pasted.",
                    Fix.words(
                            "Say so, and all its sessions are resumed, listed and filtered there; or go to where it is and paste"
                                    + " there."));
        }
        String nearest = look.place().nearest();
        if (nearest != null) {
            return CheckResult.surprise(
                    "directory",
                    name + " is gone; the command goes to the nearest directory of its project that is there, "
                            + shown(nearest) + ".",
                    recreate(path));
        }
        Path above = WorkingDirectory.above(path, look.ground());
        return CheckResult.surprise(
                "directory",
                name + " is gone" + (above == null ? "" : " (" + Repairs.name(above) + " is there)")
                        + "; the command resumes where it is pasted.",
                recreate(path));
    }

    private @Nullable String resuming(SessionId other) {
        try {
            return look.shell()
                    .dialect()
                    .line(new Launch(
                            look.place().target(),
                            look.variable(),
                            look.agent().launcher().resumeWords(other.value(), false, List.of())));
        } catch (Problem inexpressible) {
            return null;
        }
    }

    private Fix recreate(Path path) {
        if (WorkingDirectory.isOfAnotherPlace(path, look.ground())) {
            return Fix.words(
                    "It may be of a container, of another machine or on a disk that is not mounted: paste the command"
                            + " where it is there.");
        }
        String moved = "If it moved, go to where it is now and paste there";
        Optional<String> worktree = worktree(path);
        if (worktree.isPresent()) {
            return new Fix("It was a git worktree: make it again. " + moved + ".", worktree.get());
        }
        return repairs.makeDirectory(moved + "; if not, make it again.", path);
    }

    private Optional<String> worktree(Path path) {
        try {
            return LostWorktree.remedy(
                    look.agent(),
                    path,
                    look.session().place().branch(),
                    look.shell().dialect());
        } catch (Problem inexpressible) {
            return Optional.empty();
        }
    }

    /** Of the directory that the client starts in; nothing where that is not known, or a fork makes no difference. */
    private Optional<CheckResult> trusted() {
        String directory = look.place().state() == WorkingDirectory.State.UNSEEN
                ? null
                : look.place().target();
        if (directory == null || look.elsewhere() || !look.attachWords().isEmpty()) {
            return Optional.empty();
        }
        Optional<Boolean> trusted = look.agent().launcher().trusts(look.home(), look.isDefaultHome(), directory);
        return trusted.map(yes -> yes
                ? CheckResult.fine("trusted", cli + " was told to trust this directory.")
                : CheckResult.surprise(
                        "trusted",
                        cli + " was not yet told to trust " + shown(directory)
                                + ": it asks first, and its default answer ends it.",
                        Fix.words("Choose “Yes, I trust this folder” before you press Enter.")));
    }

    private Optional<CheckResult> flags() {
        List<String> strange = look.flags().stream()
                .filter(flag -> flag.startsWith("-"))
                .map(flag -> flag.contains("=") ? flag.substring(0, flag.indexOf('=')) : flag)
                .filter(flag -> !look.agent().launcher().knowsFlag(flag))
                .map(Glyphs::shown)
                .distinct()
                .toList();
        return strange.isEmpty()
                ? Optional.empty()
                : Optional.of(CheckResult.unknown(
                        "flags",
                        "Whether " + cli + " knows " + String.join(", ", strange) + " is not known.",
                        new Fix("See what it takes.", program() + " --help")));
    }

    private String program() {
        return look.agent().launcher().program();
    }

    /** Our own PATH is a hint only: a terminal's may be another. */
    private CheckResult onPath() {
        String name = program();
        if (look.elsewhere()) {
            return CheckResult.unknown(
                    "program", "Whether " + name + " is installed is not to be seen from here.", null);
        }
        return look.programFound()
                ? CheckResult.fine("program", "The program " + name + " is on the PATH.")
                : CheckResult.unknown(
                        "program",
                        "No " + name + " is on the PATH that Reprise was started with; your terminal's may have it.",
                        repairs.leadTo("Ask your terminal.", name));
    }

    private CheckResult running() {
        Running running = look.running();
        if (running == null && look.unseen()) {
            return look.fork()
                    ? CheckResult.fine(
                            "running",
                            "It may run in another container or on another machine; a fork does not disturb it.")
                    : CheckResult.unknown(
                            "running",
                            "Its registry names a process in another container or on another machine, which cannot be seen"
                                    + " from here.",
                            Fix.words("If it still runs there, fork it: two at once would split its log."));
        }
        if (running == null && look.session().state() == SessionState.WRITING) {
            return look.fork()
                    ? CheckResult.fine("running", "Its log is being written; a fork does not disturb it.")
                    : CheckResult.surprise(
                            "running",
                            "Its log is being written, and no process is seen that does it. Two at once would split its log,"
                                    + " so the command forks it.",
                            Fix.words(
                                    "To go on in the same session, use the terminal where it runs, or end it there first."));
        }
        if (running == null) {
            return look.elsewhere()
                    ? CheckResult.unknown("running", "Whether it runs is not to be seen from here.", null)
                    : CheckResult.fine("running", "No process that can be seen runs it now.");
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
                Fix.words("To go on in the same session, use the terminal where it runs, or end it there first."));
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
                Fix.words("Stop it first, or fork it."));
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
