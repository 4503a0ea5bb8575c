package dev.reprise.intake;

import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Hash;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the findings of a log as rows, in JDBC batches on one connection. Not thread-safe. */
final class FindingRows implements AutoCloseable {

    /** Which call started a sub-agent: the least of all that are told, so that the order of the logs does not matter. */
    static final String LINK = "merge into agent_link t using (values (cast(? as bigint), cast(? as varchar(200)),"
            + " cast(? as varchar(200)))) n(s, a, c) on t.session_id = n.s and t.agent_id = n.a"
            + " when matched and n.c < t.call_id then update set call_id = n.c"
            + " when not matched then insert (session_id, agent_id, call_id) values (n.s, n.a, n.c)";

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();
    private final Set<Long> messages = new HashSet<>();

    private final ToolRows tools;

    FindingRows(Connection connection) {
        this.connection = connection;
        this.tools = new ToolRows(connection);
    }

    /** Hashes of the API messages written since the last call. */
    Set<Long> takeMessages() {
        Set<Long> taken = new HashSet<>(messages);
        messages.clear();
        return taken;
    }

    /** Removes every row of a log that is read anew. */
    void forget(KnownLog log) throws SQLException {
        try (PreparedStatement entries = connection.prepareStatement("delete from entry where id >= ? and id < ?")) {
            entries.setLong(1, log.id << 32);
            entries.setLong(2, (log.id + 1) << 32);
            entries.executeUpdate();
        }
        for (String table : List.of(
                "uuid_filter",
                "api_message",
                "file_change",
                "command_run",
                "tool_use",
                "unreadable_line",
                "refused_value",
                "unknown_type",
                "title_of",
                "typed_prompt")) {
            if (table.equals("api_message")) {
                remember(log);
            }
            try (PreparedStatement rows = connection.prepareStatement("delete from " + table + " where log_id = ?")) {
                rows.setLong(1, log.id);
                rows.executeUpdate();
            }
        }
    }

