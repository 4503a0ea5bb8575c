package dev.reprise.retention;

import dev.reprise.data.DataDirectory;
import dev.reprise.data.Journal;
import dev.reprise.data.OwnerOnly;
import dev.reprise.intake.CleanupsSeen;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.vault.StoredFile;
import dev.reprise.vault.Vault;
import dev.reprise.vault.Version;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Restores that are being done: {@code journal/restore-ID.json}, written before the first file. One that a crash left is taken back at
 * the next start: what it wrote is what the vault has, or a part of that, and was not there before.
 */
@Component
class RestoreJournal {

    private static final Logger log = LoggerFactory.getLogger(RestoreJournal.class);

    private final Journal<Written> journal;
    /** As a receipt says of a directory that was made. */
    static final String MADE = "made";

    private final Vault vault;
    private final Receipts receipts;
    private final Clock clock;

    RestoreJournal(DataDirectory data, Vault vault, Receipts receipts, Clock clock) {
        this.journal = new Journal<>(data, "restore", Written.class);
        this.vault = vault;
        this.receipts = receipts;
        this.clock = clock;
    }

    /** One file that was not there before. */
    record Target(String from, int version, String to) {}

    /**
     * A restore that is being done.
     *
     * @param receipt id that it will have
     * @param work folder in the home, out of the places where logs lie, for what is not whole yet
     * @param aside logs that it sets aside; one of them may be a target too
     * @param made directories that it made
     */
    record Run(
            String receipt,
            String who,
            String session,
            Path work,
            List<Target> targets,
            List<Path> aside,
            List<Path> made) {

        /** Whether what lies there is not what lay there before. */
        boolean isOurs(Path file) {
            return !aside.contains(file) || isThere(Restoring.aside(file));
        }
    }

    private record Written(
            String receipt,
            String who,
            String session,
            String work,
            List<Target> targets,
            @Nullable List<String> aside,
            List<String> made) {

        Run run() {
            List<Path> logs = aside == null ? List.of() : paths(aside);
            return new Run(receipt, who, session, Path.of(work), targets, logs, new ArrayList<>(paths(made)));
        }

        private static List<Path> paths(List<String> names) {
            return names.stream().map(Path::of).toList();
        }
    }

    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    Run begin(String receipt, String who, RestorePlan plan) {
        recover();
        List<Target> targets = plan.steps().stream()
                .filter(step -> step.does() == RestorePlan.Does.WRITE)
                .map(step -> new Target(step.from(), step.version(), step.to().toString()))
                .toList();
        List<Path> aside = plan.steps().stream()
                .filter(step -> step.does() == RestorePlan.Does.ASIDE)
                .map(RestorePlan.Step::to)
                .toList();
        Path work = plan.home().resolve(".reprise-" + receipt);
        Run run = new Run(receipt, who, plan.session().toString(), work, targets, aside, new ArrayList<>());
        write(run);
        try {
            OwnerOnly.directories(run.work);
        } catch (IOException e) {
            end(run);
            throw new Problem(
                    Reason.STORAGE,
                    "It cannot be restored: " + e.getMessage() + " cannot be written. Make it writable.");
        }
        return run;
    }

    private void write(Run run) {
        Written written = new Written(
                run.receipt,
                run.who,
                run.session,
                run.work.toString(),
                run.targets,
                run.aside.stream().map(Path::toString).toList(),
                run.made.stream().map(Path::toString).toList());
        journal.write(run.receipt, written);
    }

    /** Makes directories; known before they are there. */
    void make(Run run, List<Path> missing) throws IOException {
        if (!missing.isEmpty()) {
            run.made.addAll(missing);
            write(run);
            OwnerOnly.directories(missing.getLast());
        }
    }

