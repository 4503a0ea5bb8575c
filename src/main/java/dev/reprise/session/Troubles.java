package dev.reprise.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a conversation, as far as it is known. Strings come from logs: hostile, unescaped.
 *
 * @param stuck the last prompts all got the same error; null if not
 * @param unwritten prompts that were typed and are not in its log; null if there are none
 * @param parts logs that hold the conversation together, none of which has all of it; 0 if one has
 * @param registered what is known of a session that was started and never written; null of any other
 */
public record Troubles(
        @Nullable Stuck stuck,
        @Nullable Unwritten unwritten,
        @Nullable Registered registered,
        int parts) {

    public static final Troubles NONE = new Troubles(null, null, null, 0);

    /**
     * Going on will fail again.
     *
     * @param prompts how many got the error
     * @param error what it says
     * @param prompt the first of them, where to go back to
     * @param goodAt when the last good answer before them came; {@code good} its words, {@code goodRecord} the id of its record
     */
    public record Stuck(
            int prompts,
            String error,
            String prompt,
            @Nullable Instant goodAt,
            @Nullable String good,
            @Nullable String goodRecord) {}

    /**
     * The client's own prompt history has prompts of it that are later than all of its log: it could not write.
     *
     * @param prompts how many; the first {@code since}, the last {@code until}
     */
    public record Unwritten(int prompts, Instant since, Instant until) {

        /** A prompt stands in the history a moment before it stands in the log, and both are read a moment later. */
        private static final Duration MOMENT = Duration.ofSeconds(60);

        /** Whether the log had the time to be written and read. */
        public boolean isSure(Instant now) {
            return since.plus(MOMENT).isBefore(now);
        }
    }

    /** What the client's registry says of a process that is gone: the only evidence of its session. */
    public record Registered(
            @Nullable String name,
            @Nullable String directory,
            @Nullable Instant startedAt,
            @Nullable Instant updatedAt) {}
}
