package dev.reprise.intake;

import dev.reprise.agent.LogFacts;
import dev.reprise.agent.SideFacts;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes and reads the rows of {@code log}: one a file in a log home. */
final class LogRows {

    private final Connection connection;
    private final Map<Integer, Home> homes = new HashMap<>();

    LogRows(Connection connection) {
        this.connection = connection;
    }

    /** Every log of these homes, as the last run left it. */
    List<KnownLog> known(List<Home> all) throws SQLException {
        all.forEach(home -> homes.put(home.id(), home));
        List<KnownLog> known = new ArrayList<>();
        try (PreparedStatement s = connection.prepareStatement("select * from log");
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                read(r).ifPresent(known::add);
            }
        }
        return known;
    }

    /** The row for this file; made if there is none. */
    void ensure(KnownLog log) throws SQLException {
        if (log.id != 0) {
            return;
        }
        SourceFile file = log.file;
        try (PreparedStatement s = connection.prepareStatement(
                "insert into log (home_id, path, role, kind, agent_id, source_there, source_size, source_mtime,"
                        + " source_key) values (?,?,?,?,?,?,?,?,?)",
                Statement.RETURN_GENERATED_KEYS)) {
            s.setInt(1, log.home.id());
            s.setString(2, file.path());
            s.setInt(3, file.role().ordinal());
            s.setString(4, file.kind());
            s.setString(5, file.agentId() == null ? null : FindingRows.clip(file.agentId(), 200));
            s.setBoolean(6, log.there);
            s.setLong(7, log.size);
            s.setLong(8, log.mtime);
            s.setString(9, log.key);
            s.executeUpdate();
            try (ResultSet key = s.getGeneratedKeys()) {
                key.next();
                log.id = key.getLong(1);
            }
        }
    }

    /** Where its source is and how far it was read. */
    void update(KnownLog log) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "update log set home_id = ?, path = ?, session_id = ?, source_there = ?, source_size = ?, source_mtime = ?,"
                        + " source_key = ?, kept = ?, stored = ?, read_to = ?, newlines = ?, seqs = ?, entries = ?,"
                        + " tool_calls = ?, unreadable = ?, versions = ?, generation = ?, recovered = ?, vault_at = ?,"
                        + " verified_at = ?, damaged_at = ?, readable = ? where id = ?")) {
            s.setInt(1, log.home.id());
            s.setString(2, log.file.path());
            s.setObject(3, log.sessionId);
            s.setBoolean(4, log.there);
            s.setLong(5, log.size);
            s.setLong(6, log.mtime);
            s.setString(7, log.key);
            s.setLong(8, log.kept);
            s.setLong(9, log.stored);
            s.setLong(10, log.readTo);
            s.setInt(11, log.newlines);
            s.setInt(12, log.seqs);
            s.setInt(13, log.entries);
            s.setInt(14, log.toolCalls);
            s.setInt(15, log.unreadable);
            s.setInt(16, log.versions);
            s.setInt(17, log.generation);
            s.setInt(18, log.recovered);
            s.setObject(19, positive(log.vaultAt));
            s.setObject(20, positive(log.verifiedAt));
            s.setObject(21, positive(log.damagedAt));
            s.setObject(22, log.damagedAt > 0 ? log.readable : null);
            s.setLong(23, log.id);
            s.executeUpdate();
        }
    }

    private static @Nullable Long positive(long millis) {
        return millis > 0 ? millis : null;
    }

    /** What its records say, and the fold to go on with; answers whether its place among copies may be another now. */
    boolean facts(KnownLog log, LogFacts facts, @Nullable String state) throws SQLException {
        Instant since = facts.ownSince() == null ? facts.lastAt() : facts.ownSince();
        long before = log.since;
        log.since = since == null ? 0 : since.toEpochMilli();
        try (PreparedStatement s = connection.prepareStatement(
                "update log set state = ?, started_at = ?, last_at = ?, own_since = ?, active_millis = ?,"
                        + " title = coalesce(description, ?) where id = ?")) {
            s.setString(1, state);
            FindingRows.millis(s, 2, facts.startedAt());
            FindingRows.millis(s, 3, facts.lastAt());
            FindingRows.millis(s, 4, facts.ownSince());
            s.setLong(5, facts.activeMillis());
            s.setString(6, facts.firstPrompt() == null ? null : FindingRows.clip(facts.firstPrompt(), 400));
            s.setLong(7, log.id);
            s.executeUpdate();
        }
        return before != log.since;
    }

    /** Why it is not read; null if it is. */
    void skipped(KnownLog log, @Nullable String why) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement("update log set skipped = ? where id = ?")) {
            s.setString(1, why == null ? null : FindingRows.clip(why, 400));
            s.setLong(2, log.id);
            s.executeUpdate();
        }
    }

    /** What a side file says; kept in its own row, and in that of the sub-agent's log beside it. */
    void side(KnownLog log, SideFacts side) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "update log set title = ?, agent_type = ?, description = ?, call_id = ? where id = ?")) {
            s.setString(1, side.title());
            s.setString(2, side.agentType() == null ? null : FindingRows.clip(side.agentType(), 200));
            s.setString(3, side.description());
            s.setString(4, side.call() == null ? null : FindingRows.clip(side.call(), 200));
            s.setLong(5, log.id);
            s.executeUpdate();
        }
        if (log.file.kind().equals("meta")) {
            describe(log.home.id(), beside(log.file.path(), ".meta.json", ".jsonl"), log.file.path());
        }
    }

    /** For the log of a sub-agent that appears after the file beside it. */
    void describe(KnownLog log) throws SQLException {
        if (log.file.role() == Role.SUBAGENT) {
            describe(log.home.id(), log.file.path(), beside(log.file.path(), ".jsonl", ".meta.json"));
        }
    }

    private void describe(int home, String agentLog, String meta) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(
                        "select m.agent_type, m.description, m.call_id, l.id, l.session_id, l.agent_id from log m join log l"
                                + " on l.home_id = m.home_id where m.home_id = ? and m.path = ? and m.kind = 'meta'"
                                + " and l.path = ? and l.role = 1");
                PreparedStatement set = connection.prepareStatement(
                        "update log set agent_type = ?, description = ?, call_id = ?, title = coalesce(?, title) where id = ?")) {
            find.setInt(1, home);
            find.setString(2, meta);
            find.setString(3, agentLog);
            try (ResultSet r = find.executeQuery()) {
                if (!r.next()) {
                    return;
                }
                set.setString(1, r.getString(1));
                set.setString(2, r.getString(2));
                set.setString(3, r.getString(3));
                set.setString(4, r.getString(2));
                set.setLong(5, r.getLong(4));
                set.executeUpdate();
                if (r.getString(3) != null && r.getObject(5) != null) {
                    link(r.getLong(5), r.getString(6), r.getString(3));
                }
            }
        }
    }

    private void link(long session, String agent, String call) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(FindingRows.LINK)) {
            FindingRows.linked(s, session, agent, call);
            s.executeUpdate();
        }
    }

    private static String beside(String path, String suffix, String other) {
        return path.endsWith(suffix) ? path.substring(0, path.length() - suffix.length()) + other : path;
    }

    /** The saved fold of a log; null if it has none. */
    @Nullable
    String state(long logId) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement("select state from log where id = ?")) {
            s.setLong(1, logId);
            try (ResultSet found = s.executeQuery()) {
                return found.next() ? found.getString(1) : null;
            }
        }
    }

    /** The main log that speaks for a session: there, and the most recently written. */
    Optional<KnownLog> primary(long session) throws SQLException {
        return first(session, "role = 0", "source_there desc, source_mtime desc, id");
    }

    /** The first sub-agent of a session. */
    Optional<KnownLog> subagent(long session) throws SQLException {
        return first(session, "role = 1 and state is not null", "started_at, path");
    }

    private Optional<KnownLog> first(long session, String which, String order) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "select * from log where session_id = ? and " + which + " order by " + order + " limit 1")) {
            s.setLong(1, session);
            try (ResultSet r = s.executeQuery()) {
                return r.next() ? read(r) : Optional.empty();
            }
        }
    }

    /** Takes back what a transaction that failed did to this log in memory. */
    void reload(KnownLog log) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement("select * from log where id = ?")) {
            s.setLong(1, log.id);
            try (ResultSet r = s.executeQuery()) {
                if (r.next()) {
                    fill(log, r);
                } else {
                    log.neverStored();
                }
            }
        }
        log.failed = true;
    }

    private Optional<KnownLog> read(ResultSet r) throws SQLException {
        Home home = homes.get(r.getInt("home_id"));
        SourceFile file =
                home == null ? null : home.agent().classify(r.getString("path")).orElse(null);
        if (home == null || file == null) {
            return Optional.empty();
        }
        KnownLog log = new KnownLog(home, file);
        log.there = r.getBoolean("source_there");
        log.size = r.getLong("source_size");
        log.mtime = r.getLong("source_mtime");
        log.key = r.getString("source_key");
        fill(log, r);
        return Optional.of(log);
    }

    private static void fill(KnownLog log, ResultSet r) throws SQLException {
        log.id = r.getLong("id");
        log.sessionId = r.getObject("session_id", Long.class);
        log.kept = r.getLong("kept");
        log.stored = r.getLong("stored");
        log.readTo = r.getLong("read_to");
        log.newlines = r.getInt("newlines");
        log.seqs = r.getInt("seqs");
        log.entries = r.getInt("entries");
        log.toolCalls = r.getInt("tool_calls");
        log.unreadable = r.getInt("unreadable");
        log.versions = r.getInt("versions");
        log.generation = r.getInt("generation");
        log.recovered = r.getInt("recovered");
        log.vaultAt = r.getLong("vault_at");
        log.verifiedAt = r.getLong("verified_at");
        log.damagedAt = r.getLong("damaged_at");
        log.readable = r.getLong("readable");
        log.merge = null;
        log.uuids = null;
        log.failed = r.getString("skipped") != null;
        log.since = r.getObject("own_since") == null ? r.getLong("last_at") : r.getLong("own_since");
    }
}
