package dev.reprise.search;

import dev.reprise.agent.Finding.EntryFound;
import dev.reprise.catalogue.CatalogueWriter.Stored.Range;
import dev.reprise.catalogue.Logs;
import dev.reprise.catalogue.Searched;
import dev.reprise.catalogue.Searched.Known;
import dev.reprise.data.DataDirectory;
import dev.reprise.intake.EntriesStored;
import dev.reprise.intake.SessionsChanged;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.LabelsChanged;
import dev.reprise.retention.Elsewhere;
import dev.reprise.session.SessionId;
import dev.reprise.transcript.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the index up to date, on one thread: what the import stored is told with its texts, what it missed is read from the vault by
 * watermark. Whatever happens to the index, it can be made again; whatever it waits for, the import does not wait long for it.
 */
@Component
public class Indexer implements SmartLifecycle, Elsewhere {

    private static final Logger log = LoggerFactory.getLogger(Indexer.class);

    /** Characters of texts that wait at most; more is read from the vault when its turn comes. */
    private static final long MOST_WAITING = 24 << 20;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long MOST_PAUSE_MILLIS = 10_000;
    private static final long PURGE_MINUTES = 5;
    private static final int AT_ONCE = 500;

    /** Tasks that a question waits for. */
    private static final int FEW = 200;

    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Shelf shelf;
    private final Searched searched;
    private final Logs logs;
    private final Texts texts;
    private final Labels labels;
    private final SessionWords words;
    private final boolean wanted;
    private final LinkedBlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    /** Tasks that are not carried out yet, the one at hand included. */
    private final AtomicInteger pending = new AtomicInteger();

    private final AtomicLong waiting = new AtomicLong();
    private final Object room = new Object();
    private Map<Long, Long> sessionHashes = new TreeMap<>();
    private volatile @Nullable Index index;
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;
    private volatile boolean following;
    private volatile long toGo;
    private volatile @Nullable String fault;
    private volatile long refreshedNanos;
    private long committedNanos = System.nanoTime();

    Indexer(
            DataDirectory data,
            Searched searched,
            Logs logs,
            Texts texts,
            Labels labels,
            SessionWords words,
            SearchSettings settings) {
        this.shelf = new Shelf(data.path().resolve("index"));
        this.searched = searched;
        this.logs = logs;
        this.texts = texts;
        this.labels = labels;
        this.words = words;
        this.wanted = settings.index();
    }

    private void tell(Task task) {
        pending.incrementAndGet();
        queue.add(task);
    }

    private sealed interface Task {}

    private record Entries(EntriesStored stored, long characters) implements Task {}

    private record Sessions(Set<String> nativeIds) implements Task {}

    private record Purge(CompletableFuture<Void> done) implements Task {}

    /** Something is asked: what was told before this comes first. */
    private record Wake(CompletableFuture<Void> awake) implements Task {}

    @Override
    public void start() {
        stopped = false;
        if (wanted) {
            thread = Thread.ofPlatform().name("index").daemon().start(this::run);
        }
    }

