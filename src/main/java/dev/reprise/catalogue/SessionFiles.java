package dev.reprise.catalogue;

import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.session.SessionId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every file of a session, where it lies in its home and in the vault. */
@Repository
public class SessionFiles {

    private static final String OF_SESSION =
            "select l.id, h.id home, h.agent, h.path home_path, h.vault_root, h.sweep_millis, l.path, l.role, l.kind, l.agent_id,"
                    + " l.source_there, l.source_size, l.source_mtime, l.kept, l.stored, l.versions, l.verified_at, l.damaged_at"
                    + " from log l join log_home h on h.id = l.home_id join session s on s.id = l.session_id"
                    + " where s.agent = ? and s.native_id = ? order by l.role desc, " + Primary.FIRST + ", l.path";

    private final JdbcClient jdbc;
    private final CodingAgents agents;

    SessionFiles(JdbcClient jdbc, CodingAgents agents) {
        this.jdbc = jdbc;
        this.agents = agents;
    }

    /**
     * A log or side file.
     *
     * @param home the log home it is of; {@code file} where in it
     * @param there whether it was there when last looked at; {@code size} and {@code modified} what it was then
     * @param kept raw bytes that the vault has of it; {@code stored} compressed
     * @param verifiedAt when the vault's copy was read back against its check sums; null: not yet
     * @param damaged whether some of the vault's copy cannot be read
     * @param expiresAt when the CLI may delete it, by its own file time; null if it will not, or it is not there
     */
    public record Held(
            Path home,
            SourceFile file,
            String vaultPath,
            boolean there,
            long size,
            Instant modified,
            long kept,
            long stored,
            int versions,
            @Nullable Instant verifiedAt,
            boolean damaged,
            @Nullable Instant expiresAt) {

        /** Where it lies, or lay. */
        public Path source() {
            return home.resolve(file.path());
        }
    }

    /** Paths in the vault of what cannot be read there to the end. */
    public List<String> damaged() {
        return jdbc.sql("select h.vault_root || '/' || l.path from log l join log_home h on h.id = l.home_id"
                        + " where l.damaged_at is not null")
                .query(String.class)
                .list();
    }

    /** Those of one session, its main logs first, the one that speaks for it before the others. */
    public List<Held> of(SessionId id) {
        return jdbc.sql(OF_SESSION)
                .params(id.agent(), id.value())
                .query((r, n) -> {
                    String path = r.getString("path");
                    SourceFile file = new SourceFile(
                            path,
                            Role.of(r.getString("role")),
                            id.value(),
                            r.getString("agent_id"),
                            r.getString("kind"));
                    boolean there = r.getBoolean("source_there");
                    long modified = r.getLong("source_mtime");
                    Object sweep = r.getObject("sweep_millis");
                    boolean goes = there
                            && sweep != null
                            && agents.get(id.agent()).sources().fate(file) != dev.reprise.agent.Cleanup.Fate.NEVER;
                    long verified = r.getLong("verified_at");
                    return new Held(
                            Path.of(r.getString("home_path")),
                            file,
                            r.getString("vault_root") + "/" + path,
                            there,
                            r.getLong("source_size"),
                            Instant.ofEpochMilli(modified),
                            r.getLong("kept"),
                            r.getLong("stored"),
                            r.getInt("versions"),
                            verified == 0 ? null : Instant.ofEpochMilli(verified),
                            r.getLong("damaged_at") > 0,
                            goes ? Instant.ofEpochMilli(modified + ((Number) sweep).longValue()) : null);
                })
                .list();
    }
}
