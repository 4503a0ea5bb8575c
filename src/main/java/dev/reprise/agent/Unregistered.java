package dev.reprise.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process of a CLI that runs a session and saves nothing of it, not even its own registry entry.
 *
 * @param session native id, where its command line names it
 * @param directory it works in; null if that cannot be seen
 * @param since when it was started
 */
public record Unregistered(
        long pid,
        @Nullable String session,
        @Nullable String directory,
        @Nullable Instant since) {}
