package dev.reprise.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of one file, as last committed: a row of {@code log} without its source.
 *
 * @param id 0 if there is no row yet
 * @param session id of its session's row, if it belongs to one
 * @param failed it was not read the last time, or could not be stored: to be tried again
 */
public record LogRow(long id, @Nullable Long session, Checkpoint read, Kept kept, Looked looked, boolean failed) {

    static final LogRow NONE = new LogRow(0, null, Checkpoint.START, Kept.NOTHING, Looked.NEVER, false);

    /**
     * How far it was read.
     *
     * @param to bytes that became rows
     * @param newlines line ends before that
     * @param seqs rows of {@code entry}; the next one gets this number
     * @param entries those of them that are conversation
     * @param generation grows whenever its entries are read anew
     * @param recovered entries that only older versions have
     * @param lacking entries of older versions that the current one does not have
     * @param since what its place among copies depends on: when it began to be written, else when it ended; epoch milliseconds
     * @param reader {@link dev.reprise.agent.Reader#version()} of what read it; null if that was not noted
     */
    public record Checkpoint(
            long to,
            int newlines,
            int seqs,
            int entries,
            int toolCalls,
            int unreadable,
            int generation,
            int recovered,
            int lacking,
            long since,
            @Nullable String reader) {

        static final Checkpoint START = new Checkpoint(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null);

        /** It is read from its first byte again. */
        Checkpoint again() {
            return new Checkpoint(0, 0, 0, 0, 0, 0, generation + 1, 0, 0, 0, null);
        }

        /** It was read by this one. */
        Checkpoint by(String now) {
            return new Checkpoint(
                    to, newlines, seqs, entries, toolCalls, unreadable, generation, recovered, lacking, since, now);
        }
    }

    /**
     * What the vault has of it.
     *
     * @param bytes raw
     * @param stored compressed
     * @param at time of its file in the vault when last written or looked at, epoch milliseconds; 0: never
     * @param versions including the current one
     */
    public record Kept(long bytes, long stored, long at, int versions) {
        public static final Kept NOTHING = new Kept(0, 0, 0, 1);
    }

    /**
     * What reading it back from the vault told; epoch milliseconds.
     *
     * @param verifiedAt when all of it was read back; 0: never
     * @param damagedAt since when some of it cannot be read; 0: it can
     * @param readable raw bytes that can be read, if it is damaged
     */
    public record Looked(long verifiedAt, long damagedAt, long readable) {
        static final Looked NEVER = new Looked(0, 0, 0);
    }

    LogRow id(long now) {
        return new LogRow(now, session, read, kept, looked, failed);
    }

    LogRow session(@Nullable Long now) {
        return new LogRow(id, now, read, kept, looked, failed);
    }

    LogRow read(Checkpoint now) {
        return new LogRow(id, session, now, kept, looked, failed);
    }

    LogRow kept(Kept now) {
        return new LogRow(id, session, read, now, looked, failed);
    }

    LogRow looked(Looked now) {
        return new LogRow(id, session, read, kept, now, failed);
    }

    LogRow failed(boolean now) {
        return new LogRow(id, session, read, kept, looked, now);
    }
}
