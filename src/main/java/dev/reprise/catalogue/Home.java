package dev.reprise.catalogue;

import dev.reprise.agent.CodingAgent;
import java.nio.file.Path;

/**
 * A log home.
 *
 * @param id of its row in {@code log_home}
 * @param read false for a home that only the vault remembers: it is shown, not walked
 * @param vaultRoot first folder of its files in the vault: {@code claude}, {@code claude-2}, …
 */
public record Home(int id, CodingAgent agent, Path path, String vaultRoot, boolean read) {

    /** Where the vault keeps the file at this path of the home. */
    public String vaultPath(String relative) {
        return vaultRoot + "/" + relative;
    }

    public Path source(String relative) {
        return path.resolve(relative);
    }
}
