package dev.reprise.intake;

import dev.reprise.agent.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * After commit: these entries of a log can be read. For what follows the catalogue, such as an index: whoever keeps the highest
 * watermark it has taken in asks {@link dev.reprise.catalogue.Logs#storedSince} after a crash and has missed nothing.
 *
 * @param log id of its row
 * @param generation another one than before: all that was known of this log's entries is void
 * @param from first sequence number; {@code to} is behind the last
 * @param watermark grows with each of these events
 * @param found those of the conversation with their texts, so that nobody reads again what was just read; null if they were not kept
 */
public record EntriesStored(
        long log,
        int generation,
        int from,
        int to,
        long watermark,
        @Nullable List<Finding.EntryFound> found) {}
