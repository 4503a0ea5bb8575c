package dev.reprise.transcript;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user prompt (or compaction) and what followed.
 *
 * @param extent where it stands among the conversation's entries
 * @param line of the prompt in the log; its address is {@code #l<line>}
 * @param kind slug of the entry that opens it: {@code prompt}, {@code command}, {@code shell}, {@code compaction},
 *     {@code image} and {@code document} if nothing was written with them
 * @param text preview of the prompt
 * @param millis from the prompt to the last entry of the turn
 * @param answered whether it was sent and answered: only then it counts as a turn
 */
public record Turn(
        Extent extent,
        int line,
        String kind,
        String text,
        @Nullable Instant at,
        int tools,
        int files,
        int failures,
        long millis,
        boolean answered,
        boolean abandoned) {

    /**
     * Positions among the conversation's entries, from 0.
     *
     * @param first what opens the turn
     * @param work what was thought and done, up to {@code rest}; empty where nothing was
     * @param rest what was said after the last of it; while nothing was, the last few steps of it
     * @param end one past the last of the turn
     */
    public record Extent(int first, int work, int rest, int end) {}

    /** The same in a conversation that has so many entries, and whose addresses have so many lines, before its log. */
    Turn behind(int entries, int lines) {
        return entries == 0 && lines == 0
                ? this
                : new Turn(
                        new Extent(
                                extent.first + entries,
                                extent.work + entries,
                                extent.rest + entries,
                                extent.end + entries),
                        line + lines,
                        kind,
                        text,
                        at,
                        tools,
                        files,
                        failures,
                        millis,
                        answered,
                        abandoned);
    }

    /** Position of what opens it among the conversation's entries, from 0. */
    public int position() {
        return extent.first();
    }

    /** When its last entry was written; null if that is not known. */
    public @Nullable Instant until() {
        return at == null ? null : at.plusMillis(millis);
    }
}
