package dev.reprise.retention;

import dev.reprise.agent.Cleanup;
import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.LogSearch;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.catalogue.LogPart;
import dev.reprise.catalogue.Logs;
import dev.reprise.catalogue.SessionFiles;
import dev.reprise.catalogue.SessionFiles.Held;
import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.Imports;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.retention.RestorePlan.Does;
import dev.reprise.retention.RestorePlan.Step;
import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionState;
import dev.reprise.vault.StoredFile;
import dev.reprise.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Writes sessions of the vault back into the CLI's home, so that it resumes them: exact bytes, mode 600, with a fresh time (an old one is
 * deleted at the next clean-up; client/RESUME.md section 4), the transcript last. Never over another file, never a second
 * copy of an id.
 */
@Service
public class Restores {

    /** Bytes that stay free where files are written. */
    private static final long RESERVE = 16L << 20;

    /** As a receipt says of a log that stays beside the one that was written. */
    static final String SET_ASIDE = "set-aside";

    private final Sessions sessions;
    private final Logs logs;
    private final SessionFiles files;
    private final CodingAgents agents;
    private final Vault vault;
    private final Restoring restoring;
    private final RestoreJournal journal;
    private final Receipts receipts;
    private final Ledger ledger;
    private final ProjectSettings projects;
    private final Labels labels;
    private final Imports imports;
    private final Clock clock;

