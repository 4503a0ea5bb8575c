package dev.reprise.catalogue;

import dev.reprise.agent.CodingAgents;
import dev.reprise.catalogue.CatalogueWriter.Stored.Range;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds logs and other files that the vault holds: only what the catalogue lists can be asked for. */
@Repository
public class Logs {

    private static final String PATH = "h.vault_root || '/' || l.path";
    private static final String OF_SESSION = " from log l join log_home h on h.id = l.home_id"
            + " join session s on s.id = l.session_id where s.agent = ? and s.native_id = ? and ";

    private final JdbcClient jdbc;
    private final CodingAgents agents;

    Logs(JdbcClient jdbc, CodingAgents agents) {
        this.jdbc = jdbc;
        this.agents = agents;
    }

    /** The primary log of a session, or of this sub-agent of it. */
    public Optional<LogRef> find(SessionId id, @Nullable String agentId) {
        String which = agentId == null ? "l.role = 'transcript'" : "l.role = 'subagent' and l.agent_id = ?";
        var found = jdbc.sql("select l.id, " + PATH + ", l.entries, l.seqs, l.generation" + OF_SESSION + which
                        + " order by " + Primary.FIRST + " limit 1")
                .params(id.agent(), id.value());
        return (agentId == null ? found : found.param(agentId))
                .query((r, n) -> new LogRef(
                        r.getLong(1), agents.get(id.agent()), r.getString(2), r.getInt(3), r.getInt(4), r.getInt(5)))
                .optional();
    }

    /**
     * The logs that a conversation is read from, in its order: the primary one, or where none has all of it those that hold it
     * together. Empty if there is none.
     */
    public List<LogPart> parts(SessionId id, @Nullable String agentId) {
        List<Halves.Part> halves = agentId == null ? halves(id) : List.of();
        Map<Long, LogRef> logs = find(halves.stream().map(Halves.Part::log).toList());
        if (halves.isEmpty() || logs.size() < halves.size()) {
            return find(id, agentId).map(log -> new LogPart(log, 0, 0, 0)).stream()
                    .toList();
        }
        List<LogPart> parts = new ArrayList<>();
        int position = 0;
        int line = 0;
        for (Halves.Part half : halves) {
            LogPart part =
                    new LogPart(java.util.Objects.requireNonNull(logs.get(half.log())), half.from(), position, line);
            parts.add(part);
            position += part.entries();
            line += half.lines();
        }
        return parts;
    }

    private List<Halves.Part> halves(SessionId id) {
        return jdbc.sql("select t.halves from session_trouble t join session s on s.id = t.id where s.agent = ?"
                        + " and s.native_id = ? and t.halves is not null")
                .params(id.agent(), id.value())
                .query(String.class)
                .optional()
                .map(Halves::read)
                .orElse(List.of());
    }

    /** What the address of a line in this log adds to its number: lines of the logs that its conversation has before it. */
    public int linesBefore(long log) {
        List<Halves.Part> halves = jdbc.sql("select t.halves from session_trouble t join log l on l.session_id = t.id"
                        + " where l.id = ? and l.role = 'transcript' and t.halves is not null")
                .param(log)
                .query(String.class)
                .optional()
                .map(Halves::read)
                .orElse(List.of());
        int lines = 0;
        for (Halves.Part half : halves) {
            if (half.log() == log) {
                return lines;
            }
            lines += half.lines();
        }
        return 0;
    }

    /** The logs with these rows, those that there are. */
    public Map<Long, LogRef> find(Collection<Long> ids) {
        Map<Long, LogRef> found = new HashMap<>();
        jdbc.sql("select l.id, h.agent, " + PATH
                        + ", l.entries, l.seqs, l.generation from log l join log_home h on h.id ="
                        + " l.home_id where l.id = any(?)")
                .param(ids.toArray(new Long[0]))
                .query((r, n) -> found.put(
                        r.getLong(1),
                        new LogRef(
                                r.getLong(1),
                                agents.get(r.getString(2)),
                                r.getString(3),
                                r.getInt(4),
                                r.getInt(5),
                                r.getInt(6))))
                .list();
        return found;
    }

    /** The log with this row. */
    public Optional<LogRef> find(long id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    /**
     * Where the vault keeps a file of a session.
     *
     * @param file its path in the home, or a bare name that only one of its files has; null for the main log
     */
    public Optional<String> vaultPath(SessionId id, @Nullable String file) {
        if (file == null) {
            return find(id, null).map(LogRef::vaultPath);
        }
        String name = file.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return jdbc.sql("select " + PATH + OF_SESSION + "(l.path = ? or l.path like '%/' || ?)" + " order by "
                        + Primary.FIRST + " limit 1")
                .params(id.agent(), id.value(), file, name)
                .query(String.class)
                .optional();
    }

    /** Where the vault keeps the files of a session, its main log first. */
    public List<String> ofSession(SessionId id) {
        return jdbc.sql("select " + PATH + OF_SESSION + "true order by l.role desc, l.path")
                .params(id.agent(), id.value())
                .query(String.class)
                .list();
    }

    /**
     * All entries of every log that got some after this watermark, in the order of their watermarks. Whoever has some of the
     * generation already needs only those behind them.
     */
    public List<Range> storedSince(long watermark) {
        return jdbc.sql("select id, generation, seqs, watermark from log where watermark > ? order by watermark")
                .param(watermark)
                .query((r, n) -> new Range(r.getLong(1), r.getInt(2), 0, r.getInt(3), r.getLong(4), null))
                .list();
    }

    /** The same path, if there is a file of a project there that belongs to no session. */
    public Optional<String> projectFile(String vaultPath) {
        return jdbc.sql("select " + PATH + " from log l join log_home h on h.id = l.home_id"
                        + " where l.kind = 'project' and " + PATH + " = ?")
                .param(vaultPath)
                .query(String.class)
                .optional();
    }
}
