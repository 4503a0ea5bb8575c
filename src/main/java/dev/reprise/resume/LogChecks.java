package dev.reprise.resume;

import static dev.reprise.resume.Glyphs.shown;

import dev.reprise.agent.LogContents;
import dev.reprise.agent.SourceFile;
import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail.CopyOfLog;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether the log is such that the CLI finds it, takes it and can go on writing it (client/RESUME.md §1 and §4). */
final class LogChecks {

    private final ResumeContext look;
    private final String cli;

    LogChecks(ResumeContext look) {
        this.look = look;
        this.cli = look.agent().label();
    }

    List<CheckResult> all() {
        List<CheckResult> all = new ArrayList<>();
        all.add(fileName());
        all.add(transcript());
        if (!look.logs().isEmpty()) {
            all.add(oneCopy());
            Path log = look.taken() == null ? newest() : look.taken();
            all.add(messages(log));
            all.add(writable(log));
        }
        if (look.session().rewritten()) {
            all.add(rewritten());
        }
        cleanUp().ifPresent(all::add);
        return all;
    }

    private CheckResult fileName() {
        List<String> names = look.logs().stream()
                .map(log -> String.valueOf(log.getFileName()))
                .toList();
        return look.agent()
                .launcher()
                .idTrouble(look.id(), names)
                .map(trouble -> CheckResult.no("file-name", shown(trouble.sentence()), shown(trouble.fix())))
                .orElseGet(
                        () -> CheckResult.fine("file-name", "The log is named by a full id, as " + cli + " wants it."));
    }

    private CheckResult transcript() {
        if (!look.logs().isEmpty()) {
            return CheckResult.fine(
                    "transcript",
                    "The transcript is there: " + shown(look.logs().getFirst().toString()));
        }
        if (!look.astray().isEmpty()) {
            ResumeContext.Astray one = look.astray().getFirst();
            return CheckResult.no(
                    "transcript",
                    "The transcript lies where " + cli + " does not look: "
                            + shown(one.log().toString()),
                    move(one));
        }
        if (look.session().protection() == Protection.LOST) {
            return CheckResult.no(
                    "transcript",
                    "The transcript was deleted before Reprise could keep it; only its prompts survive.",
                    "Start a new session with what the prompts say.");
        }
        if (look.session().protection() == Protection.ONLY_SUBAGENTS) {
            return CheckResult.no(
                    "transcript",
                    "The transcript was gone before Reprise could keep it; only what its sub-agents wrote survives.",
                    "Start a new session with what they found.");
        }
        if (!Files.isDirectory(look.home())) {
            return CheckResult.no(
                    "transcript",
                    "The log home " + shown(look.home().toString()) + " is not there.",
                    "Mount it or put it back, then resume.");
        }
        return CheckResult.no("transcript", "The transcript is gone; only the vault has it.", restore());
    }

    private String restore() {
        String place = look.known().stream()
                .map(CopyOfLog::path)
                .findFirst()
                .map(path -> look.home().resolve(path).toString())
                .orElse("its old place");
        return "Restore it first: write the vault's copy (/api/sessions/"
                + look.session().id() + "/raw) to " + shown(place) + ", mode 600.";
    }

    private CheckResult oneCopy() {
        List<Path> logs = look.logs();
        if (logs.size() == 1) {
            return CheckResult.fine("one-copy", "There is one copy of it.");
        }
        Path taken = look.taken();
        Path keep = taken == null ? newest() : taken;
        List<String> others = logs.stream()
                .filter(log -> !log.equals(keep))
                .map(log -> shown(log.toString()))
                .toList();
        String both = logs.size() + " logs have this id: " + shown(keep.toString()) + " and "
                + String.join(", ", others) + ". ";
        String fix = "Keep the " + (taken == null ? "newest" : "first") + " and move " + String.join(", ", others)
                + " out of the home.";
        return taken == null
                ? CheckResult.no("one-copy", both + cli + " finds neither from here.", fix)
                : CheckResult.surprise("one-copy", both + "Only from its own directory the first is found.", fix);
    }

