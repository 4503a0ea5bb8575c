package dev.reprise.transcript;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user prompt (or compaction) and what followed.
 *
 * @param position among the conversation's entries, from 0
 * @param line of the prompt in the log; its address is {@code #l<line>}
 * @param kind slug of the entry that opens it: {@code prompt}, {@code command}, {@code shell}, {@code compaction},
 *     {@code image} and {@code document} if nothing was written with them
 * @param text preview of the prompt
 * @param millis from the prompt to the last entry of the turn
 * @param answered whether it was sent and answered: only then it counts as a turn
 */
public record Turn(
        int position,
        int line,
        String kind,
        String text,
        @Nullable Instant at,
        int tools,
        int files,
        int failures,
        long millis,
        boolean answered,
        boolean abandoned) {}
