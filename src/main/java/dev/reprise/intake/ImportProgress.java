package dev.reprise.intake;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Totals how far the import is. Thread-safe. */
final class ImportProgress {

    private final AtomicLong files = new AtomicLong();
    private final AtomicLong filesDone = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong bytesDone = new AtomicLong();
    private volatile long runStart;
    private volatile long runBytesAtStart;
    private volatile long runMillis;
    private volatile long runBytes;
    private volatile boolean running;

    /** A run begins, with so much known and so much of it done already. */
    void begin(long filesKnown, long filesAlreadyDone, long bytesTotal, long bytesAlreadyDone) {
        files.set(filesKnown);
        filesDone.set(filesAlreadyDone);
        bytes.set(bytesTotal);
        bytesDone.set(bytesAlreadyDone);
        runStart = System.nanoTime();
        runBytesAtStart = bytesAlreadyDone;
        running = true;
    }

    void advanced(long more) {
        bytesDone.addAndGet(more);
    }

    void fileDone() {
        filesDone.incrementAndGet();
    }

    void end() {
        long read = bytesDone.get() - runBytesAtStart;
        if (read > 0) {
            runMillis = Math.max(1, (System.nanoTime() - runStart) / 1_000_000);
            runBytes = read;
        }
        running = false;
    }

    long files() {
        return files.get();
    }

    long filesDone() {
        return Math.min(filesDone.get(), files.get());
    }

    long bytes() {
        return bytes.get();
    }

    long bytesDone() {
        return Math.min(bytesDone.get(), bytes.get());
    }

    boolean running() {
        return running;
    }

    /** Of the run at hand, or of the last one that had something to do. */
    long bytesPerSecond() {
        long millis = running ? Math.max(1, (System.nanoTime() - runStart) / 1_000_000) : runMillis;
        long done = running ? bytesDone.get() - runBytesAtStart : runBytes;
        return millis == 0 ? 0 : done * 1000 / millis;
    }

    @Nullable
    Long secondsLeft() {
        long speed = bytesPerSecond();
        long left = bytes() - bytesDone();
        return !running || left <= 0 || speed <= 0 ? null : (left + speed - 1) / speed;
    }

    /** For the log. */
    @Override
    public String toString() {
        return filesDone() + " of " + files() + " files are done, " + bytesPerSecond() + " bytes a second";
    }
}
