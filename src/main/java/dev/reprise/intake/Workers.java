package dev.reprise.intake;

import dev.reprise.agent.SourceFile.Role;
import dev.reprise.catalogue.Batch;
import dev.reprise.catalogue.Glimpsed;
import dev.reprise.catalogue.TrackedFile;
import dev.reprise.problem.Problem;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that read, compress and parse, one log each at a time. */
final class Workers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    /** Bytes at either end of a log that a quick look reads: of the newest as many as the CLI itself reads for its list. */
    private static final int END = 64 * 1024;

    private static final int LATER_END = 16 * 1024;
    private static final int FIRST_LOOK = 100;
    private static final int LATER_LOOKS = 500;

    private final ExecutorService pool;
    private final int threads;
    private final Vault vault;
    private final Excluded excluded;
    private final Writer writer;
    private final BooleanSupplier stopped;
    private final Map<TrackedFile, Merge> merges = new ConcurrentHashMap<>();

    Workers(int threads, Vault vault, Excluded excluded, Writer writer, BooleanSupplier stopped) {
        this.excluded = excluded;
        this.threads = threads;
        this.vault = vault;
        this.writer = writer;
        this.stopped = stopped;
        this.pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("import-", 0).factory());
    }

    /** A quick look at every session log never seen before, newest first: the list is there at once. */
    void glimpse(List<TrackedFile> changed) throws InterruptedException {
        List<TrackedFile> fresh = changed.stream()
                .filter(k -> !k.isStored() && k.source().there())
                .filter(k -> k.file().role() == Role.TRANSCRIPT && k.source().size() > 0)
                .sorted(Comparator.comparingLong(k -> -k.source().mtime()))
                .toList();
        if (fresh.size() <= 1) {
            return;
        }
        for (int from = 0; from < fresh.size() && !stopped.getAsBoolean(); ) {
            int to = Math.min(fresh.size(), from + (from == 0 ? FIRST_LOOK : LATER_LOOKS));
            List<Glimpsed> looks = Collections.synchronizedList(new ArrayList<>());
            int end = from == 0 ? END : LATER_END;
            each(fresh.subList(from, to), file -> look(file, end, looks));
            writer.call(catalogue -> {
                catalogue.glimpsed(List.copyOf(looks));
                return looks.size();
            });
            from = to;
        }
    }

    /** What the calling thread does now and then while others import; it leaves alone the logs that are still theirs. */
    interface Meanwhile {
        void look(Set<TrackedFile> theirs) throws InterruptedException;
    }

    /** Imports all of these, as far as it is not stopped, and waits until the catalogue has them. */
    void bringUpToDate(List<TrackedFile> changed, Duration every, Meanwhile meanwhile) throws InterruptedException {
        each(changed, every, meanwhile, false);
    }

    /** Reads all of these again that a former reader read; what they hold is in the vault. */
    void reread(List<TrackedFile> stale, Duration every, Meanwhile meanwhile) throws InterruptedException {
        each(stale, every, meanwhile, true);
    }

    private void each(List<TrackedFile> changed, Duration every, Meanwhile meanwhile, boolean again)
            throws InterruptedException {
        Set<TrackedFile> theirs = ConcurrentHashMap.newKeySet(changed.size());
        theirs.addAll(changed);
        CountDownLatch done = begin(changed, log -> {
            bringUpToDate(log, again);
            theirs.remove(log);
        });
        while (!done.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
            meanwhile.look(theirs);
        }
        flush();
    }

    /** Imports these few on the calling thread and waits until the catalogue has them. */
    void bringUpToDateHere(List<TrackedFile> changed) throws InterruptedException {
        flush();
        changed.forEach(log -> bringUpToDate(log, false));
        flush();
    }

    private void flush() throws InterruptedException {
        writer.call(catalogue -> 0);
    }

    private void each(List<TrackedFile> logs, Consumer<TrackedFile> work) throws InterruptedException {
        begin(logs, work).await();
    }

    private CountDownLatch begin(List<TrackedFile> logs, Consumer<TrackedFile> work) {
        ConcurrentLinkedQueue<TrackedFile> queue = new ConcurrentLinkedQueue<>(logs);
        int n = Math.min(threads, logs.size());
        CountDownLatch done = new CountDownLatch(n);
        for (int i = 0; i < n; i++) {
            pool.execute(() -> {
                try {
                    for (TrackedFile next = queue.poll();
                            next != null && !stopped.getAsBoolean();
                            next = queue.poll()) {
                        work.accept(next);
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        return done;
    }

    private void look(TrackedFile file, int end, List<Glimpsed> looks) {
        try (FileChannel in = FileChannel.open(file.home().source(file.file().path()), StandardOpenOption.READ)) {
            long size = in.size();
            byte[] head = bytes(in, 0, (int) Math.min(end, size));
            byte[] tail =
                    size <= end ? new byte[0] : bytes(in, Math.max(end, size - end), (int) Math.min(end, size - end));
            looks.add(new Glimpsed(file, file.home().agent().reader().glimpse(file.file(), head, tail)));
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            log.debug("No quick look at {}", file.file().path(), e);
        }
    }

    private static byte[] bytes(FileChannel in, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && in.read(buffer, from + buffer.position()) > 0) {
            // until the piece is full or the file ends
        }
        return java.util.Arrays.copyOf(buffer.array(), buffer.position());
    }

    private void bringUpToDate(TrackedFile file, boolean again) {
        BatchSink sink = new Sink();
        try {
            if (excluded.filters(file.home(), file.file())) {
                if (file.source().there()) {
                    Filtered.keep(vault, file, excluded);
                }
                LogImport.fromVault(vault, file, sink, stopped);
            } else if (file.file().isLog()) {
                LogImport.run(vault, file, sink, stopped);
            } else if (again) {
                SideCopy.read(vault, file, file.source(), sink);
            } else {
                SideCopy.run(vault, file, sink);
            }
        } catch (NoSuchFileException e) {
            log.debug(
                    "{} went while it was to be read; the next scan tells",
                    file.file().path());
        } catch (IOException | Problem e) {
            skipped(file, e, sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // whatever one log does to us, the others are read
            log.error(
                    "Importing {} failed; it is tried again at the next scan",
                    file.file().path(),
                    e);
            skipped(file, e, sink);
        }
    }

    private void skipped(TrackedFile file, Throwable e, BatchSink sink) {
        String why = e instanceof Problem problem
                ? problem.sentence()
                : e instanceof IOException
                        ? "It cannot be read: " + e.getClass().getSimpleName() + ". Check its permissions."
                        : "Reading it failed (" + e.getClass().getSimpleName() + "); see the log file.";
        try {
            sink.put(new Batch(file, file.source(), new Batch.Skipped(why), false));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Sink implements BatchSink {
        @Override
        public void put(Batch batch) throws InterruptedException {
            writer.put(batch);
        }

        @Override
        public @Nullable String state(TrackedFile file) throws InterruptedException {
            return file.row().read().to() == 0 || file.isStale()
                    ? null
                    : writer.call(catalogue -> catalogue.state(file)).orElse(null);
        }

        @Override
        public @Nullable Merge merge(TrackedFile file) {
            return merges.get(file);
        }

        @Override
        public void remember(TrackedFile file, @Nullable Merge merge) {
            if (merge == null) {
                merges.remove(file);
            } else {
                merges.put(file, merge);
            }
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
