package dev.reprise.agent;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a log of a coding CLI reads: bytes in, entries and facts out. Never sees a database, an event or the clock. */
public interface Reader {

    /**
     * What reads the logs, and which version of it: {@code claude 1}. Kept with every log that was read; to be raised with every
     * change of findings, facts, state or side facts, so that what an older one read is read again.
     */
    String version();

    /**
     * A reader for one log, from its first line or from a saved {@link LogFold#state()}. Reading in any number of pieces
     * gives the same findings and facts as reading at once.
     */
    LogFold fold(SourceFile file, @Nullable String state);

    /**
     * A quick look: what a log is about, from its first and last bytes only (each cut at any place).
     *
     * @param head the first bytes, at most 64 KiB are used
     * @param tail the last bytes; empty if {@code head} holds everything
     */
    Glimpse glimpse(SourceFile file, byte[] head, byte[] tail);

    /**
     * The contents of one record, to be shown: one entry per block, in the order of {@link EntryRow#block()}. Never
     * throws for what a record holds: what cannot be read is an {@link Entry.Unreadable}, what is not known an
     * {@link Entry.Unknown}.
     */
    List<Entry> read(Line record);

    /**
     * The words of one record that can be searched for: of each of its entries what was said, typed, called or answered, at most
     * {@value #SEARCHED} characters of a text. Entries that have none are left out.
     */
    default List<EntryText> texts(Line record) {
        return List.of();
    }

    /** Characters of a text that are searched. */
    int SEARCHED = 65_536;

    /** @param block as {@link EntryRow#block()} */
    record EntryText(int block, String text) {}

    /** The image at {@link Entry.Picture#index()} of this whole record (not shortened), decoded. */
    Optional<byte[]> picture(byte[] record, int index);

    /**
     * What a side file says of its session or sub-agent; empty if nothing. Never throws for what the file holds.
     *
     * @param content all of it, or its first 256 KiB
     */
    default Optional<SideFacts> side(SourceFile file, byte[] content) {
        return Optional.empty();
    }

    /** Whether a line may tell of files ({@link #files}); quick. */
    default boolean tellsOfFiles(Line line) {
        return false;
    }

    /** What a line tells of files of the working directory. Never throws for what it holds. */
    default List<FileMark> files(Line line) {
        return List.of();
    }

    /** Whether this client ({@link LogFacts.Origin#entrypoint()}) is a program, not a person at a terminal or editor. */
    default boolean isHeadless(String entrypoint) {
        return false;
    }

    /** Whether the CLI started this sub-agent for itself: to compact, to suggest. */
    default boolean isInternal(String agentId) {
        return false;
    }
}
