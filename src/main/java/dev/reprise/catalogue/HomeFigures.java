package dev.reprise.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue has of a log home; lists hold at most 200.
 *
 * @param bytes of its files; {@code vaultBytes} compressed in the vault
 * @param unreadable lines that are no records; {@code refused} values that cannot be what their field (the reason) says,
 *     taken as unknown
 * @param skipped files that were not read, with the reason
 */
public record HomeFigures(
        long files,
        long bytes,
        long vaultBytes,
        long sessions,
        List<BadLine> unreadable,
        long unreadableTotal,
        List<BadLine> refused,
        long refusedTotal,
        List<TypeCount> unknown,
        List<Skipped> skipped) {

    /** @param session public id; null if the file belongs to none */
    public record BadLine(
            String file,
            int line,
            long offset,
            int length,
            String reason,
            @Nullable String session) {}

    public record TypeCount(String what, long count, String firstFile) {}

    public record Skipped(String file, String why) {}

    /** The same, with more that was skipped. */
    public HomeFigures withSkipped(List<Skipped> now) {
        return new HomeFigures(
                files, bytes, vaultBytes, sessions, unreadable, unreadableTotal, refused, refusedTotal, unknown, now);
    }
}
