package dev.reprise.resume;

import static dev.reprise.resume.Glyphs.shown;
import static dev.reprise.resume.Repairs.name;

import dev.reprise.session.Protection;
import dev.reprise.session.SessionDetail.CopyOfLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether the CLI finds the log, and which of several (client/RESUME.md §1 and §1b). */
final class TranscriptChecks {

    private final ResumeContext look;
    private final String cli;
    private final Repairs repairs;

    TranscriptChecks(ResumeContext look) {
        this.look = look;
        this.repairs = new Repairs(look.shell());
        this.cli = look.agent().label();
    }

    List<CheckResult> all() {
        return look.logs().isEmpty() ? List.of(fileName(), transcript()) : List.of(fileName(), transcript(), oneCopy());
    }

    private CheckResult fileName() {
        List<String> names = look.logs().stream()
                .map(log -> String.valueOf(log.getFileName()))
                .toList();
        return look.agent()
                .launcher()
                .idTrouble(look.id(), names)
                .map(trouble -> CheckResult.no("file-name", shown(trouble.sentence()), renamed(shown(trouble.fix()))))
                .orElseGet(
                        () -> CheckResult.fine("file-name", "The log is named by a full id, as " + cli + " wants it."));
    }

    /** A log whose name is only in the wrong case has a right one. */
    private Fix renamed(String words) {
        for (Path log : look.logs()) {
            String name = String.valueOf(log.getFileName());
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals(name) && lower.startsWith(look.id())) {
                return repairs.move(words, log, log.resolveSibling(lower));
            }
        }
        return Fix.words(words);
    }

    private CheckResult transcript() {
        if (!look.logs().isEmpty()) {
            Path log = look.copies().taken() == null
                    ? look.logs().getFirst()
                    : look.copies().taken();
            return CheckResult.fine("transcript", "The transcript is there: " + name(log));
        }
        if (!look.astray().isEmpty()) {
            ResumeContext.Astray one = look.astray().getFirst();
            return CheckResult.no(
                    "transcript",
                    "The transcript lies where " + cli + " does not look: " + name(one.log()),
                    repairs.move("Move it to where " + cli + " looks.", one.log(), one.to()));
        }
        if (look.session().protection() == Protection.LOST) {
            if (look.session().troubles().registered() != null) {
                return CheckResult.no(
                        "transcript",
                        "No transcript was ever seen here; only its client's registry names it.",
                        Fix.words("Start a new session; nothing of this one is left."));
            }
            return CheckResult.no(
                    "transcript",
                    "No transcript was ever seen here; only its prompts survive.",
                    Fix.words("Start a new session with what the prompts say."));
        }
        if (look.session().protection() == Protection.UNKNOWN) {
            return CheckResult.no(
                    "transcript",
                    "No transcript was ever seen here; the client may not have saved it.",
                    Fix.words("If a window with it is still open, type /export FILE there: that keeps its text."));
        }
        if (look.session().protection() == Protection.ONLY_SUBAGENTS) {
            return CheckResult.no(
                    "transcript",
                    "No transcript was ever seen here; only what its sub-agents wrote survives.",
                    Fix.words("Start a new session with what they found."));
        }
        if (!Files.isDirectory(look.home())) {
            return CheckResult.no(
                    "transcript",
                    "The log home " + name(look.home()) + " is not there.",
                    Fix.words("Mount it or put it back, then resume."));
        }
        return CheckResult.no("transcript", "The transcript is gone; only the vault has it.", restore());
    }

    private Fix restore() {
        String place = look.known().stream()
                .map(CopyOfLog::path)
                .findFirst()
                .map(path -> look.home().resolve(path).toString())
                .orElse("its old place");
        String download = "Restore it first: write the vault's copy (/api/sessions/"
                + look.session().id() + "/raw) to " + shown(place) + ", mode 600.";
        return look.inVault()
                .filter(held -> !look.elsewhere())
                .map(held -> repairs.restore(
                        "Restore it first, with the vault's copies (needs the program zstd).",
                        held.folder(),
                        look.home(),
                        held.places(),
                        held.log()))
                .orElseGet(() -> Fix.words(download));
    }

    private CheckResult oneCopy() {
        LogCopies copies = look.copies();
        if (!copies.areSeveral()) {
            return CheckResult.fine("one-copy", "There is one copy of it.");
        }
        LogCopies.Comparison compared = copies.compare(look);
        String all = copies.candidates().size() + " logs have this id: "
                + copies.candidates().stream().map(Repairs::name).collect(Collectors.joining(", ")) + ". ";
        Path keep = compared.fullest();
        if (keep == null) {
            return halves(compared);
        }
        Fix fix = repairs.setAside(
                "Keep " + name(keep) + ", which has every message; set the other"
                        + (copies.candidates().size() > 2 ? "s" : "") + " aside.",
                copies.candidates().stream().filter(log -> !log.equals(keep)).toList());
        if (copies.taken() == null) {
            return CheckResult.no("one-copy", all + cli + " finds none of them from here.", fix);
        }
        if (!keep.equals(copies.taken())) {
            return CheckResult.no(
                    "one-copy",
                    all + cli + " would take the shorter one, " + name(copies.taken()) + ", with " + compared.inTaken()
                            + " of " + compared.messages() + " entries.",
                    fix);
        }
        return CheckResult.surprise(
                "one-copy", all + "Only from its own directory " + name(keep) + " is found, elsewhere none.", fix);
    }

    /** Neither has all of it: nothing may be thrown away; one file with all of them works (client/RESUME.md section 1g). */
    private CheckResult halves(LogCopies.Comparison compared) {
        LogCopies copies = look.copies();
        List<Path> logs = look.inOrder();
        String places = logs.stream().map(this::place).collect(Collectors.joining("; "));
        Path taken = copies.taken();
        Path folder = taken == null ? null : taken.getParent();
        String elsewhere = folder == null
                ? cli + " finds none of them from here."
                : "From here " + cli + " takes the one in " + shown(String.valueOf(folder.getFileName())) + ", "
                        + compared.inTaken() + " of " + compared.messages() + " entries; from elsewhere none.";
        return CheckResult.no(
                "one-copy",
                logs.size() + " logs have this id and are parts of one conversation, none has all of it. As they lie: "
                        + places + ". " + elsewhere,
                repairs.join(
                        "Make one of them, with no client running; each stays beside it as .bak. Or let Reprise do it: restore"
                                + " the whole.",
                        logs,
                        taken == null ? logs.getLast() : taken));
    }

    private String place(Path log) {
        int all = look.session().counts().turns();
        return look.broughtFrom(log)
                .map(brought -> name(log) + " brings back " + brought.reached() + " of "
                        + Math.max(all, brought.turns()) + " turns")
                .orElse(name(log));
    }
}
