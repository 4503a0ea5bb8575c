package dev.reprise.intake;

import dev.reprise.agent.SourceFile;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file in a log home: the row of {@code log}, held in memory for all of them so that a rescan asks the
 * file system alone. Mutable; only the import's own thread for this file, then the ledger, changes it.
 */
final class KnownLog {

    final Home home;
    final SourceFile file;
    long id;

    @Nullable
    Long sessionId;

    boolean there = true;
    long size;
    long mtime;

    @Nullable
    String key;

    long kept;
    long stored;
    long readTo;
    int newlines;
    int seqs;
    int entries;
    int toolCalls;
    int unreadable;
    int versions = 1;
    /** Grows whenever its entries are read anew. */
    int generation;
    /** Entries that only older versions have. */
    int recovered;
    /** Time of its file in the vault when last written or looked at, epoch milliseconds; 0: never. */
    long vaultAt;
    /** When all of it in the vault was last read back, epoch milliseconds; 0: never. */
    long verifiedAt;
    /** Since when some of it in the vault cannot be read, epoch milliseconds; 0: it can. {@code readable}: raw bytes left. */
    long damagedAt;

    long readable;

    /** What of its versions is shown; null where there is but one, or it was not needed yet. */
    @Nullable
    Merge merge;

    /** The last filter of its uuids; null where it has none yet, or it was not needed since the start. */
    @Nullable
    UuidFilter uuids;

    boolean failed;
    /** What its place among copies depends on: when it began to be written, else when it ended; epoch milliseconds. */
    long since;

    KnownLog(Home home, SourceFile file) {
        this.home = home;
        this.file = file;
    }

    String vaultPath() {
        return home.vaultPath(file.path());
    }

    /** Its row was never written, or the writing was taken back. */
    void neverStored() {
        id = 0;
        sessionId = null;
        kept = 0;
        stored = 0;
        versions = 1;
        forget();
    }

    /** Nothing of it was read. */
    void forget() {
        readTo = 0;
        newlines = 0;
        seqs = 0;
        entries = 0;
        toolCalls = 0;
        unreadable = 0;
        recovered = 0;
        since = 0;
        merge = null;
        uuids = null;
    }

    /** Whether vault and catalogue have every byte that the source had when it was last looked at. */
    boolean done() {
        return id != 0 && kept >= size;
    }

    /** Its source is gone: what there is of it is in the vault. */
    void vanished() {
        there = false;
        failed = false;
        size = kept;
    }

    void source(Seen seen) {
        there = true;
        size = seen.size();
        mtime = seen.mtime();
        key = seen.key();
    }

    boolean unchanged(Seen seen) {
        return there && size == seen.size() && mtime == seen.mtime() && Objects.equals(key, seen.key());
    }
}
