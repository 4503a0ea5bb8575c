package dev.reprise.intake;

import dev.reprise.agent.LogFacts;
import dev.reprise.session.SessionKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What only shows when all logs are read: titles that name their session by its leaf, and sessions without a log. */
final class LooseEnds {

    /** The sessions of some logs that have a leaf, the original one first. */
    private static final String RANK = "select l.session_id from log l join session s on s.id = l.session_id"
            + " where l.id = any(?) order by case when s.forked_from is null then 0 else 1 end,"
            + " coalesce(l.own_since, l.last_at, 0), s.native_id";

    private final Connection connection;
    private final SessionRows sessions;
    private final LogRows logs;
    private final UuidRows uuids;

    LooseEnds(Connection connection, SessionRows sessions, LogRows logs, UuidRows uuids) {
        this.uuids = uuids;
        this.connection = connection;
        this.sessions = sessions;
        this.logs = logs;
    }

    /** Every leaf that a summary names. */
    Set<UUID> leaves() throws SQLException {
        return leaves("select distinct leaf from title_of", null);
    }

    /** Those of the leaves that this session was seen to have. */
    Set<UUID> leaves(long session) throws SQLException {
        return leaves("select leaf from leaf_place where session_id = ?", session);
    }

    /** Sessions whose title a summary in this log is. */
    Set<Long> titled(long log) throws SQLException {
        return ids("select distinct owner from title_of where owner > 0 and log_id = " + log);
    }

    /**
     * Gives the summaries that name these leaves to the sessions that have them; costs a look at the filters of all uuids.
     *
     * @param sessions whose summaries changed otherwise
     * @return the sessions whose title changed
     */
    Set<Long> titles(Set<UUID> leaves, Set<Long> sessions) throws SQLException {
        Set<Long> concerned = new HashSet<>(sessions);
        Map<UUID, Set<Long>> logsWith = leaves.isEmpty() ? Map.of() : uuids.logsWith(leaves);
        try (PreparedStatement before = connection.prepareStatement(
                        "select distinct owner from title_of where leaf = ? and owner > 0");
                PreparedStatement set = connection.prepareStatement("update title_of set owner = ? where leaf = ?")) {
            for (UUID leaf : leaves) {
                before.setObject(1, leaf);
                try (ResultSet r = before.executeQuery()) {
                    while (r.next()) {
                        concerned.add(r.getLong(1));
                    }
                }
                long owner = owner(leaf, logsWith.getOrDefault(leaf, Set.of()));
                concerned.add(owner);
                set.setLong(1, owner);
                set.setObject(2, leaf);
                set.addBatch();
            }
            set.executeBatch();
        }
        concerned.remove(0L);
        Set<Long> changed = new HashSet<>();
        for (long session : concerned) {
            summary(session, changed);
        }
        return changed;
    }

