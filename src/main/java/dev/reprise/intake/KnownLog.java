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
        since = 0;
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
