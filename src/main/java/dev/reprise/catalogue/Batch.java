package dev.reprise.catalogue;

import dev.reprise.agent.Finding;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.SideFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step of reading a file gave; goes into the catalogue in one transaction, after the vault has the bytes on disk.
 *
 * @param source of the file when it was read
 * @param unforced its bytes are in the vault but not yet forced to disk: to be done before the catalogue says they are
 */
public record Batch(TrackedFile file, Source source, Content content, boolean unforced) {

    /** What it brings. */
    public sealed interface Content {}

    /** The file could not be read. */
    public record Skipped(String why) implements Content {}

    /** A side file was kept whole. {@code says}: null if nothing. */
    public record Side(
            long keptBefore, LogRow.Kept kept, @Nullable SideFacts says) implements Content {}

    /**
     * A piece of a log.
     *
     * @param reset the log begins anew (rewritten source): what the catalogue had of it goes
     * @param first the first of a reading from the beginning
     * @param version the older version of the log that the findings stand in; 0: the current one
     * @param from bytes that had become rows before this step; {@code to} after it
     * @param newlines line ends before {@code to}
     * @param recovered entries so far that only older versions have
     * @param lacking entries of older versions that the current one does not have
     * @param keptBefore bytes that the vault had before this step
     * @param state of the fold that read it, to go on with
     */
    public record Read(
            boolean reset,
            boolean first,
            int version,
            long from,
            long to,
            int newlines,
            int recovered,
            int lacking,
            long keptBefore,
            LogRow.Kept kept,
            List<Finding> findings,
            LogFacts facts,
            String state)
            implements Content {

        /** Whether it goes on where the catalogue is; not if an earlier step of the same reading could not be stored. */
        boolean follows(LogRow row) {
            return reset
                    || from == row.read().to() && (kept.versions() == row.kept().versions() || from == 0);
        }
    }

    /** Rows that it brings. */
    public int rows() {
        return content instanceof Read read ? read.findings.size() : 0;
    }

    /** Bytes by which the vault grew. */
    public long grown() {
        return switch (content) {
            case Read read -> Math.max(0, read.kept.bytes() - read.keptBefore);
            case Side side -> Math.max(0, side.kept.bytes() - side.keptBefore);
            case Skipped skipped -> 0;
        };
    }
}
