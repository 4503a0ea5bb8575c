package dev.reprise.intake;

import dev.reprise.agent.LogFacts;
import dev.reprise.session.SessionKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What only shows when all logs are read: titles that name their session by its leaf, and sessions without a log. */
final class LooseEnds {

    private final Connection connection;
    private final SessionRows sessions;
    private final LogRows logs;

    LooseEnds(Connection connection, SessionRows sessions, LogRows logs) {
        this.connection = connection;
        this.sessions = sessions;
        this.logs = logs;
    }

    /** Whether some summary has not been given to a session. */
    boolean titlesDue() throws SQLException {
        try (PreparedStatement any = connection.prepareStatement("select 1 from title_of where owner is null limit 1");
                ResultSet r = any.executeQuery()) {
            return r.next();
        }
    }

    /** Gives summaries to the sessions that hold their leaf; answers the sessions that changed. */
    Set<Long> titles() throws SQLException {
        Set<Long> changed = new HashSet<>();
        findOwners();
        Set<Long> without = ids("select id from session s where summary is not null"
                + " and not exists (select 1 from title_of t where t.owner = s.id)");
        for (long session : without) {
            run(
                    "update session set summary = null, title = coalesce(custom_title, ai_title, nullif(trim(first_prompt), ''),"
                            + " native_id) where id = " + session);
        }
        changed.addAll(without);
        try (PreparedStatement s = connection.prepareStatement("select t.owner, t.title from title_of t join log l"
                        + " on l.id = t.log_id where t.owner > 0 order by t.owner, l.path, t.id");
                ResultSet r = s.executeQuery()) {
            long owner = 0;
            String title = "";
            while (r.next()) {
                if (r.getLong(1) != owner) {
                    summary(owner, title, changed);
                }
                owner = r.getLong(1);
                title = r.getString(2);
            }
            summary(owner, title, changed);
        }
        return changed;
    }

    /** Of several logs with the leaf the original one; 0 where no log has it (yet). */
    private void findOwners() throws SQLException {
        Map<UUID, Long> owners = new LinkedHashMap<>();
        try (PreparedStatement s =
                        connection.prepareStatement("select t.leaf, l.session_id from entry e join title_of t"
                                + " on t.leaf = e.uuid and t.owner is null join log l on l.id = bitand(e.id / 4294967296, 2147483647)"
                                + " join session s on s.id = l.session_id where l.role = 0"
                                + " order by case when s.forked_from is null then 0 else 1 end, coalesce(l.own_since, l.last_at, 0),"
                                + " s.native_id");
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                owners.putIfAbsent(r.getObject(1, UUID.class), r.getLong(2));
            }
        }
        try (PreparedStatement set =
                connection.prepareStatement("update title_of set owner = ? where leaf = ? and owner is null")) {
            for (Map.Entry<UUID, Long> owner : owners.entrySet()) {
                set.setLong(1, owner.getValue());
                set.setObject(2, owner.getKey());
                set.addBatch();
            }
            set.executeBatch();
        }
        run("update title_of set owner = 0 where owner is null");
    }

    /** Every leaf that a summary names. */
    Set<UUID> leaves() throws SQLException {
        Set<UUID> leaves = new HashSet<>();
        try (PreparedStatement s = connection.prepareStatement("select distinct leaf from title_of");
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                leaves.add(r.getObject(1, UUID.class));
            }
        }
        return leaves;
    }

    /** Those of the leaves that this session has. */
    Set<UUID> leaves(long session) throws SQLException {
        Set<UUID> leaves = new HashSet<>();
        try (PreparedStatement s = connection.prepareStatement("select distinct t.leaf from log l join entry e on"
                + " e.id >= l.id * 4294967296 and e.id < (l.id + 1) * 4294967296 join title_of t on t.leaf = e.uuid"
                + " where l.session_id = ? and l.role = 0")) {
            s.setLong(1, session);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    leaves.add(r.getObject(1, UUID.class));
                }
            }
        }
        return leaves;
    }

    /** Looks for these again: another log has them, or a log that has them has another place among its copies. */
    void lookAgain(Set<UUID> leaves) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement("update title_of set owner = null where leaf = ?")) {
            for (UUID leaf : leaves) {
                s.setObject(1, leaf);
                s.addBatch();
            }
            s.executeBatch();
        }
    }

    /** Looks for all of them again. */
    void lookAgain() throws SQLException {
        run("update title_of set owner = null");
    }

    private void summary(long session, String title, Set<Long> changed) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(
                "update session set summary = ?, title = coalesce(custom_title, ai_title, ?)"
                        + " where id = ? and (summary is null or summary <> ?)")) {
            set.setString(1, title);
            set.setString(2, title);
            set.setLong(3, session);
            set.setString(4, title);
            if (set.executeUpdate() > 0) {
                changed.add(session);
            }
        }
    }

    /**
     * Describes sessions that have no main log: by the CLI's prompt history, else by their sub-agents.
     *
     * @param some of them
     * @param all whether to look for all others too: the prompt history has changed
     */
    Set<Long> withoutLog(Set<Long> some, boolean all) throws SQLException {
        Set<Long> changed = new HashSet<>(some);
        if (all) {
            changed.addAll(unseen());
            changed.addAll(ids("select s.id from session s where not exists"
                    + " (select 1 from log l where l.session_id = s.id and l.role = 0)"));
        }
        for (long session : changed) {
            describe(session);
        }
        return changed;
    }

    /** Makes rows for sessions that only the prompt history names. */
    private Set<Long> unseen() throws SQLException {
        Set<Long> made = new HashSet<>();
        try (PreparedStatement s = connection.prepareStatement(
                        "select p.native_id, min(l.home_id), min(h.agent) from typed_prompt p join log l on l.id = p.log_id"
                                + " join log_home h on h.id = l.home_id where p.native_id is not null and not exists"
                                + " (select 1 from session s where s.agent = h.agent and s.native_id = p.native_id)"
                                + " group by p.native_id");
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

    private void run(String sql) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(sql)) {
            s.executeUpdate();
        }
    }
}
