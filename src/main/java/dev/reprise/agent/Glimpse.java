package dev.reprise.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the first and last bytes of a log tell; everything may be missing. Replaced by {@link LogFacts} after the full import. */
public record Glimpse(
        @Nullable String title,
        @Nullable String topic,
        @Nullable String firstPrompt,
        @Nullable String lastPrompt,
        @Nullable String cwd,
        @Nullable String branch,
        @Nullable Instant startedAt,
        @Nullable Instant lastAt,
        boolean sidechain,
        LogFacts.Origin origin) {}
