package dev.reprise.intake;

import dev.reprise.agent.Running;
import dev.reprise.catalogue.Batch;
import dev.reprise.catalogue.CatalogueWriter;
import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.Totals;
import dev.reprise.catalogue.TrackedFile;
import dev.reprise.data.Database;
import dev.reprise.data.Room;
import dev.reprise.problem.Problem;
import dev.reprise.vault.Vault;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The thread of the import. It scans all homes when asked and now and then, and in between looks at what the watcher
 * names and at the logs written to lately, so that an appended line is in the catalogue within a second.
 */
@Component
@Lazy(false)
class Engine {

    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final Duration LATELY = Duration.ofMinutes(30);
    private static final int MOST_RECENT = 64;
    /** Changed files from which on an import is worth a line in the log: a live session writes one or two. */
    private static final int MANY = 5;
    /** The very newest are looked at each time, the others less often: the watcher names most changes anyway. */
    private static final int FEW_RECENT = 8;

    private static final int ALL_RECENT_EVERY = 4;
    private static final long RECENT_FRESH = TimeUnit.SECONDS.toNanos(5);
    private static final long PUBLISH_EVERY = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long KEEP_EVERY = TimeUnit.SECONDS.toNanos(2);
    private static final long LIVE_EVERY = TimeUnit.SECONDS.toNanos(2);

    private final IntakeSettings settings;
    private final Homes homes;
    private final Vault vault;
    private final DataSource source;
    private final Database database;
    private final Room room;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final ImportProgress progress = new ImportProgress();
    private final Totals totals;
    private final VaultCheck check;
    private final Scrub scrub;
    private FileIndex index = new FileIndex();
    private final Set<String> running = new HashSet<>();
    private volatile List<Scanner.Trouble> trouble = List.of();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long requested;
    private long completed;

    private volatile Imports.@Nullable Obstacle obstacle;
    private long keptNanos;
    private volatile boolean paused;
    private volatile boolean closed;
    private volatile @Nullable Instant lastScanAt;
    private volatile long lastScanMillis;
    private long lastScanNanos;
    private long lastLiveNanos;
    private List<TrackedFile> recentLogs = List.of();
    private long recentNanos;
    private int looks;
    private final Set<Long> unpublished = new HashSet<>();
    private volatile long publishedNanos;
    private boolean vaultCompared;
    private boolean settled;
    private boolean missed;
    private boolean seenWhatRuns;
    private @Nullable Thread thread;
    private @Nullable Writer writer;
    private @Nullable Workers workers;
    private Watcher watcher = Watcher.none();

