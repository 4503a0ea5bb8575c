package dev.reprise.catalogue;

import dev.reprise.agent.SideFacts;
import dev.reprise.agent.SourceFile.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What the file beside a sub-agent's log says of it; it may come before or after the log. */
final class SubagentRows {

    /** Which call started a sub-agent: the least of all that are told, so that the order of the logs does not matter. */
    static final String LINK = "merge into agent_link t using (values (cast(:session as bigint),"
            + " cast(:agent as varchar(200)), cast(:call as varchar(200)))) n(s, a, c)"
            + " on t.session_id = n.s and t.agent_id = n.a"
            + " when matched and n.c < t.call_id then update set call_id = n.c"
            + " when not matched then insert (session_id, agent_id, call_id) values (n.s, n.a, n.c)";

    private static final String FIND = "select m.agent_type, m.description, m.call_id, l.id, l.session_id, l.agent_id"
            + " from log m join log l on l.home_id = m.home_id where m.home_id = :home and m.path = :meta"
            + " and m.kind = 'meta' and l.path = :log and l.role = '" + Role.SUBAGENT.code() + "'";

    private final Statements statements;

    SubagentRows(Statements statements) {
        this.statements = statements;
    }

    /** What a side file says; kept in its own row, and in that of the sub-agent's log beside it. */
    void side(TrackedFile file, long id, SideFacts says) throws SQLException {
        statements
                .of("update log set title = :title, agent_type = :type, description = :description, call_id = :call"
                        + " where id = :id")
                .set("id", id)
                .set("title", says.title())
                .set("type", says.agentType(), 200)
                .set("description", says.description())
                .set("call", says.call(), 200)
                .execute();
        Optional<String> log = file.home().agent().sources().describes(file.file());
        if (log.isPresent()) {
            describe(file.home().id(), log.get(), file.file().path());
        }
    }

    /** For the log of a sub-agent that appears after the file beside it. */
    void describe(TrackedFile file) throws SQLException {
        Optional<String> meta = file.home().agent().sources().describedBy(file.file());
        if (meta.isPresent()) {
            describe(file.home().id(), file.file().path(), meta.get());
        }
    }

    private void describe(int home, String log, String meta) throws SQLException {
        try (ResultSet r = statements
                .of(FIND)
                .set("home", home)
                .set("meta", meta)
                .set("log", log)
                .query()) {
            if (!r.next()) {
                return;
            }
            statements
                    .of("update log set agent_type = :type, description = :description, call_id = :call,"
                            + " title = coalesce(:description, title) where id = :id")
                    .set("type", r.getString("agent_type"))
                    .set("description", r.getString("description"))
                    .set("call", r.getString("call_id"))
                    .set("id", r.getLong("id"))
                    .execute();
            if (r.getString("call_id") != null && r.getObject("session_id") != null) {
                statements
                        .of(LINK)
                        .set("session", r.getLong("session_id"))
                        .set("agent", r.getString("agent_id"))
                        .set("call", r.getString("call_id"))
                        .execute();
            }
        }
    }
}