    @Override
    public void stop() {
        stopped = true;
        Thread running = thread;
        thread = null;
        tell(new Wake(new CompletableFuture<>()));
        if (running != null) {
            try {
                running.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Ends before the database does. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    @EventListener
    void on(EntriesStored event) {
        if (!wanted || stopped) {
            return;
        }
        long characters = 0;
        if (event.found() != null) {
            for (EntryFound entry : event.found()) {
                characters += entry.text() == null ? 0 : entry.text().length();
            }
        }
        boolean taken = characters == 0 || hasRoom(characters);
        EntriesStored told = taken
                ? event
                : new EntriesStored(event.log(), event.generation(), event.from(), event.to(), event.watermark(), null);
        long counted = taken ? characters : 0;
        waiting.addAndGet(counted);
        tell(new Entries(told, counted));
    }

    /** Waits a little while the index is behind; not while it catches up, which may take long. */
    private boolean hasRoom(long characters) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        synchronized (room) {
            while (waiting.get() > 0 && waiting.get() + characters > MOST_WAITING) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (!following || stopped || left <= 0) {
                    return false;
                }
                try {
                    room.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    @EventListener
    void on(SessionsChanged event) {
        Set<String> ids = new HashSet<>();
        event.ids().forEach(id -> ids.add(id.substring(id.indexOf(':') + 1)));
        sessions(ids);
    }

    @EventListener
    void on(LabelsChanged event) {
        Set<String> ids = new HashSet<>();
        event.sessions().forEach(id -> ids.add(id.value()));
        sessions(ids);
    }

    private void sessions(Set<String> ids) {
        if (wanted && !stopped && !ids.isEmpty()) {
            tell(new Sessions(ids));
        }
    }

    /** Takes out of the index, and of its files, what the catalogue does not have any more. */
    @Override
    public List<String> purged(Collection<String> deleted, Collection<String> rewritten) {
        if (!wanted || !isRunning()) {
            shelf.clear();
            return List.of();
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        tell(new Purge(done));
        try {
            done.get(PURGE_MINUTES, TimeUnit.MINUTES);
            return List.of();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The index could not be purged", e);
            return List.of(
                    "The search index still has words of it: it is taken out when the index can be written again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("The search index still has words of it: it is taken out at the next start.");
        }
    }

    /** How far it is. */
    public IndexState state() {
        boolean behind = !following || pending.get() > 0;
        return new IndexState(shelf.serving() != null, wanted && behind, toGo + pending.get(), fault);
    }

    interface Asking<T> {
        T ask(IndexSearcher searcher) throws IOException;
    }

    /**
     * Asks the index, as of now; as of two seconds ago at most while much is written.
     *
     * @return null if there is no index (yet)
     */
    <T> @Nullable T ask(Asking<T> question) {
        boolean now = isNow();
        while (true) {
            SearcherManager searchers = shelf.serving();
            if (searchers == null) {
                return null;
            }
            try {
                refresh(searchers, now);
                IndexSearcher searcher = searchers.acquire();
                try {
                    return question.ask(searcher);
                } finally {
                    searchers.release(searcher);
                }
            } catch (org.apache.lucene.store.AlreadyClosedException e) {
                if (shelf.serving() == searchers) {
                    // the disk is full or gone: what was read before is still there
                    return shelf.last(question);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void refresh(SearcherManager searchers, boolean now) throws IOException {
        long nanos = System.nanoTime();
        if (now) {
            searchers.maybeRefreshBlocking();
        } else if (nanos - refreshedNanos > REFRESH_NANOS) {
            refreshedNanos = nanos;
            searchers.maybeRefresh();
        }
    }

    /**
     * Waits until all that was told so far is in the index.
     *
     * @return false if that takes longer
     */
    public boolean settle(Duration most) {
        if (!wanted || !isRunning()) {
            return false;
        }
        CompletableFuture<Void> awake = new CompletableFuture<>();
        tell(new Wake(awake));
        try {
            awake.get(most.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Whether all that was stored is in the index. What was stored just now is waited for; where much is stored, or read again, it is
     * not.
     */
    private boolean isNow() {
        if (shelf.serving() == null) {
            return settle(FIRST);
        }
        if (!following || pending.get() >= FEW) {
            return false;
        }
        return pending.get() == 0 || settle(SOON);
    }

    private void run() {
        long pause = 1_000;
        try {
            // the first page comes first
            Task first = queue.poll(1_500, TimeUnit.MILLISECONDS);
            while (!stopped) {
                try {
                    Index now = shelf.open(searched.catalogue());
                    index = now;
                    catchUp(now);
                    fault = null;
                    pause = 1_000;
                    follow(now, first);
                    first = null;
                } catch (IOException | RuntimeException e) {
                    failed(e);
                    pause = Math.min(MOST_PAUSE_MILLIS, 2 * pause);
                    waitFor(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void failed(Exception e) {
        following = false;
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (!reason.equals(fault)) {
            log.warn("The search index cannot be written; it is tried again: {}", reason);
        }
        fault = reason;
        index = null;
        shelf.failed(e);
    }

    /** What is told meanwhile is found by its watermark afterwards. */
    private void waitFor(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis;
                left > 0 && !stopped;
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
            Task task = queue.poll(left, TimeUnit.MILLISECONDS);
            if (task != null) {
                pending.decrementAndGet();
            }
            if (task instanceof Entries entries) {
                taken(entries);
            } else if (task instanceof Purge(CompletableFuture<Void> done)) {
                // nothing of it is left if nothing is left
                shelf.clear();
                done.complete(null);
                return;
            } else if (task instanceof Wake(CompletableFuture<Void> awake)) {
                awake.completeExceptionally(new IOException("the index cannot be written"));
            }
        }
    }

    private void taken(Entries entries) {
        waiting.addAndGet(-entries.characters);
        synchronized (room) {
            room.notifyAll();
        }
    }

    private void end() {
        Index now = index;
        if (now != null && now.isDirty()) {
            try {
                now.commit(false);
            } catch (IOException | RuntimeException e) {
                log.warn(
                        "The last of the search index was not saved; it is read again at the next start: {}",
                        e.getMessage());
            }
        }
        shelf.close();
    }

    /** What the catalogue has and the index has not, or the other way round. */
    private void catchUp(Index now) throws IOException {
        following = false;
        now.takeBack(searched.watermark());
        forgetLogs(now);
        List<Range> ranges = logs.storedSince(now.watermark());
        long left = ranges.stream().mapToLong(Range::to).sum();
        for (Range range : ranges) {
            toGo = left;
            if (stopped) {
                return;
            }
            take(now, range.log(), range.generation(), range.from(), range.to(), range.watermark(), null);
            left -= range.to();
            saveNowAndThen(now);
        }
        sessionHashes = now.sessions();
        if (!sessions(now, () -> stopped)) {
            return;
        }
        if (now.isDirty() || !now.isComplete()) {
            save(now, true);
        }
        toGo = 0;
        shelf.complete(now);
        following = true;
    }

    /** Takes out logs that the catalogue does not have any more. */
    private void forgetLogs(Index now) throws IOException {
        Set<Long> there = new HashSet<>();
        searched.logs(one -> there.add(one.id()));
        for (long known : now.logs()) {
            if (!there.contains(known)) {
                now.remove(known);
            }
        }
    }

    /** What every session is called now, and no other is there; false if that was enough before the end. */
    private boolean sessions(Index now, BooleanSupplier enough) throws IOException {
        Set<Long> gone = new HashSet<>(sessionHashes.keySet());
        List<Known> some = searched.sessions(0, AT_ONCE);
        while (!some.isEmpty()) {
            if (enough.getAsBoolean()) {
                return false;
            }
            some.forEach(known -> gone.remove(known.id()));
            called(now, some);
            some = searched.sessions(some.getLast().id(), AT_ONCE);
        }
        for (long session : gone) {
            now.removeSession(session);
            sessionHashes.remove(session);
        }
        return true;
    }

    private void follow(Index now, @Nullable Task waited) throws IOException, InterruptedException {
        Task task = waited;
        while (!stopped) {
            if (task != null) {
                try {
                    carryOut(now, task);
                } finally {
                    pending.decrementAndGet();
                }
            } else if (now.isDirty() && System.nanoTime() - committedNanos > COMMIT_NANOS || !now.isThere()) {
                save(now, false);
            }
            saveNowAndThen(now);
            task = queue.poll(1, TimeUnit.SECONDS);
        }
    }

    private void carryOut(Index now, Task task) throws IOException {
        switch (task) {
            case Entries entries -> {
                EntriesStored stored = entries.stored;
                try {
                    take(
                            now,
                            stored.log(),
                            stored.generation(),
                            stored.from(),
                            stored.to(),
                            stored.watermark(),
                            stored.found());
                } finally {
                    taken(entries);
                }
            }
            case Sessions(Set<String> ids) -> called(now, searched.sessions(ids));
            case Purge(CompletableFuture<Void> done) -> {
                try {
                    purge(now);
                    done.complete(null);
                } catch (IOException | RuntimeException e) {
                    shelf.failed(e);
                    shelf.clear();
                    done.complete(null);
                    throw e;
                }
            }
            case Wake(CompletableFuture<Void> awake) -> awake.complete(null);
        }
    }

    private void saveNowAndThen(Index now) throws IOException {
        if (now.isDirty() && System.nanoTime() - committedNanos > 2 * COMMIT_NANOS) {
            save(now, false);
        }
    }

    private void save(Index now, boolean complete) throws IOException {
        now.commit(complete);
        committedNanos = System.nanoTime();
    }

    private void purge(Index now) throws IOException {
        forgetLogs(now);
        sessions(now, () -> false);
        now.purge();
        shelf.dropOld();
        committedNanos = System.nanoTime();
    }

    /** Brings a log up to {@code to}; {@code found} are its entries from {@code from} on, if they are at hand. */
    private void take(Index now, long of, int generation, int from, int to, long mark, @Nullable List<EntryFound> found)
            throws IOException {
        int known = now.known(of, generation);
        if (known == 0 && now.has(of)) {
            now.remove(of);
        }
        if (known < to) {
            if (found != null && (known == from || known == 0 && from == 0)) {
                for (EntryFound entry : found) {
                    add(now, of, generation, mark, entry);
                }
            } else {
                fromVault(now, of, generation, known, to, mark);
            }
        }
        now.reached(of, generation, Math.max(known, to), mark);
    }

    private static void add(Index now, long of, int generation, long mark, EntryFound entry) throws IOException {
        now.add(of, generation, mark, entry.row(), entry.text() == null ? "" : entry.text());
    }

    private void fromVault(Index now, long of, int generation, int from, int to, long mark) throws IOException {
        try {
            texts.each(of, from, to, entry -> {
                try {
                    add(now, of, generation, mark, entry);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (dev.reprise.problem.Problem e) {
            // a damaged file of the vault: what of it can be read is found
            log.debug("Log {} is not in the search index as a whole: {}", of, e.getMessage());
        }
    }

    private void called(Index now, List<Known> some) throws IOException {
        Set<SessionId> ids = new HashSet<>();
        some.forEach(known -> ids.add(known.publicId()));
        Map<SessionId, Label> written = new HashMap<>();
        labels.of(ids).forEach(label -> written.put(label.session(), label));
        for (Known known : some) {
            String all = words.all(known, written.get(known.publicId()));
            Long hash = Documents.hash(known, all);
            if (!hash.equals(sessionHashes.get(known.id()))) {
                now.session(known, all);
                sessionHashes.put(known.id(), hash);
            }
        }
    }
}
