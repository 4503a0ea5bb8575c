package dev.reprise.intake;

import dev.reprise.agent.SourceFile;
import dev.reprise.catalogue.CatalogueWriter;
import dev.reprise.catalogue.TrackedFile;
import dev.reprise.data.Room;
import dev.reprise.label.Labels;
import dev.reprise.problem.Problem;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Vault;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings vault and catalogue up to date, from one opening of the catalogue to its closing. The import's thread alone uses it. */
final class Importer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Importer.class);
    /** Changed files from which on an import is worth a line in the log: a live session writes one or two. */
    private static final int MANY = 5;
    /** Files that a former reader read, of which so many are read again before something else has its turn. */
    private static final int REREAD_TOGETHER = 8;

    private final Surroundings around;
    private final Supplier<Imports.Status> status;
    private final Writer writer;
    private final Workers workers;
    private final Watcher watcher;
    private final FileIndex index = new FileIndex();
    private final Follower follower;
    private final Observations observations;
    private final VaultCheck check;
    private final Scrub scrub;
    private boolean vaultCompared;
    private boolean settled;
    private boolean missed = true;
    private long scannedNanos;
    private long scanMillis;
    private @Nullable Instant scannedAt;
    private @Nullable Instant scannedBefore;

    /** What stays while the catalogue is opened and closed. */
    record Surroundings(
            IntakeSettings settings,
            Homes homes,
            Vault vault,
            Room room,
            Clock clock,
            Requests requests,
            Labels labels,
            Alarms alarms,
            Publisher publisher) {}

    /** What a scan told. */
    record Scan(Instant at, long millis, List<Scanner.Trouble> trouble) {}

    /** @throws SQLException if the catalogue cannot be used */
    Importer(Surroundings around, DataSource source, Supplier<Imports.Status> status) throws SQLException {
        this.around = around;
        this.status = status;
        IntakeSettings settings = around.settings;
        writer = new Writer(
                new CatalogueWriter(source, around.clock),
                around.vault,
                around.room,
                stored -> around.publisher.stored(stored.batches(), stored.rows(), status));
        workers = new Workers(
                settings.threads(), around.vault, around.homes.excluded(), writer, () -> stops() || writer.isLost());
        watcher = settings.live() ? Watcher.open(around.requests::hint) : Watcher.none();
        follower = new Follower(around.homes, watcher, index, around.clock, settings.look());
        observations =
                new Observations(writer, around.publisher, around.labels, around.homes, around.alarms, around.clock);
        check = new VaultCheck(around.vault, around.homes, around.clock);
        scrub = new Scrub(check, settings.scrub().toBytes(), System::nanoTime);
    }

    /** Takes over what the last run left. */
    void begin() throws InterruptedException {
        writer.call(catalogue -> catalogue.known(around.homes.all())).forEach(index::add);
        takeLabels(null);
        seeSweeps();
    }

    /** What people wrote of these sessions was changed; null: anything. */
    void takeLabels(@Nullable Set<SessionId> only) throws InterruptedException {
        observations.takeLabels(only);
    }

    private void seeSweeps() throws InterruptedException {
        if (observations.seeSweeps()) {
            publish();
        }
    }

    private boolean stops() {
        return around.requests.stops();
    }

    boolean isLost() {
        return writer.isLost();
    }

    FileIndex index() {
        return index;
    }

    /** How long the thread may sleep between looks when nobody wakes it. */
    Duration patience() {
        return follower.patience();
    }

    /** Everything is to be looked at again, the vault too. */
    void lookAgain() {
        missed = true;
        vaultCompared = false;
    }

    boolean isScanDue() {
        if (around.requests.isPaused()) {
            return false;
        }
        long every = Math.max(around.settings.rescan().toNanos(), TimeUnit.MILLISECONDS.toNanos(scanMillis) * 500);
        return missed || around.settings.live() && System.nanoTime() - scannedNanos > every;
    }

    /** Looks at everything that is there, and imports what changed. */
    void scan(Consumer<Scan> found) throws InterruptedException {
        long start = System.nanoTime();
        scannedBefore = scannedAt;
        Instant now = around.clock.instant();
        FullScan all = FullScan.of(around.homes);
        FileIndex.Difference difference = index.compare(all.files(), all.coverage());
        seeSweeps();
        missed = false;
        scannedNanos = System.nanoTime();
        scanMillis = (scannedNanos - start) / 1_000_000;
        scannedAt = now;
        found.accept(new Scan(around.clock.instant(), scanMillis, all.trouble()));
        watcher.watch(all.folders());
        bringUpToDate(difference);
        if (!vaultCompared && !stops()) {
            bringUpToDate(check.look(index));
            vaultCompared = true;
        }
        if (!stops()) {
            seeWhatRuns();
            seeNeverWritten();
        }
    }

    /** All logs must be known before. */
    private void seeNeverWritten() throws InterruptedException {
        if (observations.seeNeverWritten(index::mainLogs)) {
            publish();
        }
    }

    /** Between scans: what the watcher names, and the logs written to lately. */
    void look() throws InterruptedException {
        scannedBefore = scannedAt;
        FileIndex.Difference difference = index.compare(follower.seen(), FileIndex.Coverage.NONE, follower.gone());
        boolean any = !difference.changed().isEmpty()
                || !difference.moved().isEmpty()
                || !difference.vanished().isEmpty();
        if (any) {
            bringUpToDate(difference);
        }
    }

    /** What is done between looks: which sessions run, a piece of the vault read back. */
    void idle() throws InterruptedException {
        seeWhatRuns();
        seeNeverWritten();
        if (observations.areSweepsDue()) {
            seeSweeps();
        }
        if (!stops() && vaultCompared) {
            bringUpToDate(scrub.go(index, around.clock.millis()));
        }
    }

    /** Whether logs are left that a former reader read. */
    boolean hasStale() {
        return vaultCompared && !stops() && index.hasStale();
    }

    /** Reads some of them again, newest first; what the former reader made of them is there until then. */
    void reread() throws InterruptedException {
        List<TrackedFile> some = index.stale(REREAD_TOGETHER);
        ImportProgress progress = around.publisher.progress();
        if (!progress.running()) {
            progress.begin(index.size(), index.filesDone(), index.bytes(), index.bytesDone());
        }
        workers.reread(some, around.settings.look(), this::followMeanwhile);
        if (!index.hasStale()) {
            settle();
            around.publisher.totals().forget();
            progress.end();
        }
        publish();
    }

    private void bringUpToDate(VaultCheck.Found found) throws InterruptedException {
        if (!found.looked().isEmpty()) {
            around.publisher.changed(writer.call(catalogue -> catalogue.looked(found.looked())));
        }
        if (!found.toRead().isEmpty()) {
            bringUpToDate(new FileIndex.Difference(found.toRead(), List.of(), List.of()));
        } else if (!found.looked().isEmpty()) {
            publish();
        }
    }

    private void bringUpToDate(FileIndex.Difference difference) throws InterruptedException {
        List<TrackedFile> changed = difference.changed();
        if (!difference.moved().isEmpty()) {
            move(difference.moved(), changed, difference.vanished());
        }
        List<TrackedFile> vanished = difference.vanished();
        if (!vanished.isEmpty()) {
            List<SourcesVanished.Gone> gone =
                    vanished.stream().map(Importer::gone).toList();
            vanished.forEach(TrackedFile::vanished);
            around.publisher.changed(writer.call(catalogue -> catalogue.sources(vanished)));
            around.publisher.tell(new SourcesVanished(around.clock.instant(), scannedBefore, gone));
        }
        ImportProgress progress = around.publisher.progress();
        progress.begin(index.size(), index.filesDone(), index.bytes(), index.bytesDone());
        boolean worthALine = changed.size() >= MANY;
        if (worthALine) {
            log.info("Importing {} of {} files", changed.size(), index.size());
        }
        if (!changed.isEmpty()) {
            workers.glimpse(changed);
            workers.bringUpToDate(changed, around.settings.look(), this::followMeanwhile);
            follower.recentChanged();
        }
        if ((!changed.isEmpty() || !settled) && !stops()) {
            // the first time also what a process that was killed had stored but not settled
            settle();
            around.publisher.totals().expire();
        }
        progress.end();
        if (!changed.isEmpty()) {
            around.publisher.totals().forget();
        }
        if (worthALine) {
            log.info("Imported: {}", progress);
        }
        publish();
    }

    /** In steps: lines that are written meanwhile are read in between. */
    private void settle() throws InterruptedException {
        Set<Long> sessions = new HashSet<>();
        while (writer.call(catalogue -> catalogue.reconcile(sessions)) && !around.requests.isClosed()) {
            followMeanwhile(Set.of());
        }
        around.publisher.changed(sessions);
        settled = true;
    }

    private static SourcesVanished.Gone gone(TrackedFile file) {
        return new SourcesVanished.Gone(
                file.home(),
                file.file().path(),
                file.file().session(),
                file.file().role() == SourceFile.Role.TRANSCRIPT,
                file.isDone(),
                file.source().size(),
                file.source().mtime());
    }

    private void move(List<FileIndex.Move> moves, List<TrackedFile> changed, List<TrackedFile> vanished)
            throws InterruptedException {
        List<TrackedFile> moved = new ArrayList<>();
        for (FileIndex.Move move : moves) {
            try {
                around.vault.move(move.log().vaultPath(), move.to().vaultPath());
            } catch (Problem e) {
                log.warn("{} Its old and new place are kept as two logs.", e.sentence());
                vanished.add(move.log());
                changed.add(move.to());
                continue;
            }
            TrackedFile now = index.apply(move);
            moved.add(now);
            changed.add(now);
        }
        writer.call(catalogue -> {
            catalogue.moved(moved);
            return moved.size();
        });
    }

    /** While a long import goes on: what was written to lately and is not waiting in it. A move waits for the next scan. */
    private void followMeanwhile(Set<TrackedFile> theirs) throws InterruptedException {
        if (!around.settings.live() || stops()) {
            return;
        }
        List<ScannedFile> seen = follower.seen();
        List<ScannedFile> free = follower.free(seen, theirs);
        missed |= free.size() < seen.size();
        List<TrackedFile> changed = index.compare(free, FileIndex.Coverage.NONE).changed();
        if (!changed.isEmpty()) {
            workers.bringUpToDateHere(changed);
            publish();
        }
        seeWhatRuns();
    }

    private void seeWhatRuns() throws InterruptedException {
        if (observations.seeWhatRuns(index::grown, index::mainLogs)) {
            publish();
        }
    }

    private void publish() {
        around.publisher.publish(status.get());
    }

    @Override
    public void close() {
        watcher.close();
        workers.close();
        writer.close();
    }
}
