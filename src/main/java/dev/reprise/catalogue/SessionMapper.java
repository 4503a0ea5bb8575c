package dev.reprise.catalogue;

import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionKind;
import dev.reprise.session.Troubles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Reads rows of {@code session}. */
@Component
class SessionMapper implements RowMapper<Session> {

    private static final String PLACE = "h.path home_path,"
            // no outer join: H2 would begin with every session and look for the page in each
            + " coalesce((select p.name from project_copy p where p.dir = s.project_dir), s.project) shown_project,"
            + " coalesce((select p.into_dir from project_copy p where p.dir = s.project_dir), s.project_dir) shown_dir";

    private static final String OF = " from session s join log_home h on h.id = s.home_id";

    static final String SELECT = "select s.*, " + States.SQL
            + " state, exists (select 1 from session_list o where o.title_key = left(lower(s.title), 80) and o.id <> s.id"
            + " and o.listed) shared_title, " + TroubleRows.COLUMNS + ", " + PLACE + OF;

    /** What {@link #place} reads, after agent and native id. */
    static final String PLACES =
            "select s.agent, s.native_id, s.project_dir, s.cwd, s.branch, s.first_branch, " + PLACE + OF;

    private final Clock clock;

    SessionMapper(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Session mapRow(ResultSet r, int n) throws SQLException {
        String agent = r.getString("agent");
        Troubles troubles = TroubleRows.of(r, clock.instant());
        return new Session(
                new SessionId(agent, r.getString("native_id")),
                new Session.Words(
                        r.getString("name"),
                        r.getString("title"),
                        r.getString("custom_title"),
                        r.getString("ai_title") == null ? r.getString("summary") : r.getString("ai_title"),
                        r.getString("first_prompt"),
                        r.getString("last_prompt"),
                        r.getString("last_reply"),
                        r.getBoolean("shared_title"),
                        titleFrom(r)),
                place(r),
                SessionKind.of(r.getString("kind")),
                States.of(r),
                States.activity(r),
                protection(r, troubles),
                new Session.Period(
                        instant(r, "started_at"),
                        r.getLong("last_at") == 0 ? null : instant(r, "last_at"),
                        r.getLong("active_millis"),
                        instant(r, "expires_at")),
                counts(r),
                new Session.Changes(
                        r.getInt("files_touched"),
                        r.getInt("lines_added"),
                        r.getInt("lines_removed"),
                        r.getString("top_file")),
                new Session.Client(
                        r.getString("entrypoint"),
                        words(r.getString("clients")),
                        words(r.getString("models")),
                        words(r.getString("flags"))),
                pullRequest(r),
                new Session.Kin(
                        other(agent, r.getString("forked_from")),
                        other(agent, r.getString("continued_in")),
                        r.getInt("copies"),
                        r.getString("team"),
                        r.getString("task"),
                        r.getInt("runs")),
                new Session.Marks(
                        words(r.getString("tags").strip()),
                        r.getString("stream"),
                        r.getBoolean("pinned"),
                        r.getBoolean("hidden"),
                        instant(r, "trash_until")),
                troubles,
                held(r),
                r.getBoolean("imported"));
    }

    /** What its log lacks is nowhere else either. */
    private static Protection protection(ResultSet r, Troubles troubles) throws SQLException {
        Protection protection = Protection.of(r.getString("protection"));
        boolean empty = r.getBoolean("imported") && r.getLong("bytes") == 0 && r.getInt("copies") > 0;
        return protection == Protection.KEPT && (troubles.unwritten() != null || empty)
                ? Protection.INCOMPLETE
                : protection;
    }

    static Session.Place place(ResultSet r) throws SQLException {
        return new Session.Place(
                r.getString("shown_project"),
                r.getString("project_dir"),
                r.getString("shown_dir"),
                r.getString("cwd"),
                r.getString("branch"),
                r.getString("first_branch"),
                r.getString("home_path"));
    }

    private static String titleFrom(ResultSet r) throws SQLException {
        if (r.getString("name") != null || r.getString("custom_title") != null) {
            return "name";
        }
        return r.getString("ai_title") != null || r.getString("summary") != null ? "generated" : "words";
    }

    private static Session.Counts counts(ResultSet r) throws SQLException {
        return new Session.Counts(
                r.getInt("turns"),
                r.getInt("entries"),
                r.getInt("tool_calls"),
                r.getInt("failures"),
                r.getInt("compactions"),
                r.getInt("subagents"),
                r.getInt("unreadable"),
                tokens(r));
    }

    private static Session.Held held(ResultSet r) throws SQLException {
        return new Session.Held(
                r.getLong("bytes"),
                r.getBoolean("rewritten"),
                r.getInt("recovered"),
                instant(r, "verified_at"),
                instant(r, "damaged_at"),
                r.getObject("readable", Long.class));
    }

    private static Session.Tokens tokens(ResultSet r) throws SQLException {
        return new Session.Tokens(
                r.getLong("tokens_in"),
                r.getLong("tokens_read"),
                r.getLong("tokens_write"),
                r.getLong("tokens_w1h"),
                r.getLong("tokens_out"));
    }

    private static Session.@Nullable PullRequest pullRequest(ResultSet r) throws SQLException {
        String url = r.getString("pr_url");
        return url == null ? null : new Session.PullRequest(r.getInt("pr_number"), url);
    }

    private static @Nullable SessionId other(String agent, @Nullable String nativeId) {
        try {
            return nativeId == null ? null : new SessionId(agent, nativeId);
        } catch (dev.reprise.problem.Problem e) {
            return null;
        }
    }

    static List<String> words(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split("\n"));
    }

    private static @Nullable Instant instant(ResultSet r, String column) throws SQLException {
        long millis = r.getLong(column);
        return r.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
