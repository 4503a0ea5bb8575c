package dev.reprise.intake;

import dev.reprise.catalogue.Home;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * After commit: logs and side files that were there the last time are gone.
 *
 * @param noticed when that was seen; {@code lastSeen} when all were looked at before, null: not since Reprise was started
 */
public record SourcesVanished(Instant noticed, @Nullable Instant lastSeen, List<Gone> files) {

    /**
     * @param path relative to the home
     * @param session native id, if the path tells
     * @param main whether it was the main log of that session
     * @param kept whether the vault has every byte that it had when it was last looked at
     * @param modified its file time, epoch milliseconds
     */
    public record Gone(
            Home home, String path, @Nullable String session, boolean main, boolean kept, long bytes, long modified) {}
}
