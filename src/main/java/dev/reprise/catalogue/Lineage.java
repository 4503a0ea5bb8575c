package dev.reprise.catalogue;

import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail.Relative;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sessions that a session belongs to: forks, continuations, copies, its team, its twins, other runs of its task. */
final class Lineage {

    private static final int MAX = 500;

    private final JdbcClient jdbc;

    Lineage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nearest first. */
    List<Relative> of(long id, Session session) {
        List<Relative> all = new ArrayList<>();
        String columns = "select s.agent || ':' || s.native_id, s.title, ";
        String named = " from session s where s.agent = ? and ";
        all.addAll(relatives(
                columns + "'forked-from', 0" + named + "s.native_id = ?",
                session,
                session.kin().forkedFrom()));
        all.addAll(relatives(
                columns + "'continued-in', 0" + named + "s.native_id = ?",
                session,
                session.kin().continuedIn()));
        all.addAll(relatives(columns + "'fork', 0" + named + "s.forked_from = ?", session, session.id()));
        all.addAll(relatives(columns + "'continues', 0" + named + "s.continued_in = ?", session, session.id()));
        all.addAll(team(columns, id, session));
        all.addAll(twins(columns, id));
        all.addAll(runs(columns, id));
        List<Relative> shared = jdbc.sql(
                        columns + "'shares-history', count(*) from api_message a join api_message b"
                                + " on b.msg = a.msg and b.session_id <> a.session_id join session s on s.id = b.session_id"
                                + " where a.session_id = ? group by s.id, s.agent, s.native_id, s.title order by 4 desc, s.native_id limit 20")
                .param(id)
                .query(Lineage::relative)
                .list();
        for (Relative other : shared) {
            if (all.stream().noneMatch(r -> r.id().equals(other.id()))) {
                all.add(other);
            }
        }
        return all;
    }

    /** The lead of a team for its members, the members for the lead. */
    private List<Relative> team(String columns, long id, Session session) {
        if (session.kin().team() == null) {
            return List.of();
        }
        boolean member = session.kind() == SessionKind.TEAM;
        return jdbc.sql(columns + (member ? "'team-lead'" : "'team-member'")
                        + ", 0 from session s where s.agent = ? and s.team = ? and s.id <> ? and (s.kind = 'team') = ?"
                        + " order by s.started_at, s.native_id limit " + MAX)
                .params(session.id().agent(), session.kin().team(), id, !member)
                .query(Lineage::relative)
                .list();
    }

    /** Of a session that a person began the one with the same words that a daemon began, and the other way round. */
    private List<Relative> twins(String columns, long id) {
        return jdbc.sql(columns
                        + "case s.kind when 'background' then 'background-twin' else 'twin-of' end, 0 from session me"
                        + " join session s on s.agent = me.agent and s.project_dir = me.project_dir and s.id <> me.id"
                        + " and s.first_prompt = me.first_prompt where me.id = ? and (me.kind = 'background'"
                        + " and s.kind = 'interactive' or me.kind = 'interactive' and s.kind = 'background')"
                        + " order by s.started_at, s.native_id limit 20")
                .param(id)
                .query(Lineage::relative)
                .list();
    }

    /** Other runs of the same scheduled task, newest first. */
    private List<Relative> runs(String columns, long id) {
        return jdbc.sql(columns + "'run', 0 from session me join session s on s.agent = me.agent"
                        + " and s.project_dir = me.project_dir and s.task = me.task and s.id <> me.id where me.id = ?"
                        + " order by s.last_at desc, s.native_id limit 20")
                .param(id)
                .query(Lineage::relative)
                .list();
    }

    private List<Relative> relatives(String sql, Session session, @Nullable SessionId other) {
        return other == null
                ? List.of()
                : jdbc.sql(sql + " order by s.native_id")
                        .params(session.id().agent(), other.value())
                        .query(Lineage::relative)
                        .list();
    }

    private static Relative relative(ResultSet r, int n) throws SQLException {
        return new Relative(SessionId.parse(r.getString(1)), r.getString(2), r.getString(3), r.getInt(4));
    }
}
