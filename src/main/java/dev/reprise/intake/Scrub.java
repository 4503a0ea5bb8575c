package dev.reprise.intake;

import dev.reprise.catalogue.LogRow;
import dev.reprise.catalogue.TrackedFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Reads the vault back bit by bit, what was not looked at longest first, so that a flipped bit is found while the log that
 * it can be healed from is still there. Some MB a minute; rests when all was read within a day.
 */
final class Scrub {

    private static final long EVERY = TimeUnit.SECONDS.toNanos(10);
    private static final long MAKE_EVERY = TimeUnit.MINUTES.toNanos(1);
    /** What a file costs at least, in bytes: opening it and noting its row takes as long as reading so much. */
    private static final long LEAST_PRICE = 48 * 1024;

    private static final long FRESH_MILLIS = TimeUnit.DAYS.toMillis(1);

    private final VaultCheck check;
    private final long bytesAMinute;
    private final LongSupplier nanos;
    private final Deque<TrackedFile> queue = new ArrayDeque<>();
    private long lastNanos;
    private long madeNanos;
    private long allowance;

    /**
     * @param bytesAMinute compressed bytes; 0: never
     * @param nanos {@link System#nanoTime}
     */
    Scrub(VaultCheck check, long bytesAMinute, LongSupplier nanos) {
        this.check = check;
        this.bytesAMinute = bytesAMinute;
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong();
        this.madeNanos = lastNanos - MAKE_EVERY;
    }

    /** Goes on if it is time; answers what is to be done. */
    VaultCheck.Found go(FileIndex census, long nowMillis) {
        VaultCheck.Found found = new VaultCheck.Found();
        long passed = nanos.getAsLong() - lastNanos;
        if (bytesAMinute == 0 || passed < EVERY) {
            return found;
        }
        lastNanos = nanos.getAsLong();
        // what was too large for its turn is paid for by the next ones
        allowance = Math.min(allowance, 0) + bytesAMinute * passed / TimeUnit.MINUTES.toNanos(1);
        if (allowance <= 0) {
            return found;
        }
        if (queue.isEmpty() && lastNanos - madeNanos >= MAKE_EVERY) {
            madeNanos = lastNanos;
            queue.addAll(longestUnchecked(census, nowMillis));
        }
        while (allowance > 0 && !queue.isEmpty()) {
            TrackedFile log = queue.removeFirst();
            // it may have moved, gone or been made anew since the queue was made
            if (census.find(log.vaultPath()) == log && isDue(log, nowMillis)) {
                allowance -= Math.max(LEAST_PRICE, log.row().kept().stored());
                check.check(log, found);
            }
        }
        return found;
    }

    private static boolean isDue(TrackedFile log, long nowMillis) {
        LogRow row = log.row();
        return row.id() != 0
                && row.kept().at() > 0
                && row.looked().damagedAt() == 0
                && nowMillis - row.looked().verifiedAt() > FRESH_MILLIS;
    }

    private static List<TrackedFile> longestUnchecked(FileIndex census, long nowMillis) {
        List<TrackedFile> due = new ArrayList<>();
        for (TrackedFile log : census.all()) {
            if (isDue(log, nowMillis)) {
                due.add(log);
            }
        }
        due.sort(Comparator.comparingLong(log -> log.row().looked().verifiedAt()));
        return due;
    }
}