    private Path newest() {
        return look.logs().stream()
                .max(Comparator.comparing(LogChecks::modified).thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static FileTime modified(Path log) {
        try {
            return Files.getLastModifiedTime(log);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private CheckResult messages(Path log) {
        String path = look.home().relativize(log).toString().replace('\\', '/');
        SourceFile source = look.agent()
                .sources()
                .classify(path)
                .orElseGet(() -> new SourceFile(path, SourceFile.Role.TRANSCRIPT, look.id(), null, "log"));
        return switch (contents(source, log)) {
            case CONVERSATION -> CheckResult.fine("messages", "It holds a conversation.");
            case EMPTY ->
                CheckResult.no("messages", "The log is an empty file; " + cli + " does not find it.", older());
            case NO_MESSAGE ->
                CheckResult.no("messages", "The log holds no message, only book-keeping: nothing to resume.", older());
            case SUBAGENT ->
                CheckResult.no(
                        "messages",
                        "The log holds only what a sub-agent said, which cannot be resumed by itself.",
                        "Resume the session that started it.");
            case UNREADABLE -> CheckResult.no("messages", "The log cannot be read.", "Make it readable: " + chmod(log));
        };
    }

    private LogContents contents(SourceFile source, Path log) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(log), 1 << 16)) {
            return look.agent().launcher().contents(source, in);
        } catch (IOException unreadable) {
            return LogContents.UNREADABLE;
        }
    }

    private String older() {
        return look.session().rewritten()
                ? "Restore the older version from the vault: it was not always so."
                : "Start a new session; there is nothing in this one.";
    }

    private CheckResult writable(Path log) {
        if (look.elsewhere()) {
            return CheckResult.unknown("writable", "Whether the log may be written is not to be seen from here.", null);
        }
        if (look.fork()) {
            return CheckResult.fine("writable", "A fork writes a log of its own.");
        }
        if (Files.isWritable(log) && ownerMayWrite(log)) {
            return CheckResult.fine("writable", "It may be read and written.");
        }
        if (isOfAnother(log)) {
            return CheckResult.surprise(
                    "writable",
                    "The log belongs to another user: " + cli + " would resume it and save nothing, without a warning.",
                    "Make it yours: " + chown(log));
        }
        return CheckResult.surprise(
                "writable",
                "The log is read-only: " + cli + " would resume it and save nothing, without a warning.",
                "Make it writable: " + chmod(log));
    }

    /** Asked of the mode as well, because for root everything is writable, and the CLI may not run as root. */
    private static boolean ownerMayWrite(Path log) {
        PosixFileAttributeView view = Files.getFileAttributeView(log, PosixFileAttributeView.class);
        try {
            return view == null || view.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE);
        } catch (IOException unknown) {
            return true;
        }
    }

    private String move(ResumeContext.Astray one) {
        Path folder = one.to().getParent();
        return switch (look.shell()) {
            case BASH, FISH -> {
                var dialect = look.shell().dialect();
                yield "mkdir -p " + dialect.word(String.valueOf(folder)) + " && mv -n "
                        + dialect.word(one.log().toString()) + " "
                        + dialect.word(one.to().toString());
            }
            case POWERSHELL, CMD -> "Move it to " + shown(one.to().toString());
        };
    }

    /** Only its owner may change the mode of a file. */
    private static boolean isOfAnother(Path log) {
        try {
            String owner = Files.getOwner(log).getName();
            return !owner.equals(System.getProperty("user.name", owner));
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private String chown(Path log) {
        return switch (look.shell()) {
            case BASH -> "sudo chown \"$(id -un)\" " + look.shell().dialect().word(log.toString());
            case FISH -> "sudo chown (id -un) " + look.shell().dialect().word(log.toString());
            case POWERSHELL, CMD -> "take ownership of " + shown(log.toString());
        };
    }

    private String chmod(Path log) {
        return switch (look.shell()) {
            case BASH, FISH -> "chmod 600 " + look.shell().dialect().word(log.toString());
            case POWERSHELL, CMD -> "clear the read-only attribute of " + shown(log.toString());
        };
    }

    private CheckResult rewritten() {
        return CheckResult.surprise(
                "whole",
                "The log shrank or changed behind our back; resuming brings back only what it holds now.",
                "An older version is in the vault: compare before you go on.");
    }

    private Optional<CheckResult> cleanUp() {
        Session session = look.session();
        Instant expires = session.period().expiresAt();
        if (expires == null || look.logs().isEmpty() || !session.expiresSoon(look.now())) {
            return Optional.empty();
        }
        Duration left = Duration.between(look.now(), expires);
        String when = left.isNegative()
                ? "at its next clean-up"
                : left.toDays() == 0 ? "within a day" : "in " + left.toDays() + (left.toDays() == 1 ? " day" : " days");
        return Optional.of(CheckResult.fine(
                "clean-up", cli + " may delete this log " + when + "; resuming it starts its time anew."));
    }
}
