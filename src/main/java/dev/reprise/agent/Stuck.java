package dev.reprise.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last prompts of a conversation were all answered by the same API error, one that comes again whenever it is sent.
 *
 * @param prompts how many, at least two
 * @param error what it says, on one line
 * @param prompt the first of them, on one line, at most 160 characters
 * @param goodAt when the last good answer before them came; {@code good} its words, {@code goodRecord} the id of its record; null
 *     if there is none
 */
public record Stuck(
        int prompts,
        String error,
        String prompt,
        @Nullable Instant goodAt,
        @Nullable String good,
        @Nullable String goodRecord) {}