    /** Of several logs with the leaf the original one; 0 where no log has it (yet). */
    private long owner(UUID leaf, Set<Long> logsWithIt) throws SQLException {
        long owner = 0;
        if (logsWithIt.isEmpty()) {
            return owner;
        }
        try (PreparedStatement s = connection.prepareStatement(RANK);
                PreparedStatement place = connection.prepareStatement(
                        "merge into leaf_place (session_id, leaf) key (session_id, leaf) values (?, ?)")) {
            s.setArray(1, connection.createArrayOf("BIGINT", logsWithIt.toArray()));
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    owner = owner == 0 ? r.getLong(1) : owner;
                    place.setLong(1, r.getLong(1));
                    place.setObject(2, leaf);
                    place.addBatch();
                }
            }
            place.executeBatch();
        }
        return owner;
    }

    private Set<UUID> leaves(String sql, @Nullable Long session) throws SQLException {
        Set<UUID> leaves = new HashSet<>();
        try (PreparedStatement s = connection.prepareStatement(sql)) {
            if (session != null) {
                s.setLong(1, session);
            }
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    leaves.add(r.getObject(1, UUID.class));
                }
            }
        }
        return leaves;
    }

    /** The last of the summaries that are this session's is its title, unless it has a better one. */
    private void summary(long session, Set<Long> changed) throws SQLException {
        String summary = null;
        try (PreparedStatement s = connection.prepareStatement("select t.title from title_of t join log l"
                + " on l.id = t.log_id where t.owner = ? order by l.path desc, t.id desc limit 1")) {
            s.setLong(1, session);
            try (ResultSet r = s.executeQuery()) {
                summary = r.next() ? r.getString(1) : null;
            }
        }
        try (PreparedStatement set = connection.prepareStatement(
                "update session set summary = cast(? as varchar), title = coalesce(custom_title, ai_title, cast(? as varchar),"
                        + " nullif(trim(first_prompt), ''), native_id) where id = ? and summary is distinct from cast(? as varchar)")) {
            set.setString(1, summary);
            set.setString(2, summary);
            set.setLong(3, session);
            set.setString(4, summary);
            if (set.executeUpdate() > 0) {
                changed.add(session);
            }
        }
    }

    /** Describes sessions that have no main log: by the CLI's prompt history, else by their sub-agents. */
    Set<Long> describe(Set<Long> sessionIds) throws SQLException {
        for (long session : sessionIds) {
            describe(session);
        }
        return sessionIds;
    }

    /** All sessions without a main log; those that only the prompt history names get a row. */
    Set<Long> withoutLog() throws SQLException {
        Set<Long> all = unseen();
        all.addAll(ids("select s.id from session s where not exists"
                + " (select 1 from log l where l.session_id = s.id and l.role = 0)"));
        return all;
    }

    /** Those of these sessions, of which prompts were typed, that have no main log; they get a row. */
    Set<Long> typed(String agent, Set<String> nativeIds) throws SQLException {
        Set<Long> withoutLog = new HashSet<>();
        try (PreparedStatement home =
                connection.prepareStatement("select min(l.home_id) from typed_prompt p join log l on l.id = p.log_id"
                        + " join log_home h on h.id = l.home_id where p.native_id = ? and h.agent = ?")) {
            for (String nativeId : nativeIds) {
                home.setString(1, nativeId);
                home.setString(2, agent);
                try (ResultSet r = home.executeQuery()) {
                    if (r.next() && r.getObject(1) != null) {
                        long session = sessions.ensure(r.getInt(1), agent, nativeId);
                        if (logs.primary(session).isEmpty()) {
                            withoutLog.add(session);
                        }
                    }
                }
            }
        }
        return withoutLog;
    }

    /** Makes rows for sessions that only the prompt history names. */
    private Set<Long> unseen() throws SQLException {
        Set<Long> made = new HashSet<>();
        try (PreparedStatement s = connection.prepareStatement(
                        "select p.native_id, min(l.home_id), h.agent from typed_prompt p join log l on l.id = p.log_id"
                                + " join log_home h on h.id = l.home_id where p.native_id is not null and not exists"
                                + " (select 1 from session s where s.agent = h.agent and s.native_id = p.native_id)"
                                + " group by p.native_id, h.agent");
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                made.add(sessions.ensure(r.getInt(2), r.getString(3), r.getString(1)));
            }
        }
        return made;
    }

    private record Typed(
            int prompts,
            @Nullable Long first,
            @Nullable Long last,
            @Nullable String project) {}

    private void describe(long session) throws SQLException {
        if (logs.primary(session).isPresent()) {
            return;
        }
        Typed typed = typed(session);
        LogFacts agent = agent(session);
        String first = typed.prompts == 0 ? null : prompt(session, "p.at, p.id");
        String cwd = typed.project != null ? typed.project : agent == null ? null : agent.firstCwd();
        Project project = Project.of(cwd);
        try (PreparedStatement s = connection.prepareStatement(
                "update session s set first_prompt = ?, last_prompt = ?, title = coalesce(custom_title, ai_title, summary, ?,"
                        + " native_id), project_dir = ?, project = ?, cwd = ?, kind = ?, ending = ?, turns = ?, imported = true,"
                        + " started_at = coalesce(?, (select min(started_at) from log l where l.session_id = s.id)),"
                        + " last_at = coalesce(?, (select coalesce(max(last_at), max(source_mtime)) from log l"
                        + " where l.session_id = s.id), 0) where id = ?")) {
            s.setString(1, first);
            s.setString(2, typed.prompts == 0 ? null : prompt(session, "p.at desc, p.id desc"));
            s.setString(3, first == null || first.isBlank() ? null : first);
            s.setString(4, project.dir());
            s.setString(5, project.label());
            s.setString(6, cwd == null ? null : FindingRows.clip(cwd, 4096));
            s.setInt(7, (typed.prompts > 0 ? SessionKind.INTERACTIVE : SessionKind.EMPTY).ordinal());
            s.setInt(8, (typed.prompts > 0 ? LogFacts.Ending.ANSWERED : LogFacts.Ending.EMPTY).ordinal());
            s.setInt(9, typed.prompts);
            s.setObject(10, typed.first);
            s.setObject(11, typed.last);
            s.setLong(12, session);
            s.executeUpdate();
        }
    }

    private static final String OF_SESSION =
            " from typed_prompt p join session s on s.native_id = p.native_id where s.id = ?";

    private Typed typed(long session) throws SQLException {
        try (PreparedStatement s =
                connection.prepareStatement("select count(*), min(p.at), max(p.at), min(p.project)" + OF_SESSION)) {
            s.setLong(1, session);
            try (ResultSet r = s.executeQuery()) {
                r.next();
                return new Typed(r.getInt(1), r.getObject(2, Long.class), r.getObject(3, Long.class), r.getString(4));
            }
        }
    }

    private @Nullable String prompt(long session, String order) throws SQLException {
        try (PreparedStatement s =
                connection.prepareStatement("select p.text" + OF_SESSION + " order by " + order + " limit 1")) {
            s.setLong(1, session);
            try (ResultSet r = s.executeQuery()) {
                return r.next()
                        ? FindingRows.clip(
                                r.getString(1).replaceAll("\\s+", " ").strip(), 400)
                        : null;
            }
        }
    }

    private @Nullable LogFacts agent(long session) throws SQLException {
        KnownLog agent = logs.subagent(session).orElse(null);
        String state = agent == null ? null : logs.state(agent.id);
        return agent == null || state == null
                ? null
                : agent.home.agent().fold(agent.file, state).facts();
    }

    private Set<Long> ids(String sql) throws SQLException {
        Set<Long> ids = new HashSet<>();
        try (PreparedStatement s = connection.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                ids.add(r.getLong(1));
            }
        }
        return ids;
    }
}