    Restores(
            Sessions sessions,
            Logs logs,
            SessionFiles files,
            CodingAgents agents,
            Vault vault,
            RestoreJournal journal,
            Receipts receipts,
            Ledger ledger,
            ProjectSettings projects,
            Labels labels,
            Imports imports,
            Clock clock) {
        this.sessions = sessions;
        this.logs = logs;
        this.files = files;
        this.agents = agents;
        this.vault = vault;
        this.restoring = new Restoring(vault);
        this.journal = journal;
        this.receipts = receipts;
        this.ledger = ledger;
        this.projects = projects;
        this.labels = labels;
        this.imports = imports;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param directory under which the CLI is to list it; null: where it was
     * @param version of the transcript, 0 the current
     */
    public record Wanted(SessionId session, @Nullable String directory, int version) {

        /** As it was, where it was. */
        public static Wanted of(SessionId session) {
            return new Wanted(session, null, 0);
        }
    }

    /** What a restore would do now. Writes nothing. */
    public RestorePlan plan(Wanted wanted) {
        Session session = sessions.get(wanted.session.toString());
        CodingAgent agent = agents.get(session.id().agent());
        List<Held> all = files.of(session.id());
        Held main = all.stream()
                .filter(file -> file.file().role() == Role.TRANSCRIPT)
                .findFirst()
                .orElse(null);
        String directory = directory(wanted.directory);
        if (main == null) {
            return blocked(session, "There is no transcript of it in the vault: nothing can be restored.");
        }
        List<Step> steps = steps(agent, session, all, main, directory, wanted.version);
        if (session.troubles().parts() > 0 && wanted.version == 0) {
            steps = whole(session, all, main, steps);
        }
        String blocked = blocked(agent, session, main, steps, wanted.version);
        Instant now = clock.instant();
        Cleanup cleanup = agent.sources().cleanup(main.home(), null, now);
        Instant until = cleanup.after().map(now::plus).orElse(null);
        List<String> notes = projects.shorter(agent, main.home(), cleanup, now).stream()
                .limit(1)
                .map(shorter -> "Started in " + shorter.dir() + ", Claude Code deletes after " + shorter.days()
                        + " days: that project's own settings say so.")
                .toList();
        return new RestorePlan(session.id(), main.home(), id(session, steps), blocked, steps, until, notes);
    }

    private static RestorePlan blocked(Session session, String why) {
        return new RestorePlan(session.id(), Path.of(""), "", why, List.of(), null, List.of());
    }

    private static @Nullable String directory(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        try {
            Path path = Path.of(given.strip());
            if (path.isAbsolute() && Files.isDirectory(path)) {
                // the CLI goes by the real path
                return path.toRealPath().toString();
            }
        } catch (InvalidPathException | IOException e) {
            // said below
        }
        throw new Problem(Reason.BAD_INPUT, given.strip() + " is no directory here. Give the whole path of one.");
    }

    private List<Step> steps(
            CodingAgent agent, Session session, List<Held> all, Held main, @Nullable String directory, int version) {
        List<Step> steps = new ArrayList<>();
        Set<Path> taken = new HashSet<>();
        for (Held file : all) {
            boolean other = file.file().role() == Role.TRANSCRIPT && !file.equals(main)
                    || file.file().kind().equals(SourceFile.RESCUED);
            if (other || !file.home().equals(main.home()) || file.equals(main)) {
                continue;
            }
            String place =
                    directory == null ? file.file().path() : agent.sources().placeIn(file.file(), directory);
            Path to = main.home().resolve(place);
            if (taken.add(to)) {
                steps.add(step(file, 0, to));
            }
        }
        String place = directory == null
                ? agent.sources().placeFor(main.file(), session.cwd())
                : agent.sources().placeIn(main.file(), directory);
        steps.add(step(main, version, main.home().resolve(place)));
        return steps;
    }

    /** The logs that hold the conversation together become one, in the place of the last; each that is there stays beside it. */
    private List<Step> whole(Session session, List<Held> all, Held main, List<Step> steps) {
        List<Step> whole = new ArrayList<>(steps.subList(0, steps.size() - 1));
        Path to = steps.getLast().to();
        long bytes = 0;
        for (LogPart part : logs.parts(session.id(), null)) {
            Held half = all.stream()
                    .filter(file -> file.vaultPath().equals(part.log().vaultPath()))
                    .findFirst()
                    .orElse(main);
            bytes += half.kept();
            if (Files.exists(half.source(), LinkOption.NOFOLLOW_LINKS)) {
                whole.add(new Step(half.vaultPath(), 0, half.source(), half.kept(), Does.ASIDE));
                // where it went on last
                to = half.source();
            }
        }
        whole.add(new Step(main.vaultPath() + Restoring.WHOLE, 0, to, bytes, Does.WRITE));
        return whole;
    }

    /** All of the conversation, in the vault, until it is written. */
    private void join(SessionId session, String to) {
        List<InputStream> parts = new ArrayList<>();
        for (LogPart part : logs.parts(session, null)) {
            String path = part.log().vaultPath();
            parts.add(vault.open(path, 0, 0, Long.MAX_VALUE));
            long size = vault.find(path).map(StoredFile::size).orElse(0L);
            if (size > 0 && vault.read(path, 0, size - 1, 1)[0] != '\n') {
                parts.add(new ByteArrayInputStream(new byte[] {'\n'}));
            }
        }
        try (InputStream joined = new SequenceInputStream(Collections.enumeration(parts))) {
            vault.replace(to, joined);
            vault.force(List.of(to));
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, "The vault cannot be read: " + e.getMessage());
        }
    }

