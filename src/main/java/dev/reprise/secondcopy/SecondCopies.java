package dev.reprise.secondcopy;

import dev.reprise.catalogue.SessionFiles;
import dev.reprise.data.DataDirectory;
import dev.reprise.intake.ImportAdvanced;
import dev.reprise.intake.Imports;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.label.LabelsChanged;
import dev.reprise.label.SecondPlace;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.retention.Elsewhere;
import dev.reprise.retention.Receipts;
import dev.reprise.vault.Vault;
import dev.reprise.vault.VaultFile;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * Keeps a second copy of the vault and of what people wrote in a directory that somebody chose, and tells how far it is. The directory is a
 * data directory: Reprise can be started on it, or a new one be filled from it (setting {@code reprise.restore-from}).
 */
@Service
public class SecondCopies implements Elsewhere {

    private static final Logger log = LoggerFactory.getLogger(SecondCopies.class);

    /** Between looks whether something is to be done. */
    private static final long LOOK_SECONDS = 15;
    /** A run takes at most this part of the time. */
    private static final int SHARE = 20;

    private static final Duration LEAST = Duration.ofSeconds(30);
    /** Without anything that would be known to have changed. */
    private static final Duration MOST = Duration.ofMinutes(10);
    /** From when on something waits too long. */
    private static final Duration LAGS = Duration.ofMinutes(15);
    /** What a fresh disk may have in it. */
    private static final Set<String> OF_DISKS = Set.of(
            "lost+found",
            ".Trashes",
            ".Spotlight-V100",
            ".fseventsd",
            ".DS_Store",
            "System Volume Information",
            "$RECYCLE.BIN");

    private final DataDirectory data;
    private final Vault vault;
    private final Labels labels;
    private final Receipts receipts;
    private final SessionFiles files;
    private final Imports imports;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Object work = new Object();
    private @Nullable ScheduledExecutorService timer;
    private volatile boolean closed;
    private volatile boolean yields;
    private volatile State state = State.OFF;
    private volatile @Nullable Instant changedAt;
    private volatile @Nullable Instant ranAt;
    private volatile Duration took = Duration.ZERO;

    SecondCopies(
            DataDirectory data,
            Vault vault,
            Labels labels,
            Receipts receipts,
            SessionFiles files,
            Imports imports,
            ApplicationEventPublisher events,
            Clock clock) {
        this.data = data;
        this.vault = vault;
        this.labels = labels;
        this.receipts = receipts;
        this.files = files;
        this.imports = imports;
        this.events = events;
        this.clock = clock;
    }

    /** The state has changed. */
    public record Moved() {}

    /** How far it is. */
    public enum Is {
        /** Nobody chose a place. */
        OFF,
        /** Not looked at since the start. */
        LOOKING,
        COPYING,
        /** Everything was there when last looked. */
        CURRENT,
        /** Something waits. */
        BEHIND,
        /** The place is not there, or bears another mark. */
        UNREACHABLE
    }

    /**
     * How far it is.
     *
     * @param place null: nobody chose one
     * @param completeAt when everything was there last; null: never yet, or not known
     * @param files in the second, with their {@code bytes} on disk; both as of the last run
     * @param waiting files that are not there yet
     * @param onlyThere files that only the second has; {@code aside} that it had more of than the first
     * @param since when the oldest change was made that is not there yet; null: none is known
     * @param trouble what is wrong, as sentences
     */
    public record State(
            Is is,
            @Nullable Path place,
            @Nullable Instant completeAt,
            long files,
            long bytes,
            long waiting,
            long onlyThere,
            long aside,
            @Nullable Instant since,
            List<String> trouble) {

        static final State OFF = new State(Is.OFF, null, null, 0, 0, 0, 0, 0, null, List.of());

        /** Whether somebody should know: it cannot go on, or something has waited for a quarter of an hour. */
        public boolean lags(Instant now) {
            return is != Is.OFF
                    && (!trouble.isEmpty() || since != null && since.plus(LAGS).isBefore(now));
        }

        private State now(Is next, List<String> sentences, @Nullable Instant waitsSince) {
            return new State(next, place, completeAt, files, bytes, waiting, onlyThere, aside, waitsSince, sentences);
        }
    }

