package dev.reprise.catalogue;

import dev.reprise.session.SessionId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Takes every row of sessions out of the catalogue. To be called while no {@link CatalogueWriter} is open: what that remembers would
 * be wrong afterwards. Repeating it does nothing.
 */
public final class Forgetting {

    private static final List<String> OF_A_LOG = List.of(
            "api_message",
            "file_change",
            "command_run",
            "tool_use",
            "unreadable_line",
            "refused_value",
            "unknown_type",
            "title_of",
            "typed_prompt",
            "log_volume",
            "uuid_filter");

    private static final List<String> OF_A_SESSION = List.of(
            "api_message", "file_change", "command_run", "tool_use", "agent_link", "shared_message", "leaf_place");

    private final Statements statements;
    private final SessionSums sums;

    private Forgetting(Statements statements, Clock clock) {
        this.statements = statements;
        this.sums = new SessionSums(statements, new ListRows(statements), (session, parts, overlap) -> {}, clock);
    }

    /**
     * Forgets them, and that their files were read; what others share with them is counted there from now on.
     *
     * @param vaultPaths of files that are not in the vault any more
     */
    public static void forget(
            DataSource source, Clock clock, Collection<SessionId> sessions, Collection<String> vaultPaths)
            throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statements statements = new Statements(connection)) {
                Forgetting forgetting = new Forgetting(statements, clock);
                for (SessionId session : sessions) {
                    forgetting.forget(session);
                }
                for (String path : vaultPaths) {
                    forgetting.forgetFile(path);
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private NamedStatement of(String sql, SessionId session) throws SQLException {
        return statements.of(sql).set("agent", session.agent()).set("id", session.value());
    }

    private void forget(SessionId session) throws SQLException {
        List<Long> rows = new ArrayList<>(
                Statements.longs(of("select id from session where agent = :agent and native_id = :id", session)));
        Set<Long> others = new HashSet<>();
        for (long row : rows) {
            for (long log : Statements.longs(statements
                    .of("select l.id from log l join log_home h on h.id = l.home_id where l.session_id = :id"
                            + " or h.agent = :agent and locate(:native, lower(l.path)) > 0")
                    .set("id", row)
                    .set("agent", session.agent())
                    .set("native", session.value().toLowerCase(Locale.ROOT)))) {
                others.addAll(counted(log, row));
                forgetLog(log);
            }
            for (String table : OF_A_SESSION) {
                statements
                        .of("delete from " + table + " where session_id = :id")
                        .set("id", row)
                        .execute();
            }
            statements
                    .of("update title_of set owner = null where owner = :id")
                    .set("id", row)
                    .execute();
            for (String table :
                    List.of("session_trouble", "session_words", "session_list", "session_retained", "session")) {
                statements
                        .of("delete from " + table + " where id = :id")
                        .set("id", row)
                        .execute();
            }
        }
        of("delete from label_copy where agent = :agent and native_id = :id", session)
                .execute();
        // what the vault has of the prompt history is other now: it is read anew
        for (long log : Statements.longs(statements
                .of("select l.id from log l join log_home h on h.id = l.home_id where l.role = 'history' and h.agent ="
                        + " :agent")
                .set("agent", session.agent()))) {
            statements
                    .of("delete from typed_prompt where log_id = :log")
                    .set("log", log)
                    .execute();
            statements
                    .of("update log set kept = 0, read_to = 0, newlines = 0, state = null where id = :log")
                    .set("log", log)
                    .execute();
        }
        others.removeAll(rows);
        for (long other : others) {
            sums.refresh(other);
        }
    }

    private void forgetFile(String vaultPath) throws SQLException {
        int root = vaultPath.indexOf('/');
        for (long log : Statements.longs(statements
                .of("select l.id from log l join log_home h on h.id = l.home_id where h.vault_root = :root and l.path ="
                        + " :path")
                .set("root", vaultPath.substring(0, root))
                .set("path", vaultPath.substring(root + 1)))) {
            forgetLog(log);
        }
    }

    private void forgetLog(long log) throws SQLException {
        statements
                .of("delete from entry where id >= :first and id < :end")
                .set("first", EntryId.first(log))
                .set("end", EntryId.end(log))
                .execute();
        for (String table : OF_A_LOG) {
            statements
                    .of("delete from " + table + " where log_id = :log")
                    .set("log", log)
                    .execute();
        }
        statements.of("delete from log where id = :log").set("log", log).execute();
    }

    /** Messages that only this log was counted for are counted for another that has them; answers the sessions of those. */
    private Set<Long> counted(long log, long session) throws SQLException {
        Set<Long> others = new HashSet<>();
        List<Long> heirs = new ArrayList<>();
        NamedStatement query = statements
                .of(
                        "select min(o.id) heir from api_message m join api_message o on o.msg = m.msg and o.session_id <> :session"
                                + " where m.log_id = :log and m.counted group by m.msg")
                .set("session", session)
                .set("log", log);
        try (ResultSet r = query.query()) {
            while (r.next()) {
                heirs.add(r.getLong("heir"));
            }
        }
        for (long heir : heirs) {
            statements
                    .of("update api_message set counted = true where id = :id")
                    .set("id", heir)
                    .execute();
            others.addAll(Statements.longs(statements
                    .of("select session_id from api_message where id = :id")
                    .set("id", heir)));
        }
        return others;
    }
}
