package dev.reprise.transcript;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Vault;
import dev.reprise.vault.Version;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Files of a session, byte for byte from the vault. Only paths that the catalogue lists for that session can be asked
 * for: nothing that a log or a request says becomes a path.
 */
@Service
public class RawFiles {

    private final JdbcClient jdbc;
    private final Vault vault;

    RawFiles(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** A file of the vault. @param name to save it as */
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
        String which = file == null ? "l.role = 0" : "(l.path = ? or l.path like '%/' || ?)";
        var statement = jdbc.sql("select h.vault_root || '/' || l.path from log l join log_home h on h.id = l.home_id"
                        + " join session s on s.id = l.session_id where s.agent = ? and s.native_id = ? and " + which
                        + " order by l.source_there desc, length(l.path), l.source_mtime desc limit 1")
                .params(id.agent(), id.value());
        if (file != null) {
            statement = statement
                    .param(file)
                    .param(file.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"));
        }
        String path = statement
                .query(String.class)
                .optional()
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
        String path = jdbc.sql("select h.vault_root || '/' || l.path from log l join log_home h on h.id = l.home_id"
                        + " where l.kind = 'project' and h.vault_root || '/' || l.path = ?")
                .param(file)
                .query(String.class)
                .optional()
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
