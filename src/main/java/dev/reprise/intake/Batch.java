package dev.reprise.intake;

import dev.reprise.agent.Finding;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.SideFacts;
import dev.reprise.vault.Holding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step of reading a file gave; goes into the catalogue in one transaction, after the vault has the bytes on disk.
 *
 * @param reset the log begins anew (rewritten source): what the catalogue had of it goes
 * @param from bytes that had become rows before this step
 * @param kept bytes that vault and catalogue have after it, an unfinished last line included; {@code keptBefore} before
 * @param stored compressed bytes in the vault
 * @param vaultAt time of its file in the vault, epoch milliseconds
 * @param readTo bytes that became rows
 * @param first the first of a reading from the beginning
 * @param version the older version of the log that the findings stand in; 0: the current one
 * @param recovered entries so far that only older versions have
 * @param facts null for files that are only kept
 * @param skipped why the file could not be read; then nothing else of the batch counts
 * @param unforced its bytes are in the vault but not yet forced to disk: to be done before the catalogue says they are
 */
record Batch(
        KnownLog log,
        boolean reset,
        boolean first,
        int version,
        int recovered,
        long from,
        long keptBefore,
        long kept,
        long stored,
        long vaultAt,
        long readTo,
        int newlines,
        List<Finding> findings,
        @Nullable LogFacts facts,
        @Nullable String state,
        @Nullable SideFacts side,
        int versions,
        @Nullable String skipped,
        boolean unforced) {

    static Batch skipped(KnownLog log, String why) {
        return new Batch(log, false, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), null, null, null, 1, why, false);
    }

    static Batch copied(KnownLog log, @Nullable Holding held, @Nullable SideFacts side) {
        long kept = held == null ? 0 : held.size();
        return new Batch(
                log,
                false,
                true,
                0,
                0,
                0,
                log.kept,
                kept,
                held == null ? 0 : held.stored(),
                held == null ? 0 : held.modified(),
                kept,
                0,
                List.of(),
                null,
                null,
                side,
                held == null ? 1 : held.versions() + 1,
                null,
                false);
    }

    /** Whether it goes on where the catalogue is; not if an earlier step of the same reading could not be stored. */
    boolean follows() {
        return facts == null || reset || from == log.readTo && (versions == log.versions || from == 0);
    }
}