    Engine(
            IntakeSettings settings,
            Homes homes,
            Vault vault,
            DataSource source,
            Database database,
            Room room,
            Clock clock,
            ApplicationEventPublisher events,
            Totals totals) {
        this.settings = settings;
        this.homes = homes;
        this.vault = vault;
        this.source = source;
        this.database = database;
        this.room = room;
        this.clock = clock;
        this.events = events;
        this.totals = totals;
        this.check = new VaultCheck(vault, homes, clock);
        this.scrub = new Scrub(check, settings.scrub().toBytes(), System::nanoTime);
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        lock.lock();
        try {
            if (thread == null && !closed) {
                requested++;
                thread = Thread.ofPlatform().name("import").start(this::loop);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Asks for a scan; answers the ticket to {@link #await} it. */
    long request() {
        paused = false;
        lock.lock();
        try {
            requested++;
            moved.signalAll();
            return requested;
        } finally {
            lock.unlock();
        }
    }

    void await(long ticket) {
        lock.lock();
        try {
            while (completed < ticket && !closed) {
                moved.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    void pause() {
        paused = true;
    }

    Imports.Status status() {
        Totals.Now now = totals.now();
        return new Imports.Status(
                progress.running(),
                paused,
                progress.files(),
                progress.filesDone(),
                progress.bytesDone(),
                progress.bytes(),
                now.sessions(),
                now.entries(),
                now.unreadable(),
                lastScanAt,
                lastScanMillis,
                progress.bytesPerSecond(),
                progress.secondsLeft(),
                obstacle);
    }

    List<Scanner.Trouble> trouble() {
        return trouble;
    }

    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        Thread running = thread;
        if (running != null) {
            lock.lock();
            try {
                moved.signalAll();
            } finally {
                lock.unlock();
            }
            running.join(Duration.ofSeconds(8));
        }
    }

    private void loop() {
        try {
            while (!closed) {
                withCatalogue();
                while (!closed && !reopened()) {
                    withoutCatalogue();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            request();
        }
    }

    /** Until it is closed, or the catalogue is lost. */
    private void withCatalogue() throws InterruptedException {
        try (Writer w = new Writer(new CatalogueWriter(source, clock), vault, room, this::stored);
                Workers pool = new Workers(settings.threads(), vault, w, () -> paused || closed || w.lost());
                Watcher watch = settings.live() ? Watcher.open() : Watcher.none()) {
            writer = w;
            workers = pool;
            watcher = watch;
            index = new FileIndex();
            vaultCompared = false;
            settled = false;
            seenWhatRuns = false;
            missed = true;
            w.call(catalogue -> catalogue.known(homes.all())).forEach(index::add);
            while (!closed && !w.lost()) {
                step();
            }
        } catch (SQLException | IllegalStateException e) {
            log.info("The catalogue cannot be used", e);
        }
    }

    private boolean reopened() {
        return room.obstacle(0).isEmpty() && database.reopen();
    }

    private void withoutCatalogue() throws InterruptedException {
        long ticket = nextTicket();
        try {
            keepOnly(room.obstacle(0).orElse("The catalogue cannot be opened; Reprise goes on trying."));
        } finally {
            complete(ticket);
        }
    }

    private void step() throws InterruptedException {
        long ticket = nextTicket();
        try {
            Optional<String> why = room.obstacle(0);
            if (why.isPresent()) {
                keepOnly(why.get());
                return;
            }
            if (obstacle != null) {
                goOn();
            }
            if (ticket > 0 || rescanIsDue()) {
                scanEverything();
            } else if (settings.live() && !paused) {
                look();
            }
            if (settings.live()) {
                seeWhatRuns();
                if (!paused && vaultCompared) {
                    bringUpToDate(scrub.go(index, clock.millis()));
                }
            }
        } catch (RuntimeException e) {
            log.error("A scan failed; the next one goes on where it was", e);
        } finally {
            complete(ticket);
        }
    }

    /** Nothing keeps us any more: everything is looked at again, the vault too. */
    private void goOn() {
        log.warn("Reprise can keep your sessions again.");
        obstacle = null;
        missed = true;
        vaultCompared = false;
        publish();
    }

    /** Without a catalogue to note it, bytes go into the vault all the same, as far as it takes them. */
    private void keepOnly(String why) {
        if (System.nanoTime() - keptNanos < KEEP_EVERY && obstacle != null) {
            return;
        }
        keptNanos = System.nanoTime();
        long waiting = 0;
        Set<Object> visited = new HashSet<>();
        for (Home home : homes.all()) {
            if (home.read()) {
                for (ScannedFile seen : Scanner.scan(home, visited).files()) {
                    TrackedFile known = index.find(seen.vaultPath());
                    if (known == null || !known.source().equals(seen.source()) || !known.isDone()) {
                        waiting++;
                        keep(seen);
                    }
                }
            }
        }
        Imports.Obstacle before = obstacle;
        Instant since = before == null ? clock.instant() : before.since();
        obstacle = new Imports.Obstacle(why, waiting, since);
        if (before == null || !before.why().equals(why) && reason(before.why()) != reason(why)) {
            log.warn("{}", obstacle.sentence());
        }
        if (!obstacle.equals(before)) {
            publish();
        }
    }

    /** The sentence without its figures. */
    private static int reason(String why) {
        return why.replaceAll("[0-9.]+", "").hashCode();
    }

    private void keep(ScannedFile seen) {
        try {
            Keeping.keep(vault, new TrackedFile(seen.home(), seen.file(), seen.source()));
        } catch (IOException | Problem e) {
            log.debug("{} waits", seen.file().path(), e);
        }
    }

    private long nextTicket() throws InterruptedException {
        lock.lock();
        try {
            if (requested == completed && !closed) {
                long wait = settings.live() ? settings.look().toNanos() : TimeUnit.SECONDS.toNanos(5);
                moved.awaitNanos(wait);
            }
            return requested > completed ? requested : 0;
        } finally {
            lock.unlock();
        }
    }

    private void complete(long ticket) {
        lock.lock();
        try {
            completed = Math.max(completed, ticket);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean rescanIsDue() {
        if (missed && !paused) {
            return true;
        }
        long every = Math.max(settings.rescan().toNanos(), TimeUnit.MILLISECONDS.toNanos(lastScanMillis) * 500);
        return settings.live() && !paused && System.nanoTime() - lastScanNanos > every;
    }

    private void scanEverything() throws InterruptedException {
        long start = System.nanoTime();
        boolean first = lastScanAt == null;
        if (first) {
            log.info(
                    "The import begins: {}",
                    homes.all().stream()
                            .filter(Home::read)
                            .map(h -> h.path().toString())
                            .toList());
        }
        List<ScannedFile> seen = new ArrayList<>();
        Set<Home> listed = new HashSet<>();
        List<Path> folders = new ArrayList<>();
        List<Scanner.Trouble> met = new ArrayList<>();
        // what two homes share by a link is one thing
        Set<Object> visited = new HashSet<>();
        for (Home home : homes.all()) {
            if (home.read()) {
                Scanner.Listing listing = Scanner.scan(home, visited);
                seen.addAll(listing.files());
                folders.add(home.path());
                folders.addAll(listing.folders());
                met.addAll(listing.trouble());
                if (listing.there()) {
                    listed.add(home);
                }
            }
        }
        trouble = List.copyOf(met);
        List<Path> unsure = met.stream()
                .filter(Scanner.Trouble::unsure)
                .map(Scanner.Trouble::path)
                .toList();
        FileIndex.Difference difference = index.compare(seen, new FileIndex.Coverage(listed, unsure));
        missed = false;
        lastScanNanos = System.nanoTime();
        lastScanMillis = (lastScanNanos - start) / 1_000_000;
        lastScanAt = clock.instant();
        watcher.watch(folders);
        recentNanos = 0;
        bringUpToDate(difference);
        if (!vaultCompared && !paused && !closed) {
            bringUpToDate(check.look(index));
            vaultCompared = true;
        }
        if (first) {
            log.info("The import ends: {} files, {} of them done", index.size(), index.filesDone());
        }
    }

    private void bringUpToDate(VaultCheck.Found found) throws InterruptedException {
        if (!found.looked().isEmpty()) {
            Set<Long> sessions = Objects.requireNonNull(writer).call(catalogue -> catalogue.looked(found.looked()));
            changed(sessions);
        }
        if (!found.toRead().isEmpty()) {
            bringUpToDate(new FileIndex.Difference(found.toRead(), List.of(), List.of()));
        } else if (!found.looked().isEmpty()) {
            publish();
        }
    }

    private void bringUpToDate(FileIndex.Difference difference) throws InterruptedException {
        Writer w = Objects.requireNonNull(writer);
        Workers pool = Objects.requireNonNull(workers);
        if (!difference.moved().isEmpty()) {
            move(difference.moved(), difference.changed(), difference.vanished(), w);
        }
        if (!difference.vanished().isEmpty()) {
            difference.vanished().forEach(TrackedFile::vanished);
            changed(w.call(catalogue -> catalogue.sources(difference.vanished())));
        }
        progress.begin(index.size(), index.filesDone(), index.bytes(), index.bytesDone());
        boolean worthALine = difference.changed().size() >= MANY;
        if (worthALine) {
            log.info("Importing {} of {} files", difference.changed().size(), index.size());
        }
        if (!difference.changed().isEmpty()) {
            pool.glimpse(difference.changed());
            pool.bringUpToDate(difference.changed(), settings.look(), this::followMeanwhile);
            recentNanos = 0;
        }
        if ((!difference.changed().isEmpty() || !settled) && !paused && !closed) {
            // the first time also what a process that was killed had stored but not settled
            settle(w);
            totals.expire();
        }
        progress.end();
        if (!difference.changed().isEmpty()) {
            totals.forget();
        }
        if (worthALine) {
            log.info(
                    "Imported: {} of {} files are done, {} bytes a second",
                    progress.filesDone(),
                    progress.files(),
                    progress.bytesPerSecond());
        }
        publish();
    }

    /** In steps: lines that are written meanwhile are read in between. */
    private void settle(Writer w) throws InterruptedException {
        Set<Long> sessions = new HashSet<>();
        while (w.call(catalogue -> catalogue.reconcile(sessions)) && !closed) {
            followMeanwhile(Set.of());
        }
        changed(sessions);
        settled = true;
    }

    private void move(List<FileIndex.Move> moves, List<TrackedFile> changed, List<TrackedFile> vanished, Writer w)
            throws InterruptedException {
        List<TrackedFile> moved = new ArrayList<>();
        for (FileIndex.Move move : moves) {
            try {
                vault.move(move.log().vaultPath(), move.to().vaultPath());
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
        w.call(catalogue -> {
            catalogue.moved(moved);
            return moved.size();
        });
    }

    /** Between scans: folders that the watcher names, and the logs written to lately. */
    private void look() throws InterruptedException {
        FileIndex.Difference difference = index.compare(seenLately(), FileIndex.Coverage.NONE);
        if (!difference.changed().isEmpty() || !difference.moved().isEmpty()) {
            recentNanos = 0;
            bringUpToDate(difference);
        }
    }

    /** While a long import goes on: what was written to lately and is not waiting in it. A move waits for the next scan. */
    private void followMeanwhile(Set<TrackedFile> theirs) throws InterruptedException {
        if (!settings.live() || paused || closed) {
            return;
        }
        List<ScannedFile> free = new ArrayList<>();
        for (ScannedFile seen : seenLately()) {
            TrackedFile known = index.find(seen.vaultPath());
            if (known == null ? !index.knowsFile(seen) : !theirs.contains(known)) {
                free.add(seen);
            } else {
                missed = true;
            }
        }
        List<TrackedFile> changed = index.compare(free, FileIndex.Coverage.NONE).changed();
        if (!changed.isEmpty()) {
            Objects.requireNonNull(workers).bringUpToDateHere(changed);
            publish();
        }
        seeWhatRuns();
    }

    private List<ScannedFile> seenLately() {
        List<ScannedFile> seen = new ArrayList<>();
        for (Path dirty : watcher.dirty()) {
            for (Home home : homes.all()) {
                if (home.read() && dirty.startsWith(home.path())) {
                    Scanner.Listing listing = Scanner.scan(home, dirty);
                    seen.addAll(listing.files());
                    if (watcher.watch(listing.folders())) {
                        seen.addAll(Scanner.scan(home, dirty).files());
                    }
                }
            }
        }
        if (System.nanoTime() - recentNanos > RECENT_FRESH || recentNanos == 0) {
            recentNanos = System.nanoTime();
            recentLogs = index.recent(clock.millis() - LATELY.toMillis(), MOST_RECENT);
        }
        int many = looks++ % ALL_RECENT_EVERY == 0 ? recentLogs.size() : Math.min(FEW_RECENT, recentLogs.size());
        for (TrackedFile recent : recentLogs.subList(0, many)) {
            seen.addAll(Scanner.scan(
                            recent.home(), recent.home().source(recent.file().path()))
                    .files());
        }
        return distinct(seen);
    }

    private static List<ScannedFile> distinct(List<ScannedFile> seen) {
        Map<String, ScannedFile> byPath = new LinkedHashMap<>();
        seen.forEach(s -> byPath.put(s.vaultPath(), s));
        return List.copyOf(byPath.values());
    }

    private void seeWhatRuns() throws InterruptedException {
        if (System.nanoTime() - lastLiveNanos < LIVE_EVERY && lastLiveNanos != 0) {
            return;
        }
        lastLiveNanos = System.nanoTime();
        Map<String, Set<String>> now = new ConcurrentHashMap<>();
        for (Home home : homes.all()) {
            if (home.read()) {
                Set<String> ids = now.computeIfAbsent(home.agent().id(), k -> new HashSet<>());
                home.agent().running(home.path()).stream()
                        .filter(Running::alive)
                        .forEach(r -> ids.add(r.session().toLowerCase(Locale.ROOT)));
            }
        }
        Set<String> all = new HashSet<>();
        now.forEach((agent, ids) -> ids.forEach(id -> all.add(agent + ":" + id)));
        if (!all.equals(running) || !seenWhatRuns) {
            seenWhatRuns = true;
            running.clear();
            running.addAll(all);
            Writer w = Objects.requireNonNull(writer);
            for (Map.Entry<String, Set<String>> agent : now.entrySet()) {
                changed(w.call(catalogue -> catalogue.live(agent.getKey(), agent.getValue())));
            }
            publish();
        }
    }

    /** Called by the writer's thread after each commit. */
    private void stored(Writer.Stored stored) {
        for (Batch batch : stored.batches()) {
            progress.advanced(batch.grown());
            if (batch.file().isDone()) {
                progress.fileDone();
            }
        }
        totals.expire();
        synchronized (unpublished) {
            unpublished.addAll(stored.rows().sessions());
        }
        if (System.nanoTime() - publishedNanos > PUBLISH_EVERY) {
            publish();
        }
    }

    private void changed(Set<Long> sessions) {
        synchronized (unpublished) {
            unpublished.addAll(sessions);
        }
    }

    /** Tells what was stored since the last time: at most a few times a second, and always at the end of a run. */
    private void publish() {
        Set<Long> sessions;
        synchronized (unpublished) {
            sessions = Set.copyOf(unpublished);
            unpublished.clear();
        }
        publishedNanos = System.nanoTime();
        if (!sessions.isEmpty()) {
            events.publishEvent(new SessionsChanged(totals.publicIds(sessions)));
        }
        events.publishEvent(new ImportAdvanced(status()));
    }
}