    /** What this log told first may count in a copy now. */
    private void remember(KnownLog log) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement("select msg from api_message where log_id = ?")) {
            s.setLong(1, log.id);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    messages.add(r.getLong(1));
                }
            }
        }
    }

    /** Forgets what a transaction that failed had prepared. */
    void clear() throws SQLException {
        for (PreparedStatement s : statements.values()) {
            s.clearBatch();
        }
        messages.clear();
        tools.clear();
    }

    /** Writes all findings of a batch; the log's session must be known if the log has one. */
    void write(KnownLog log, int version, List<Finding> findings, boolean firstOfLog) throws SQLException {
        Map<Long, Finding.Usage> usages = new LinkedHashMap<>();
        Map<String, Integer> unknown = new HashMap<>();
        for (Finding finding : findings) {
            switch (finding) {
                case Finding.EntryFound(EntryRow row) -> entry(log, version, row);
                case Finding.Unreadable line -> unreadable(log, line);
                case Finding.RefusedValue value -> refused(log, value);
                case Finding.UnknownType(String what) -> unknown.merge(clip(what, 200), 1, Integer::sum);
                case Finding.Usage usage -> usages.merge(Hash.of(usage.key()), usage, FindingRows::larger);
                case Finding.FileChange change -> fileChange(log, change);
                case Finding.CommandRun run -> tools.command(run);
                case Finding.TitleOf title -> title(log, title);
                case Finding.PromptTyped prompt -> typed(log, prompt);
                case Finding.AgentLink link -> agentLink(log, link);
            }
        }
        for (Map.Entry<Long, Finding.Usage> usage : usages.entrySet()) {
            usage(log, usage.getKey(), usage.getValue(), firstOfLog);
        }
        for (Map.Entry<String, Integer> times : unknown.entrySet()) {
            unknownType(log, times.getKey(), times.getValue(), firstOfLog);
        }
        flush();
        tools.write(log, firstOfLog);
    }

    private void entry(KnownLog log, int version, EntryRow row) throws SQLException {
        PreparedStatement s = statement(
                "insert into entry (id, pos, line, block, kind, flags, at, off, len, uuid, parent, call_hash, tool, preview,"
                        + " ver) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
        s.setLong(1, log.id << 32 | row.seq());
        if (row.kind().conversation()) {
            s.setInt(2, log.entries++);
        } else {
            s.setNull(2, Types.INTEGER);
        }
        s.setInt(3, row.line());
        s.setInt(4, row.block());
        s.setInt(5, row.kind().ordinal());
        s.setInt(6, (row.failed() ? 1 : 0) | (row.sidechain() ? 2 : 0));
        millis(s, 7, row.at());
        s.setLong(8, row.offset());
        s.setInt(9, row.length());
        uuid(s, 10, row.uuid());
        uuid(s, 11, row.parent());
        if (row.call() == null) {
            s.setNull(12, Types.BIGINT);
        } else {
            s.setLong(12, Hash.of(row.call()));
        }
        s.setString(13, row.tool() == null ? null : clip(row.tool(), 120));
        s.setString(14, clip(row.preview(), 200));
        s.setInt(15, version);
        s.addBatch();
        tools.entry(row);
        log.seqs = row.seq() + 1;
        if (row.kind() == dev.reprise.agent.EntryKind.TOOL_CALL) {
            log.toolCalls++;
        }
    }

    private void unreadable(KnownLog log, Finding.Unreadable line) throws SQLException {
        PreparedStatement s =
                statement("insert into unreadable_line (log_id, line, off, len, reason) values (?,?,?,?,?)");
        s.setLong(1, log.id);
        s.setInt(2, line.line());
        s.setLong(3, line.offset());
        s.setInt(4, line.length());
        s.setString(5, clip(line.reason(), 400));
        s.addBatch();
        log.unreadable++;
    }

    private void refused(KnownLog log, Finding.RefusedValue value) throws SQLException {
        PreparedStatement s = statement("insert into refused_value (log_id, line, off, len, field) values (?,?,?,?,?)");
        s.setLong(1, log.id);
        s.setInt(2, value.line());
        s.setLong(3, value.offset());
        s.setInt(4, value.length());
        s.setString(5, clip(value.field(), 200));
        s.addBatch();
    }

    private void unknownType(KnownLog log, String what, int times, boolean firstOfLog) throws SQLException {
        if (!firstOfLog && addUnknown(log, what, times)) {
            return;
        }
        PreparedStatement s = statement("insert into unknown_type (log_id, what, times) values (?,?,?)");
        s.setLong(1, log.id);
        s.setString(2, what);
        s.setInt(3, times);
        s.addBatch();
    }

    private boolean addUnknown(KnownLog log, String what, int times) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(
                "update unknown_type set times = times + ? where log_id = ? and what = ?")) {
            add.setInt(1, times);
            add.setLong(2, log.id);
            add.setString(3, what);
            return add.executeUpdate() > 0;
        }
    }

    private void usage(KnownLog log, long msg, Finding.Usage usage, boolean firstOfLog) throws SQLException {
        if (!firstOfLog && widen(log, msg, usage)) {
            return;
        }
        PreparedStatement s = statement(
                "insert into api_message (msg, log_id, session_id, at, model, input, cache_read, cache_w5, cache_w1h,"
                        + " output, searches, counted) values (?,?,?,?,?,?,?,?,?,?,?,true)");
        s.setLong(1, msg);
        s.setLong(2, log.id);
        s.setLong(3, session(log));
        millis(s, 4, usage.at());
        s.setString(5, usage.model() == null ? null : clip(usage.model(), 100));
        s.setLong(6, usage.input());
        s.setLong(7, usage.cacheRead());
        s.setLong(8, usage.cacheWrite5m());
        s.setLong(9, usage.cacheWrite1h());
        s.setLong(10, usage.output());
        s.setLong(11, usage.webSearches());
        s.addBatch();
        messages.add(msg);
    }

    /** A message that an earlier batch began: the record with the most output tokens counts. */
    private boolean widen(KnownLog log, long msg, Finding.Usage usage) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("select id, output from api_message where msg = ? and log_id = ?")) {
            find.setLong(1, msg);
            find.setLong(2, log.id);
            try (var found = find.executeQuery()) {
                if (!found.next()) {
                    return false;
                }
                if (usage.output() >= found.getLong(2)) {
                    replace(found.getLong(1), usage);
                }
                return true;
            }
        }
    }

    private void replace(long id, Finding.Usage usage) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "update api_message set input=?, cache_read=?, cache_w5=?, cache_w1h=?, output=?, searches=?, at=?, model=?"
                        + " where id=?")) {
            s.setLong(1, usage.input());
            s.setLong(2, usage.cacheRead());
            s.setLong(3, usage.cacheWrite5m());
            s.setLong(4, usage.cacheWrite1h());
            s.setLong(5, usage.output());
            s.setLong(6, usage.webSearches());
            millis(s, 7, usage.at());
            s.setString(8, usage.model() == null ? null : clip(usage.model(), 100));
            s.setLong(9, id);
            s.executeUpdate();
        }
    }

    private static Finding.Usage larger(Finding.Usage earlier, Finding.Usage later) {
        return later.output() >= earlier.output() ? later : earlier;
    }

    private void fileChange(KnownLog log, Finding.FileChange change) throws SQLException {
        PreparedStatement s = statement(
                "insert into file_change (session_id, log_id, seq, path, added, removed) values (?,?,?,?,?,?)");
        s.setLong(1, session(log));
        s.setLong(2, log.id);
        s.setInt(3, change.seq());
        s.setString(4, clip(change.path(), 2000));
        s.setInt(5, change.added());
        s.setInt(6, change.removed());
        s.addBatch();
    }

    private void title(KnownLog log, Finding.TitleOf title) throws SQLException {
        PreparedStatement s = statement("insert into title_of (log_id, leaf, title) values (?,?,?)");
        s.setLong(1, log.id);
        s.setObject(2, asUuid(title.leafUuid()));
        s.setString(3, clip(title.title(), 400));
        s.addBatch();
    }

    private void typed(KnownLog log, Finding.PromptTyped prompt) throws SQLException {
        PreparedStatement s =
                statement("insert into typed_prompt (log_id, native_id, project, at, text) values (?,?,?,?,?)");
        s.setLong(1, log.id);
        s.setString(2, SessionRows.nativeId(prompt.session()));
        s.setString(3, prompt.project() == null ? null : clip(prompt.project(), 1000));
        millis(s, 4, prompt.at());
        s.setString(5, clip(prompt.text(), 1000));
        s.addBatch();
    }

    private void agentLink(KnownLog log, Finding.AgentLink link) throws SQLException {
        PreparedStatement s = statement(LINK);
        linked(s, session(log), link.agentId(), link.callId());
        s.addBatch();
    }

    /** Fills in {@link #LINK}. */
    static void linked(PreparedStatement s, long session, String agent, String call) throws SQLException {
        s.setLong(1, session);
        s.setString(2, clip(agent, 200));
        s.setString(3, clip(call, 200));
    }

    private static long session(KnownLog log) {
        Long id = log.sessionId;
        return id == null ? 0 : id;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement existing = statements.get(sql);
        if (existing != null) {
            return existing;
        }
        PreparedStatement made = connection.prepareStatement(sql);
        statements.put(sql, made);
        return made;
    }

    private void flush() throws SQLException {
        for (PreparedStatement s : statements.values()) {
            s.executeBatch();
        }
    }

    static void millis(PreparedStatement s, int index, @Nullable Instant at) throws SQLException {
        if (at == null) {
            s.setNull(index, Types.BIGINT);
        } else {
            s.setLong(index, at.toEpochMilli());
        }
    }

    private static void uuid(PreparedStatement s, int index, @Nullable UUID uuid) throws SQLException {
        if (uuid == null) {
            s.setNull(index, Types.OTHER);
        } else {
            s.setObject(index, uuid);
        }
    }

    static UUID asUuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static String clip(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement s : statements.values()) {
            s.close();
        }
    }
}
