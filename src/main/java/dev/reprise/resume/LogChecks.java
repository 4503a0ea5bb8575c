package dev.reprise.resume;

import static dev.reprise.resume.Repairs.name;

import dev.reprise.agent.LogContents;
import dev.reprise.session.Session;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether the log that the CLI takes holds something to resume, and can be gone on with (client/RESUME.md §1 and §4). */
final class LogChecks {

    private final ResumeContext look;
    private final String cli;
    private final Repairs repairs;

    LogChecks(ResumeContext look) {
        this.look = look;
        this.repairs = new Repairs(look.shell());
        this.cli = look.agent().label();
    }

    List<CheckResult> all() {
        List<CheckResult> all = new ArrayList<>();
        if (!look.logs().isEmpty()) {
            Path log = look.copies().taken() == null ? newest() : look.copies().taken();
            all.add(messages(log));
            ReachCheck.of(look).ifPresent(all::add);
            StuckCheck.of(look).ifPresent(all::add);
            unwritten().ifPresent(all::add);
            all.add(writable(log));
        }
        if (look.session().rewritten()) {
            all.add(rewritten());
        }
        cleanUp().ifPresent(all::add);
        return all;
    }

    private Path newest() {
        return look.copies().candidates().stream()
                .max(Comparator.comparing(LogCopies::modified).thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private CheckResult messages(Path log) {
        return switch (contents(log)) {
            case CONVERSATION -> CheckResult.fine("messages", "It holds a conversation.");
            case EMPTY ->
                CheckResult.no("messages", "The log is an empty file; " + cli + " does not find it.", older(log));
            case NO_MESSAGE ->
                CheckResult.no(
                        "messages", "The log holds no message, only book-keeping: nothing to resume.", older(log));
            case SUBAGENT ->
                CheckResult.no(
                        "messages",
                        "The log holds only what a sub-agent said, which cannot be resumed by itself.",
                        Fix.words("Resume the session that started it."));
            case UNREADABLE -> unreadable(log);
        };
    }

    /** The client's history goes on where its log could not be written. */
    private Optional<CheckResult> unwritten() {
        return Optional.ofNullable(look.session().troubles().unwritten())
                .map(
                        unwritten -> CheckResult.surprise(
                                "unwritten",
                                unwritten.prompts()
                                        + (unwritten.prompts() == 1 ? " prompt that was" : " prompts that were")
                                        + " typed later than all of its log will not come back: the client could not write.",
                                Fix.words(
                                        "Where the window is still open, type /export FILE there; the prompts stand on its page.")));
    }

    private CheckResult unreadable(Path log) {
        Path folder = log.getParent();
        if (folder != null && !ownerMay(PosixFilePermission.OWNER_EXECUTE, folder)) {
            return CheckResult.no(
                    "messages",
                    "The folder of the log may not be entered: " + name(folder),
                    repairs.makeEnterable("Open it for yourself.", folder));
        }
        return CheckResult.no(
                "messages",
                "The log cannot be read" + (isOfAnother(log) ? "; it belongs to another user." : "."),
                isOfAnother(log)
                        ? repairs.makeMine("Make it yours.", log)
                        : repairs.makeWritable("Make it readable.", log));
    }

    private LogContents contents(Path log) {
        Path folder = log.getParent();
        boolean open = folder == null || ownerMay(PosixFilePermission.OWNER_EXECUTE, folder);
        if (!open || !ownerMay(PosixFilePermission.OWNER_READ, log)) {
            return LogContents.UNREADABLE;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(log), 1 << 16)) {
            return look.agent().launcher().contents(look.source(log), in);
        } catch (IOException unreadable) {
            return LogContents.UNREADABLE;
        }
    }

    private Fix older(Path log) {
        if (!look.session().rewritten()) {
            return Fix.words("Start a new session; there is nothing in this one.");
        }
        return look.inVault()
                .map(held -> held.older())
                .filter(held -> !look.elsewhere())
                .map(version -> repairs.replace(
                        "Put the older version from the vault in its place; this one stays beside it (needs the program"
                                + " zstd, and no client running).",
                        version,
                        log))
                .orElseGet(() -> Fix.words("Restore the older version from the vault: it was not always so."));
    }

    private CheckResult writable(Path log) {
        if (look.elsewhere()) {
            return CheckResult.unknown("writable", "Whether the log may be written is not to be seen from here.", null);
        }
        if (look.fork()) {
            return CheckResult.fine("writable", "A fork writes a log of its own.");
        }
        if (Files.isWritable(log) && ownerMay(PosixFilePermission.OWNER_WRITE, log)) {
            return CheckResult.fine("writable", "It may be read and written.");
        }
        if (isOfAnother(log)) {
            return CheckResult.surprise(
                    "writable",
                    "The log belongs to another user: " + cli + " would resume it and save nothing, without a warning.",
                    repairs.makeMine("Make it yours.", log));
        }
        return CheckResult.surprise(
                "writable",
                "The log is read-only: " + cli + " would resume it and save nothing, without a warning.",
                repairs.makeWritable("Make it writable.", log));
    }

    /** Asked of the mode as well, because to root everything is open, and the CLI may not run as root. */
    private static boolean ownerMay(PosixFilePermission what, Path file) {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            return view == null || view.readAttributes().permissions().contains(what);
        } catch (IOException unknown) {
            return true;
        }
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

    private CheckResult rewritten() {
        return CheckResult.surprise(
                "whole",
                "The log shrank or changed behind our back; resuming brings back only what it holds now.",
                Fix.words("An older version is in the vault: compare before you go on."));
    }

    private Optional<CheckResult> cleanUp() {
        Session session = look.session();
        Instant expires = session.period().expiresAt();
        if (expires == null || look.logs().isEmpty() || !session.expiresSoon(look.now())) {
            return Optional.empty();
        }
        Duration left = Duration.between(look.now(), expires);
        String when = left.isNegative()
                ? "at its next start"
                : left.toDays() == 0 ? "within a day" : "in " + left.toDays() + (left.toDays() == 1 ? " day" : " days");
        String sentence = cli + " may delete this log " + when + "; resuming it starts its time anew.";
        Fix touch = repairs.touch("Or set its file time to now.", look.logs());
        return Optional.of(
                left.isNegative()
                        ? CheckResult.surprise("clean-up", sentence, touch)
                        : CheckResult.fine("clean-up", sentence, touch));
    }
}
