package dev.reprise.transcript;

import dev.reprise.catalogue.Logs;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Vault;
import dev.reprise.vault.Version;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Files of a session, byte for byte from the vault. Only paths that the catalogue lists for that session can be asked
 * for: nothing that a log or a request says becomes a path.
 */
@Service
public class RawFiles {

    private final Logs logs;
    private final Vault vault;

    RawFiles(Logs logs, Vault vault) {
        this.logs = logs;
        this.vault = vault;
    }

    /**
     * A file of the vault.
     *
     * @param name to save it as
     */
    public record Raw(String name, String vaultPath, int version, long size) {}

    /**
     * A file of a session.
     *
     * @param file path as {@code SessionDetail.Stored} gives it, or a bare name that only one of them has; null for the
     *     main log
     * @param version 0 for what is there now
     * @throws Problem NOT_FOUND
     */
    public Raw find(SessionId id, @Nullable String file, int version) {
        String path = logs.vaultPath(id, file)
                .orElseThrow(() -> new Problem(
                        Reason.NOT_FOUND, "That session has no such file in the vault. Its files are listed with it."));
        return new Raw(path.substring(path.lastIndexOf('/') + 1), path, version, size(path, version));
    }

    /**
     * A file of a project that belongs to no session.
     *
     * @param file as {@code ProjectFile} gives it
     * @param version 0 for what is there now
     * @throws Problem NOT_FOUND
     */
    public Raw findOfProject(String file, int version) {
        String path = logs.projectFile(file)
                .orElseThrow(() -> new Problem(
                        Reason.NOT_FOUND,
                        "No project has such a file in the vault. GET /api/project-files lists them."));
        return new Raw(path.substring(path.lastIndexOf('/') + 1), path, version, size(path, version));
    }

    private long size(String path, int version) {
        if (version == 0) {
            return vault.find(path).map(h -> h.size()).orElseThrow(RawFiles::noVersion);
        }
        return vault.versions(path).stream()
                .filter(v -> v.number() == version)
                .findFirst()
                .map(Version::size)
                .orElseThrow(RawFiles::noVersion);
    }

    private static Problem noVersion() {
        return new Problem(Reason.NOT_FOUND, "The vault has no such version of this file.");
    }

    public InputStream open(Raw raw) {
        return vault.open(raw.vaultPath(), raw.version(), 0, raw.size());
    }
}
