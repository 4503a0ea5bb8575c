package dev.reprise.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a conversation, as far as it is known. Strings come from logs: hostile, unescaped.
 *
 * @param stuck the last prompts all got the same error; null if not
 */
public record Troubles(@Nullable Stuck stuck) {

    public static final Troubles NONE = new Troubles(null);

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
}
