package dev.reprise.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is seen of sessions' processes, in their rows. */
final class Presences {

    private final Statements statements;
    private final ListRows list;
    private final Map<String, Map<String, Presence>> present = new HashMap<>();

    Presences(Statements statements, ListRows list) {
        this.statements = statements;
        this.list = list;
    }

    /** What was seen last of this one; null if nothing. */
    @Nullable
    Presence of(String agent, String nativeId) {
        return present.getOrDefault(agent, Map.of()).get(nativeId);
    }

    /** What is seen of sessions' processes; those whose rows come later have it from the start. Answers those that changed. */
    Set<Long> present(String agent, Map<String, Presence> now) throws SQLException {
        present.put(agent, Map.copyOf(now));
        Set<Long> changed = new HashSet<>();
        NamedStatement set = statements.batch("update session set presence = :presence, status = :status,"
                + " waiting_for = :waiting_for where id = :id");
        try (ResultSet r = statements
                .of("select id, native_id, presence, status, waiting_for from session where agent = :agent"
                        + " and (presence is not null or native_id = any(:now))")
                .set("agent", agent)
                .setAll("now", "VARCHAR", now.keySet())
                .query()) {
            while (r.next()) {
                Presence seen = now.get(r.getString("native_id"));
                if (!same(seen, r)) {
                    set(set, seen).set("id", r.getLong("id")).add();
                    changed.add(r.getLong("id"));
                }
            }
        }
        set.flush();
        for (long session : changed) {
            list.refresh(session);
        }
        return changed;
    }

    /** Those of these sessions of which no log was seen. */
    Set<Long> withoutLog(Set<Long> these) throws SQLException {
        return Statements.longs(statements
                .of("select id from session where id = any(:ids) and protection in ('lost', 'unknown')")
                .setAll("ids", "BIGINT", these));
    }

    private static boolean same(@Nullable Presence seen, ResultSet r) throws SQLException {
        return Objects.equals(seen == null ? null : seen.kind().code(), r.getString("presence"))
                && Objects.equals(seen == null ? null : seen.status(), r.getString("status"))
                && Objects.equals(seen == null ? null : seen.waitingFor(), r.getString("waiting_for"));
    }

    static NamedStatement set(NamedStatement row, @Nullable Presence seen) throws SQLException {
        return row.set("presence", seen == null ? null : seen.kind().code(), 20)
                .set("status", seen == null ? null : seen.status(), 20)
                .set("waiting_for", seen == null ? null : seen.waitingFor(), 200);
    }
}
