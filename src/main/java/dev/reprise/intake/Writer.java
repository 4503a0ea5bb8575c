package dev.reprise.intake;

import dev.reprise.catalogue.Batch;
import dev.reprise.catalogue.CatalogueWriter;
import dev.reprise.data.Database;
import dev.reprise.data.Room;
import dev.reprise.vault.Vault;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that owns the catalogue: stores batches many at a time, runs other writes in between, in order. */
final class Writer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Writer.class);
    private static final int MAX_ROWS = 40_000;
    /** How often what was written is saved: while batches come in, and when none does. A kill costs as much again of reading. */
    private static final long SAVE_BUSY = TimeUnit.SECONDS.toNanos(5);

    private static final long SAVE_IDLE = TimeUnit.SECONDS.toNanos(2);

    private static final long COMPACT_IDLE = TimeUnit.SECONDS.toNanos(6);
    /** How long it sleeps while there is something to save or to compact; and else, when only work wakes it. */
    private static final long LOOK_MILLIS = 200;

    private static final long SLEEP_MILLIS = 10_000;

    /** How long a stop may take to give space back. */
    private static final Duration COMPACT_AT_STOP = Duration.ofMillis(2_500);

    /** A write that is not a batch. */
    interface Write<T> {
        T on(CatalogueWriter catalogue) throws SQLException;
    }

    private sealed interface Work {}

    private record Store(Batch batch) implements Work {}

    private record Run(Write<?> write, CompletableFuture<Object> done) implements Work {}

    private record Wake() implements Work {}

    private final CatalogueWriter catalogue;
    private final Vault vault;
    private final Room room;
    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(128);
    private final Consumer<Stored> stored;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean lost;
    private boolean unsaved;
    private boolean holes = true;
    private long compactedNanos = System.nanoTime();
    private long savedNanos = System.nanoTime();

    /** What one transaction stored. */
    record Stored(List<Batch> batches, CatalogueWriter.Stored rows) {}

    Writer(CatalogueWriter catalogue, Vault vault, Room room, Consumer<Stored> stored) {
        this.catalogue = catalogue;
        this.vault = vault;
        this.room = room;
        this.stored = stored;
        thread = Thread.ofPlatform().name("import-writer").start(this::loop);
    }

    /** Whether the catalogue cannot be used any more: then whatever is handed over is dropped; the vault has it. */
    boolean isLost() {
        return lost;
    }

    /** Hands over a batch; waits while the writer is behind. */
    void put(Batch batch) throws InterruptedException {
        queue.put(new Store(batch));
    }

    /** Runs a write after everything handed over so far, and waits for it. */
    <T> T call(Write<T> write) throws InterruptedException {
        CompletableFuture<Object> done = new CompletableFuture<>();
        queue.put(new Run(write, done));
        try {
            @SuppressWarnings("unchecked")
            T result = (T) done.get();
            return result;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void loop() {
        List<Batch> batches = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                Work work = queue.poll(unsaved || holes ? LOOK_MILLIS : SLEEP_MILLIS, TimeUnit.MILLISECONDS);
                boolean idle = work == null;
                int rows = 0;
                while (work != null) {
                    if (work instanceof Run run) {
                        store(batches);
                        run(run);
                    } else if (work instanceof Store(Batch batch)) {
                        batches.add(batch);
                        rows += batch.rows() + 20;
                    }
                    work = rows < MAX_ROWS ? queue.poll() : null;
                }
                store(batches);
                if (idle && !unsaved) {
                    compact();
                }
                if (unsaved && System.nanoTime() - savedNanos > (idle ? SAVE_IDLE : SAVE_BUSY)) {
                    save();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** This thread saves what it wrote: a save amid another thread's write is not consistent (docs/decisions/008). */
    private void save() {
        unsaved = false;
        holes = true;
        savedNanos = System.nanoTime();
        if (lost) {
            return;
        }
        try {
            catalogue.checkpoint();
        } catch (SQLException e) {
            lose(e);
        }
    }

    /** A while after the last save, and then again and again until the file has no holes. */
    private void compact() {
        long quiet = System.nanoTime() - savedNanos;
        if (lost || !holes || quiet < COMPACT_IDLE || System.nanoTime() - compactedNanos < SAVE_IDLE) {
            return;
        }
        compactedNanos = System.nanoTime();
        try {
            holes = catalogue.compact();
            if (holes) {
                catalogue.checkpoint();
            }
        } catch (SQLException e) {
            lose(e);
        } catch (RuntimeException e) {
            holes = false;
            log.info("The catalogue cannot be compacted", e);
        }
    }

    private void store(List<Batch> batches) {
        if (batches.isEmpty()) {
            return;
        }
        List<Batch> now = List.copyOf(batches);
        batches.clear();
        if (lost || room.obstacle(estimate(now)).isPresent()) {
            return;
        }
        unsaved = true;
        try {
            force(now);
            announce(new Stored(now, catalogue.store(now)));
        } catch (SQLException | RuntimeException e) {
            takeBack(now, e);
        }
    }

    /** Bytes that these will take in the catalogue, on the safe side. */
    private static long estimate(List<Batch> batches) {
        long bytes = 0;
        for (Batch batch : batches) {
            bytes += 8_192 + 512L * batch.rows();
        }
        return bytes;
    }

    private void lose(Exception why) {
        if (!lost) {
            log.info("The catalogue was closed", why);
        }
        lost = true;
    }

    /** Short logs are forced many at a time: waiting for the disk once a log would be most of the work. */
    private void force(List<Batch> batches) {
        Set<String> paths = new HashSet<>();
        for (Batch batch : batches) {
            if (batch.unforced()) {
                paths.add(batch.file().vaultPath());
            }
        }
        if (!paths.isEmpty()) {
            vault.force(paths);
        }
    }

    /** One log that the catalogue does not take must not hold up the others. */
    private void takeBack(List<Batch> failed, Exception e) {
        try {
            catalogue.reload(failed.stream().map(Batch::file).toList());
        } catch (SQLException | RuntimeException again) {
            lose(again);
            return;
        }
        if (failed.size() > 1) {
            failed.forEach(batch -> store(new ArrayList<>(List.of(batch))));
            return;
        }
        Batch batch = failed.getFirst();
        log.error(
                "Storing {} failed; it is read again at the next scan",
                batch.file().file().path(),
                e);
        if (!(batch.content() instanceof Batch.Skipped)) {
            String why = "The catalogue cannot store it (" + e.getClass().getSimpleName() + "); see the log file.";
            store(new ArrayList<>(List.of(new Batch(batch.file(), batch.source(), new Batch.Skipped(why), false))));
        }
    }

    private void announce(Stored done) {
        try {
            stored.accept(done);
        } catch (RuntimeException e) {
            log.error("Telling of what was stored failed", e);
        }
    }

    private void run(Run run) {
        if (lost) {
            run.done.completeExceptionally(new IllegalStateException("the catalogue is closed"));
            return;
        }
        unsaved = true;
        try {
            run.done.complete(run.write.on(catalogue));
        } catch (SQLException | RuntimeException e) {
            if (e instanceof SQLException sql && Database.isLost(sql)) {
                lose(e);
            }
            run.done.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        // where there is no room it is not asleep
        queue.offer(new Wake());
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            if (!lost) {
                catalogue.compact(COMPACT_AT_STOP);
            }
            catalogue.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            log.info("Closing the catalogue: {}", e.getMessage());
        }
    }
}
