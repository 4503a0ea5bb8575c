package dev.reprise.catalogue;

import dev.reprise.agent.LogFacts;
import dev.reprise.session.Troubles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads {@code session_trouble}: what is wrong with a conversation. Most sessions have no row. */
final class TroubleRows {

    /** What {@link #of} reads, as SQL beside the columns of {@code session s}. */
    static final String COLUMNS = "(select t.stuck from session_trouble t where t.id = s.id) stuck,"
            + " (select t.registered from session_trouble t where t.id = s.id) registered,"
            + " coalesce((select t.unwritten from session_trouble t where t.id = s.id), 0) unwritten,"
            + " (select t.unwritten_since from session_trouble t where t.id = s.id) unwritten_since,"
            + " (select t.unwritten_last from session_trouble t where t.id = s.id) unwritten_last,"
            + " (select t.halves from session_trouble t where t.id = s.id) halves";

    /** A history line is written a moment before or after the record. */
    private static final int NEAR_MILLIS = 5_000;

    /** Of typed prompts p, those that a log has: a command may be one for the client itself, which writes no record of it; a path is none. */
    static final String SPOKEN = "not p.local and not regexp_like(p.text, '^/[^/\\s]+(\\s|$)')";

    /** What was typed later than the last record. */
    private static final String UNWRITTEN =
            "select p.at, p.text from session s join typed_prompt p on p.native_id = s.native_id join log l on l.id = p.log_id"
                    + " join log_home h on h.id = l.home_id and h.agent = s.agent where s.id = :id and " + SPOKEN
                    + " and s.imported and s.continued_in is null"
                    + " and p.at > case when s.entries = 0 then 0 else s.last_at + " + NEAR_MILLIS
                    + " end order by p.at, p.id";

    private static final int WORDS = 8_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final Statements statements;

    TroubleRows(Statements statements) {
        this.statements = statements;
    }

    static Troubles of(ResultSet r, Instant now) throws SQLException {
        String stuck = r.getString("stuck");
        String registered = r.getString("registered");
        int prompts = r.getInt("unwritten");
        Troubles.Unwritten unwritten = prompts == 0
                ? null
                : new Troubles.Unwritten(
                        prompts,
                        Instant.ofEpochMilli(r.getLong("unwritten_since")),
                        Instant.ofEpochMilli(r.getLong("unwritten_last")));
        int parts = Halves.read(r.getString("halves")).size();
        if (stuck == null && registered == null && unwritten == null && parts == 0) {
            return Troubles.NONE;
        }
        return new Troubles(
                read(stuck, Troubles.Stuck.class),
                unwritten != null && unwritten.isSure(now) ? unwritten : null,
                read(registered, Troubles.Registered.class),
                parts);
    }

    private static <T> @Nullable T read(@Nullable String json, Class<T> type) {
        try {
            return json == null ? null : JSON.readValue(json, type);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** What was typed in a session that has a log, and is not in it. */
    void unwritten(long session, boolean hasLog) throws SQLException {
        int prompts = 0;
        long since = 0;
        long last = 0;
        StringBuilder words = new StringBuilder();
        if (hasLog) {
            try (ResultSet r = statements.of(UNWRITTEN).set("id", session).query()) {
                while (r.next()) {
                    last = r.getLong("at");
                    since = prompts == 0 ? last : since;
                    prompts++;
                    if (words.length() < WORDS) {
                        words.append(r.getString("text")).append('\n');
                    }
                }
            }
        }
        if (prompts > 0) {
            statements
                    .of("merge into session_trouble (id, unwritten, unwritten_since, unwritten_last, words) key (id)"
                            + " values (:id, :unwritten, :since, :last, :words)")
                    .set("id", session)
                    .set("unwritten", prompts)
                    .set("since", since)
                    .set("last", last)
                    .set("words", words.toString(), WORDS)
                    .execute();
        } else {
            statements
                    .of("update session_trouble set unwritten = 0, words = null where id = :id and unwritten > 0")
                    .set("id", session)
                    .execute();
        }
    }

    /** The parts of its conversation; none where one log has all of it. */
    void halves(long session, List<Halves.Part> parts) throws SQLException {
        String json = Halves.json(parts);
        if (json != null) {
            statements
                    .of("merge into session_trouble (id, halves) key (id) values (:id, :halves)")
                    .set("id", session)
                    .set("halves", json)
                    .execute();
        } else {
            clear(session, "halves");
        }
    }

    /** Takes back what was said in this column, if anything was. */
    private void clear(long session, String column) throws SQLException {
        statements
                .of("update session_trouble set " + column + " = null where id = :id and " + column + " is not null")
                .set("id", session)
                .execute();
    }

    /** The project that it ended in; null where that is the one it began in. */
    void ended(long session, @Nullable String dir) throws SQLException {
        if (dir != null) {
            statements
                    .of("merge into session_trouble (id, ended_dir) key (id) values (:id, :dir)")
                    .set("id", session)
                    .set("dir", dir, 1000)
                    .execute();
        } else {
            clear(session, "ended_dir");
        }
    }

    /** Sessions, by native id, with unwritten prompts since before this time. */
    Map<String, Instant> unwritten(Instant before) throws SQLException {
        Map<String, Instant> all = new HashMap<>();
        try (ResultSet r = statements
                .of("select s.native_id, t.unwritten_since from session_trouble t join session s on s.id = t.id"
                        + " where t.unwritten > 0 and t.unwritten_since < :before")
                .set("before", before)
                .query()) {
            while (r.next()) {
                all.put(r.getString(1), Instant.ofEpochMilli(r.getLong(2)));
            }
        }
        return all;
    }

    /** What the registry says of a session without a log. */
    void registered(long session, Troubles.Registered registered) throws SQLException {
        statements
                .of("merge into session_trouble (id, registered) key (id) values (:id, :registered)")
                .set("id", session)
                .set("registered", JSON.writeValueAsString(registered))
                .execute();
    }

    Troubles.@Nullable Registered registered(long session) throws SQLException {
        NamedStatement query = statements
                .of("select registered from session_trouble where id = :id and registered is not null")
                .set("id", session);
        return Statements.first(query, r -> r.getString(1))
                .map(json -> read(json, Troubles.Registered.class))
                .orElse(null);
    }

    /** The vault has a text of it that a person exported. */
    void rescued(long session) throws SQLException {
        statements
                .of("merge into session_trouble (id, rescued) key (id) values (:id, true)")
                .set("id", session)
                .execute();
    }

    /** What its log says. */
    void facts(long session, LogFacts facts) throws SQLException {
        clear(session, "registered");
        String stuck = facts.stuck() == null ? null : JSON.writeValueAsString(facts.stuck());
        if (stuck != null) {
            statements
                    .of("merge into session_trouble (id, stuck) key (id) values (:id, :stuck)")
                    .set("id", session)
                    .set("stuck", stuck)
                    .execute();
        } else {
            clear(session, "stuck");
        }
    }
}