    /** As last looked at. */
    public State state() {
        Optional<SecondPlace> chosen = chosen();
        State known = state;
        if (chosen.isEmpty()) {
            return State.OFF;
        }
        Path place = Path.of(chosen.get().place());
        return place.equals(known.place) ? known : new State(Is.LOOKING, place, null, 0, 0, 0, 0, 0, null, List.of());
    }

    private Optional<SecondPlace> chosen() {
        return labels.arrangement().secondPlace().filter(one -> !one.place().isEmpty());
    }

    /** Whether it is on the same disk as the first; empty if that cannot be told. */
    public Optional<Boolean> onSameDisk() {
        try {
            Optional<SecondPlace> chosen = chosen();
            return chosen.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            Files.getFileStore(Path.of(chosen.get().place())).equals(Files.getFileStore(data.path())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Keeps a second copy there from now on.
     *
     * @return what undoes it
     * @throws Problem BAD_INPUT for a place where it cannot be
     */
    public long choose(String who, String text) {
        Path place = place(text);
        Mark mark = Mark.of(labels.arrangement()
                .secondPlace()
                .map(SecondPlace::mark)
                .orElseGet(() -> UUID.randomUUID().toString()));
        try {
            Optional<Mark> found = Mark.read(place);
            if (found.isPresent() && found.get().key().equals(mark.key())) {
                mark = found.get();
            } else if (!isEmpty(place)) {
                throw new Problem(
                        Reason.BAD_INPUT,
                        found.isPresent()
                                ? place + " holds the second copy of another data directory. Choose an empty directory."
                                : place + " is not empty. Choose an empty directory.");
            }
            mark.write(place);
        } catch (IOException e) {
            throw new Problem(Reason.BAD_INPUT, place + " cannot be written: " + e.getMessage() + ". Choose another.");
        }
        SecondPlace chosen = new SecondPlace(place.toString(), mark.key());
        long activity = labels.rearrange(
                Act.of(who, "chose a place for the second copy of the vault"), arranging -> arranging.put(chosen));
        soon();
        return activity;
    }

    private static boolean isEmpty(Path place) throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.allMatch(one -> OF_DISKS.contains(String.valueOf(one.getFileName())));
        }
    }

    private Path place(String text) {
        Path place;
        try {
            place = Path.of(text.strip());
        } catch (InvalidPathException e) {
            throw new Problem(Reason.BAD_INPUT, "This is no path. Give the whole path of an empty directory.");
        }
        if (!place.isAbsolute()) {
            throw new Problem(
                    Reason.BAD_INPUT, "Give the whole path of an empty directory, as in /media/disk/reprise-copy.");
        }
        try {
            Path parent = place.normalize().getParent();
            if (!Files.exists(place) && parent != null && Files.isDirectory(parent)) {
                Files.createDirectory(place);
            }
            place = place.toRealPath();
            if (!Files.isDirectory(place)) {
                throw new Problem(Reason.BAD_INPUT, place + " is no directory. Choose an empty one.");
            }
            within(place, data.path(), "the data directory");
            for (String home : imports.homes()) {
                within(place, Path.of(home), "a directory of the CLI");
            }
            return place;
        } catch (IOException e) {
            throw new Problem(
                    Reason.BAD_INPUT,
                    text.strip() + " is not there. Make the directory, and connect its disk, then choose it again.");
        }
    }

    private static void within(Path place, Path other, String what) throws IOException {
        if (Files.exists(other)) {
            Path real = other.toRealPath();
            if (place.startsWith(real) || real.startsWith(place)) {
                throw new Problem(
                        Reason.BAD_INPUT, place + " and " + what + " " + real + " lie in each other. Choose another.");
            }
        }
    }

    /**
     * Keeps none any more; what is there stays.
     *
     * @return what undoes it
     */
    public long stop(String who) {
        SecondPlace chosen = chosen().orElseThrow(
                        () -> new Problem(Reason.NOT_FOUND, "There is no second copy. Choose a place for it."));
        SecondPlace none = new SecondPlace("", chosen.mark());
        return labels.rearrange(Act.of(who, "ended the second copy of the vault"), arranging -> arranging.put(none));
    }

    @EventListener
    void on(ImportAdvanced event) {
        if (!event.status().running()) {
            noted();
        }
    }

    @EventListener
    void on(LabelsChanged event) {
        noted();
    }

    private void noted() {
        if (changedAt == null) {
            changedAt = clock.instant();
        }
        if (timer == null && chosen().isPresent()) {
            begin();
        }
    }

    private synchronized void begin() {
        if (timer == null && !closed) {
            timer = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("second-copy").factory());
            var ignored = timer.scheduleWithFixedDelay(this::look, 1, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Brings it up to date, as soon as the one that runs is over. */
    public void soon() {
        ranAt = null;
        begin();
        ScheduledExecutorService running = timer;
        if (running != null && !running.isShutdown()) {
            running.execute(this::look);
        }
    }

    /** The vault's files are not to be closed under the hands of whoever reads them: it leaves off at the next file. */
    @PreDestroy
    synchronized void close() {
        closed = true;
        ScheduledExecutorService running = timer;
        if (running != null) {
            running.shutdown();
            try {
                if (!running.awaitTermination(5, TimeUnit.SECONDS)) {
                    log.info("The second copy is left in the middle of a file; the next start goes on");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void look() {
        try {
            synchronized (work) {
                if (!closed && chosen().isPresent() && isDue(clock.instant())) {
                    bringUpToDate();
                }
            }
        } catch (RuntimeException e) {
            log.error("The second copy could not be brought up to date; it is tried again", e);
        }
    }

    private boolean isDue(Instant now) {
        Instant ran = ranAt;
        if (ran == null) {
            return true;
        }
        Duration since = Duration.between(ran, now);
        Duration pause = took.multipliedBy(SHARE);
        boolean waits = changedAt != null || state.is != Is.CURRENT;
        return since.compareTo(waits ? pause.compareTo(LEAST) > 0 ? pause : LEAST : MOST) > 0;
    }

    /** One run, now. */
    public void bringUpToDate() {
        SecondPlace chosen = chosen().orElse(null);
        if (chosen == null) {
            return;
        }
        synchronized (work) {
            Instant begun = clock.instant();
            Instant waits = changedAt;
            changedAt = null;
            Path place = Path.of(chosen.place());
            tell(state().now(Is.COPYING, state().trouble, waits));
            String unreachable = unreachable(chosen);
            if (unreachable != null) {
                changedAt = waits == null ? begun : waits;
                tell(state().now(Is.UNREACHABLE, List.of(unreachable), changedAt));
            } else {
                Mark mark = Mark.read(place).orElseThrow();
                tell(run(place, mark, begun, waits));
            }
            took = Duration.between(begun, clock.instant());
            ranAt = clock.instant();
        }
    }

    private State run(Path place, Mark mark, Instant begun, @Nullable Instant waits) {
        try {
            Pass.Result result = pass(place, () -> closed || yields).run(mark, receipts.since(mark.receipt()));
            if (!result.isWhole()) {
                changedAt = waits == null ? begun : waits;
            }
            long complete = result.mark().completeAt();
            return new State(
                    result.isWhole() ? Is.CURRENT : Is.BEHIND,
                    place,
                    complete == 0 ? null : Instant.ofEpochMilli(complete),
                    result.files(),
                    result.bytes(),
                    result.waiting(),
                    result.onlyThere().size(),
                    result.aside(),
                    changedAt,
                    result.troubles());
        } catch (IOException | Problem e) {
            changedAt = waits == null ? begun : waits;
            return state().now(
                            Is.BEHIND,
                            List.of("The second copy cannot be written: " + Pass.reason(place, e) + "."),
                            changedAt);
        }
    }

    private Pass pass(Path place, BooleanSupplier stops) throws IOException {
        return new Pass(vault, data.path(), place, clock.millis(), stops);
    }

    private void tell(State next) {
        boolean news = !next.equals(state);
        state = next;
        if (news) {
            events.publishEvent(new Moved());
        }
    }

    private @Nullable String unreachable(SecondPlace chosen) {
        Path place = Path.of(chosen.place());
        if (place.equals(data.path())) {
            return "This is the second copy itself. Choose another place for its copy, or end it.";
        }
        if (!Files.isDirectory(place)) {
            return place + " is not there. Connect its disk; what is new is copied then.";
        }
        Optional<Mark> mark = Mark.read(place);
        if (mark.isEmpty()) {
            return place + " has no " + Mark.FILE
                    + ": another disk, or none, is connected there. Connect the one with the copy, or choose the place anew.";
        }
        return mark.get().key().equals(chosen.mark())
                ? null
                : place
                        + " holds the second copy of another data directory. Connect the right disk, or choose another place.";
    }

    @Override
    public List<String> purged(Collection<String> deleted, Collection<String> rewritten) {
        SecondPlace chosen = chosen().orElse(null);
        if (chosen == null) {
            return List.of();
        }
        yields = true;
        try {
            synchronized (work) {
                String unreachable = unreachable(chosen);
                List<String> troubles = unreachable != null
                        ? List.of(unreachable)
                        : pass(Path.of(chosen.place()), () -> closed).purge(deleted, rewritten);
                changedAt = clock.instant();
                return List.of(
                        troubles.isEmpty()
                                ? "It was deleted in the second copy too, in " + chosen.place() + "."
                                : stillThere(chosen, troubles.getFirst()));
            }
        } catch (IOException e) {
            return List.of(stillThere(chosen, e.getMessage() + "."));
        } finally {
            yields = false;
        }
    }

    private static String stillThere(SecondPlace chosen, String why) {
        return "The second copy in " + chosen.place() + " still has it, and loses it as soon as it can be written: "
                + why;
    }

    /**
     * Brings back into the vault what only the second copy has, or has sound.
     *
     * @return files of the vault that were brought back
     * @throws Problem CONFLICT if the second copy is not there
     */
    public int bringBack() {
        SecondPlace chosen = chosen().orElseThrow(
                        () -> new Problem(Reason.NOT_FOUND, "There is no second copy. Choose a place first."));
        synchronized (work) {
            String unreachable = unreachable(chosen);
            if (unreachable != null) {
                throw new Problem(Reason.CONFLICT, unreachable);
            }
            int back = 0;
            try {
                Path place = Path.of(chosen.place());
                Mark mark = Mark.read(place).orElseThrow();
                Pass.Result found = pass(place, () -> closed).run(mark, receipts.since(mark.receipt()));
                Vault second = new Vault(place.resolve("vault"));
                for (VaultFile file : found.onlyThere()) {
                    back += adopt(second, file.path(), file.version());
                }
                for (String path : files.damaged()) {
                    for (VaultFile file : second.files(path)) {
                        back += adopt(second, path, file.version());
                    }
                }
            } catch (IOException e) {
                throw new Problem(
                        Reason.STORAGE, "Not all was brought back: " + e.getMessage() + ". Make room, then try again.");
            }
            imports.lookAgain();
            bringUpToDate();
            return back;
        }
    }

    private int adopt(Vault second, String path, int version) {
        if (second.check(path).sound() && vault.adopt(path, version, second.file(path, version))) {
            log.info("Brought {} back from the second copy", path);
            return 1;
        }
        return 0;
    }
}
