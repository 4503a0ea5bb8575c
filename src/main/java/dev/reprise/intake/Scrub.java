package dev.reprise.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads the vault back bit by bit, what was not looked at longest first, so that a flipped bit is found while the log that
 * it can be healed from is still there. Some MB a minute; rests when all was read within a day.
 */
final class Scrub {

    private static final long EVERY = TimeUnit.SECONDS.toNanos(10);
    /** What a file costs at least, in bytes: opening it and noting its row takes as long as reading so much. */
    private static final long LEAST_PRICE = 48 * 1024;

    private static final long FRESH_MILLIS = TimeUnit.DAYS.toMillis(1);

    private final VaultCheck check;
    private final long bytesAMinute;
    private long lastNanos = System.nanoTime();
    private long allowance;

    /** @param bytesAMinute compressed bytes; 0: never */
    Scrub(VaultCheck check, long bytesAMinute) {
        this.check = check;
        this.bytesAMinute = bytesAMinute;
    }

    /** Goes on if it is time; answers what is to be done. */
    VaultCheck.Found go(Census census, long nowMillis) {
        VaultCheck.Found found = new VaultCheck.Found();
        long passed = System.nanoTime() - lastNanos;
        if (bytesAMinute == 0 || passed < EVERY) {
            return found;
        }
        lastNanos = System.nanoTime();
        // what was too large for its turn is paid for by the next ones
        allowance = Math.min(allowance, 0) + bytesAMinute * passed / TimeUnit.MINUTES.toNanos(1);
        if (allowance <= 0) {
            return found;
        }
        for (KnownLog log : longestUnchecked(census, nowMillis)) {
            if (allowance <= 0) {
                break;
            }
            allowance -= Math.max(LEAST_PRICE, log.stored);
            check.check(log, found);
        }
        return found;
    }

    private static List<KnownLog> longestUnchecked(Census census, long nowMillis) {
        List<KnownLog> due = new ArrayList<>();
        for (KnownLog log : census.all()) {
            if (log.id != 0 && log.vaultAt > 0 && log.damagedAt == 0 && nowMillis - log.verifiedAt > FRESH_MILLIS) {
                due.add(log);
            }
        }
        due.sort(Comparator.comparingLong(log -> log.verifiedAt));
        return due;
    }
}
