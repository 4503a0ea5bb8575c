package dev.reprise.catalogue;

import dev.reprise.agent.LogFacts;
import dev.reprise.session.Troubles;
import java.sql.ResultSet;
import java.sql.SQLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads {@code session_trouble}: what is wrong with a conversation. Most sessions have no row. */
final class TroubleRows {

    /** What {@link #of} reads, as SQL beside the columns of {@code session s}. */
    static final String COLUMNS = "(select t.stuck from session_trouble t where t.id = s.id) stuck";

    private static final JsonMapper JSON = new JsonMapper();

    private final Statements statements;

    TroubleRows(Statements statements) {
        this.statements = statements;
    }

    static Troubles of(ResultSet r) throws SQLException {
        String stuck = r.getString("stuck");
        return stuck == null ? Troubles.NONE : new Troubles(read(stuck));
    }

    private static Troubles.@org.jspecify.annotations.Nullable Stuck read(String json) {
        try {
            return JSON.readValue(json, Troubles.Stuck.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** What its log says. */
    void facts(long session, LogFacts facts) throws SQLException {
        String stuck = facts.stuck() == null ? null : JSON.writeValueAsString(facts.stuck());
        if (stuck != null) {
            statements
                    .of("merge into session_trouble (id, stuck) key (id) values (:id, :stuck)")
                    .set("id", session)
                    .set("stuck", stuck)
                    .execute();
        } else {
            statements
                    .of("update session_trouble set stuck = null where id = :id and stuck is not null")
                    .set("id", session)
                    .execute();
        }
    }
}