    private Step step(Held file, int version, Path to) {
        long bytes = version == 0 ? file.kept() : bytes(file, version);
        Does does = Does.WRITE;
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            try {
                boolean same = Files.isRegularFile(to)
                        && Files.size(to) == bytes
                        && restoring.isSame(to, file.vaultPath(), version, false);
                does = same ? Does.REFRESH : Does.LEAVE;
            } catch (IOException | Problem e) {
                does = Does.LEAVE;
            }
        }
        return new Step(file.vaultPath(), version, to, bytes, does);
    }

    private long bytes(Held file, int version) {
        return vault.versions(file.vaultPath()).stream()
                .filter(known -> known.number() == version)
                .findFirst()
                .orElseThrow(() ->
                        new Problem(Reason.NOT_FOUND, "There is no version " + version + " of its log in the vault."))
                .size();
    }

    private static @Nullable String blocked(
            CodingAgent agent, Session session, Held main, List<Step> steps, int version) {
        Step transcript = steps.getLast();
        if (session.state().isRunning()) {
            return "It runs now: its client writes its log itself.";
        }
        String trouble = homeTrouble(main.home());
        if (trouble != null) {
            return trouble;
        }
        if (main.damaged() && version == 0) {
            return "A part of the vault's copy cannot be read, so that it could not be restored whole.";
        }
        if (session.protection() == Protection.IMPORTING) {
            return "It is not wholly in the vault yet. Wait until it is.";
        }
        for (Step step : steps) {
            if (step.does() == Does.ASIDE && Files.exists(Restoring.aside(step.to()), LinkOption.NOFOLLOW_LINKS)) {
                return Restoring.aside(step.to())
                        + " is there already: nothing is written over it. Move it away first.";
            }
        }
        for (Path there : LogSearch.find(agent, main.home(), session.id().value())) {
            boolean aside = steps.stream()
                    .anyMatch(step -> step.does() == Does.ASIDE && step.to().equals(there));
            if (!aside && !there.equals(transcript.to())) {
                return "A log with this id is at " + there + " already. With two of them a resume fails: move that one"
                        + " away first, or resume it.";
            }
        }
        return transcript.does() == Does.LEAVE
                ? "Another file is at " + transcript.to() + " already. Nothing is written over it: move it away first."
                : null;
    }

    /** Why nothing can be written into this home; null if it can. */
    static @Nullable String homeTrouble(Path home) {
        if (!Files.isDirectory(home)) {
            return "The log home " + home + " is not there. Mount it or make it, then try again.";
        }
        return Files.isWritable(home)
                ? null
                : "The log home " + home + " cannot be written. Make it writable, then try again.";
    }

    private static String id(Session session, List<Step> steps) {
        return Restoring.hash(session.id() + steps.toString());
    }

    /**
     * Does what the plan says, all of it or nothing.
     *
     * @param plan id of the plan that was looked at; null: whatever it is now
     * @throws Problem CONFLICT if it cannot be or the plan is another one now, STORAGE if the disk fails
     */
    public synchronized Receipt restore(String who, Wanted wanted, @Nullable String plan) {
        RestorePlan now = plan(wanted);
        if (now.blocked() != null) {
            throw new Problem(Reason.CONFLICT, now.blocked());
        }
        if (plan != null && !plan.equals(now.id())) {
            throw new Problem(Reason.CONFLICT, "What would be restored is not what you saw. Look again.");
        }
        return carryOut(who, now, "restored " + now.session());
    }

    /**
     * Does what a plan says, all of it or nothing.
     *
     * @param what was done, for the list of activities
     */
    synchronized Receipt carryOut(String who, RestorePlan now, String what) {
        roomFor(now);
        RestoreJournal.Run run = journal.begin(receipts.id(), who, now);
        List<Receipt.Item> done = new ArrayList<>();
        try {
            String joined = now.steps().getLast().from();
            if (joined.endsWith(Restoring.WHOLE)) {
                join(now.session(), joined);
            }
            for (Step step : now.steps()) {
                done.add(does(step, now.session(), run));
            }
        } catch (IOException e) {
            journal.takeBack(run);
            throw new Problem(
                    Reason.STORAGE,
                    "It could not be restored: " + reason(e) + ". What was written is taken back; nothing is lost.");
        } catch (Problem e) {
            journal.takeBack(run);
            throw e;
        }
        Receipt receipt = journal.finish(run, done, notes(now));
        labels.note(Act.of(who, what), 1);
        imports.start();
        return receipt;
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.FileSystemException fs && fs.getReason() != null
                ? fs.getFile() + ": " + fs.getReason()
                : String.valueOf(e.getMessage());
    }

    private static void roomFor(RestorePlan plan) {
        try {
            Path home = plan.steps().getLast().to();
            while (home != null && !Files.exists(home)) {
                home = home.getParent();
            }
            long free = home == null ? Long.MAX_VALUE : Files.getFileStore(home).getUsableSpace();
            if (free < plan.bytes() + RESERVE) {
                throw new Problem(
                        Reason.STORAGE,
                        "There is no room for it: " + plan.bytes() + " bytes are needed, and " + free
                                + " are free. Make room first.");
            }
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, "The log home cannot be looked at: " + e.getMessage());
        }
    }

    private Receipt.Item does(Step step, SessionId session, RestoreJournal.Run run) throws IOException {
        String path = step.to().toString();
        return switch (step.does()) {
            case LEAVE -> new Receipt.Item(session.toString(), path, "left", step.bytes(), null);
            case ASIDE -> {
                Files.move(step.to(), Restoring.aside(step.to()));
                yield new Receipt.Item(session.toString(), path, SET_ASIDE, step.bytes(), null);
            }
            case REFRESH -> {
                Restoring.refresh(step.to(), clock.instant());
                yield new Receipt.Item(session.toString(), path, "refreshed", step.bytes(), Restoring.hash(step.to()));
            }
            case WRITE -> {
                journal.make(run, Restoring.missingParents(step.to()));
                String sum = restoring.write(step, run.work());
                yield new Receipt.Item(session.toString(), path, "wrote", step.bytes(), sum);
            }
        };
    }

    private static List<String> notes(RestorePlan plan) {
        List<String> notes = new ArrayList<>(plan.notes());
        long left =
                plan.steps().stream().filter(step -> step.does() == Does.LEAVE).count();
        if (left > 0) {
            notes.add(left + " side files were left: another file is in their place.");
        }
        Instant until = plan.until();
        notes.add(
                until == null
                        ? "Claude Code deletes nothing by itself as its settings are."
                        : "Claude Code's clean-up leaves it alone until " + until + ".");
        return notes;
    }

    /** What became of one of many. */
    public record Outcome(
            SessionId session,
            @Nullable Receipt receipt,
            @Nullable String refused) {}

    /** Restores each for itself; one that cannot be does not keep the others from it. */
    public List<Outcome> restore(String who, List<SessionId> ids) {
        List<Outcome> all = new ArrayList<>();
        for (SessionId id : ids) {
            try {
                all.add(new Outcome(id, restore(who, Wanted.of(id), null), null));
            } catch (Problem e) {
                all.add(new Outcome(id, null, e.sentence()));
            }
        }
        return all;
    }

    /**
     * Takes a restore back: deletes what it wrote, if that is still what it wrote. The vault keeps it.
     *
     * @throws Problem CONFLICT if the session was gone on with, or it was taken back already
     */
    public synchronized Receipt undo(String who, String receiptId) {
        Receipt receipt = receipts.get(receiptId);
        if (!receipt.what().equals("restore") || receipt.undoneAt() != null) {
            throw new Problem(Reason.CONFLICT, "That cannot be taken back (any more).");
        }
        List<Path> written = new ArrayList<>();
        for (Receipt.Item item : receipt.files()) {
            Path file = Path.of(item.path());
            if (item.done().equals("wrote") && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                refuseChanged(item, file);
                written.add(file);
            }
        }
        ledger.expect(written);
        try {
            // the transcript first: without it the CLI finds nothing
            for (Path file : written.reversed()) {
                Files.delete(file);
            }
            Restoring.backFromAside(receipt.files().stream()
                    .filter(item -> item.done().equals(SET_ASIDE))
                    .map(item -> Path.of(item.path()))
                    .toList());
            receipt.files().reversed().stream()
                    .filter(item -> item.done().equals(RestoreJournal.MADE))
                    .forEach(item -> RestoreJournal.removeIfEmpty(Path.of(item.path())));
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, "Not all could be taken back: " + reason(e) + ".");
        }
        Receipt undone = receipt.undone(clock.instant());
        receipts.write(undone);
        labels.note(Act.of(who, "took a restore back"), 1);
        imports.start();
        return undone;
    }

    private void refuseChanged(Receipt.Item item, Path file) {
        try {
            Optional<Session> session = item.session() == null ? Optional.empty() : sessions.find(item.session());
            boolean runs =
                    session.map(Session::state).filter(SessionState::isRunning).isPresent();
            if (runs || !Restoring.hash(file).equals(item.sha256())) {
                throw new Problem(
                        Reason.CONFLICT,
                        "It was gone on with since: " + file + " is another file now, so that nothing is deleted.");
            }
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, file + " cannot be read: " + e.getMessage());
        }
    }
}