    /** It is done: its receipt is written. */
    Receipt finish(Run run, List<Receipt.Item> done, List<String> notes) {
        List<Receipt.Item> items = new ArrayList<>();
        run.made.forEach(made -> items.add(new Receipt.Item(run.session, made.toString(), MADE, 0, null)));
        items.addAll(done);
        Receipt receipt = new Receipt(run.receipt, "restore", clock.instant(), run.who, items, notes, null);
        receipts.write(receipt);
        end(run);
        return receipt;
    }

    private void end(Run run) {
        try {
            deleteWork(run.work);
        } catch (IOException e) {
            log.warn("{} cannot be deleted: {}", run.work, e.toString());
        }
        run.targets.stream()
                .map(Target::from)
                .filter(from -> from.endsWith(Restoring.WHOLE))
                .forEach(vault::erase);
        journal.end(run.receipt);
    }

    private static void deleteWork(Path work) throws IOException {
        if (!Files.isDirectory(work, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> parts = Files.list(work)) {
            for (Path part : parts.toList()) {
                Files.delete(part);
            }
        }
        Files.delete(work);
    }

    /**
     * Deletes what it wrote, puts back what it set aside, and deletes the directories that it made if nothing else is in them.
     *
     * @throws Problem STORAGE if a log that was set aside cannot be put back; all else is done
     */
    void takeBack(Run run) {
        Restoring restoring = new Restoring(vault);
        for (Target target : run.targets.reversed()) {
            Path file = Path.of(target.to);
            try {
                if (run.isOurs(file)
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && restoring.isSame(file, target.from, target.version, true)) {
                    Files.delete(file);
                }
            } catch (IOException | Problem e) {
                log.warn("{} was restored in part and cannot be taken back: {}", file, e.toString());
            }
        }
        for (Path made : run.made.reversed()) {
            removeIfEmpty(made);
        }
        try {
            Restoring.backFromAside(run.aside);
        } finally {
            end(run);
        }
    }

    static void removeIfEmpty(Path directory) {
        try {
            Files.delete(directory);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // as it should be
        } catch (IOException e) {
            log.debug("stays", e);
        }
    }

    @EventListener
    void on(CleanupsSeen event) {
        recover();
    }

    /** What a crash left is finished if its transcript is in place, else taken back. Once a run. */
    private synchronized void recover() {
        for (Written left : journal.left().values()) {
            try {
                recover(left.run());
            } catch (IOException | Problem e) {
                log.warn("A restore that was cut off cannot be looked at: {}", e.toString());
            }
        }
    }

    private void recover(Run run) throws IOException {
        List<Receipt.Item> aside = new ArrayList<>();
        for (Path log : run.aside) {
            if (isThere(Restoring.aside(log))) {
                long bytes = Files.size(Restoring.aside(log));
                aside.add(new Receipt.Item(run.session, log.toString(), Restores.SET_ASIDE, bytes, null));
            }
        }
        boolean begun = aside.size() == run.aside.size();
        List<Receipt.Item> done = new ArrayList<>();
        for (Target target : run.targets) {
            Path file = Path.of(target.to);
            if (begun && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                done.add(new Receipt.Item(run.session, target.to, "wrote", Files.size(file), Restoring.hash(file)));
            }
        }
        Target last = run.targets.isEmpty() ? null : run.targets.getLast();
        boolean whole = last != null
                && !done.isEmpty()
                && done.getLast().path().equals(last.to)
                && done.getLast().bytes() >= size(last);
        if (whole) {
            aside.addAll(done);
            finish(run, aside, List.of("Reprise ended while this was done; the next start found everything in place."));
        } else {
            takeBack(run);
            log.info("A restore that was cut off was taken back; nothing is lost: {}", run.session);
        }
    }

    /** Of the vault's copy, raw. */
    private long size(Target target) {
        return target.version == 0
                ? vault.find(target.from).map(StoredFile::size).orElse(0L)
                : vault.versions(target.from).stream()
                        .filter(version -> version.number() == target.version)
                        .mapToLong(Version::size)
                        .findFirst()
                        .orElse(0);
    }
}
