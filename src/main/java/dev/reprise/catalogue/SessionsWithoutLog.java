package dev.reprise.catalogue;

import dev.reprise.agent.Clip;
import dev.reprise.agent.LogFacts;
import dev.reprise.session.SessionKind;
import dev.reprise.session.Troubles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sessions that have no main log: known by the CLI's prompt history, else by their sub-agents. */
final class SessionsWithoutLog {

    private static final String DESCRIBE =
            "update session s set topic = :topic, first_prompt = :first_prompt, last_prompt = :last_prompt, project_dir = :project_dir,"
                    + " project = :project, cwd = :cwd, kind = :kind, ending = :ending, turns = :turns, imported = true,"
                    + " started_at = coalesce(:first_at, (select min(started_at) from log l where l.session_id = s.id)),"
                    + " last_at = coalesce(:last_at, (select coalesce(max(last_at), max(source_mtime)) from log l"
                    + " where l.session_id = s.id), 0) where id = :id";

    private static final String TYPED_IN =
            " from session s join typed_prompt p on p.native_id = s.native_id join log l on l.id = p.log_id"
                    + " join log_home h on h.id = l.home_id and h.agent = s.agent where s.id = :id";

    private final Statements statements;
    private final SessionRows sessions;
    private final LogRows logs;
    private final TroubleRows troubles;

    SessionsWithoutLog(Statements statements, SessionRows sessions, LogRows logs) {
        this.statements = statements;
        this.sessions = sessions;
        this.logs = logs;
        this.troubles = new TroubleRows(statements);
    }

    /** All of them; those that only the prompt history names get a row. */
    Set<Long> all() throws SQLException {
        Set<Long> all = unseen();
        all.addAll(Statements.longs(statements.of("select s.id from session s where not exists"
                + " (select 1 from log l where l.session_id = s.id and l.role = 'transcript')")));
        return all;
    }

    /** These sessions, of which prompts were typed; they get a row. */
    Set<Long> typed(String agent, Set<String> nativeIds) throws SQLException {
        Set<Long> typed = new HashSet<>();
        for (String nativeId : nativeIds) {
            NamedStatement query = statements
                    .of("select min(l.home_id) from typed_prompt p join log l on l.id = p.log_id"
                            + " join log_home h on h.id = l.home_id where p.native_id = :session and h.agent = :agent")
                    .set("session", nativeId)
                    .set("agent", agent);
            Optional<Integer> home = Statements.first(query, r -> r.getObject(1, Integer.class));
            if (home.isPresent()) {
                long session = sessions.ensure(home.get(), agent, nativeId);
                typed.add(session);
            }
        }
        return typed;
    }

    /** Makes rows for sessions that only the prompt history names. */
    private Set<Long> unseen() throws SQLException {
        Set<Long> made = new HashSet<>();
        try (ResultSet r = statements
                .of("select p.native_id, min(l.home_id) home, h.agent from typed_prompt p join log l on l.id = p.log_id"
                        + " join log_home h on h.id = l.home_id where p.native_id is not null and not exists"
                        + " (select 1 from session s where s.agent = h.agent and s.native_id = p.native_id)"
                        + " group by p.native_id, h.agent")
                .query()) {
            while (r.next()) {
                made.add(sessions.ensure(r.getInt("home"), r.getString("agent"), r.getString("native_id")));
            }
        }
        return made;
    }

    private record Typed(
            int prompts,
            int spoken,
            @Nullable Long first,
            @Nullable Long last,
            @Nullable String project) {}

    /** Describes a session that has no main log. */
    void describe(long session) throws SQLException {
        Typed typed = typed(session);
        TrackedFile log = logs.primary(session).orElse(null);
        // a log in which nothing is said leaves it to the history to say what it is
        if (log != null && (typed.spoken == 0 || logs.row(log).read().entries() > 0)) {
            return;
        }
        LogFacts agent = agent(session);
        Troubles.Registered registered = troubles.registered(session);
        String cwd = typed.project != null
                ? typed.project
                : agent != null ? agent.place().firstCwd() : registered == null ? null : registered.directory();
        Project project =
                logs.home(session).map(home -> Project.of(home.agent(), cwd)).orElse(Project.UNKNOWN);
        boolean any = typed.spoken > 0;
        String topic = any || agent == null ? registered == null ? null : registered.name() : topic(agent.words());
        boolean listed = any || topic != null || registered != null || isRescued(session);
        statements
                .of(DESCRIBE)
                .set("id", session)
                .set("topic", topic, 400)
                .set("first_prompt", any ? prompt(session, "p.at, p.id") : null)
                .set("last_prompt", any ? prompt(session, "p.at desc, p.id desc") : null)
                .set("project_dir", project.dir())
                .set("project", project.label())
                .set("cwd", cwd, 4096)
                .set("kind", (listed ? SessionKind.INTERACTIVE : SessionKind.EMPTY).slug())
                .set("ending", (listed ? LogFacts.Ending.ANSWERED : LogFacts.Ending.EMPTY).code())
                .set("turns", typed.prompts)
                .setNumber("first_at", or(typed.first, registered == null ? null : registered.startedAt()))
                .setNumber("last_at", or(typed.last, registered == null ? null : last(registered)))
                .execute();
    }

    private static @Nullable Long or(@Nullable Long typed, @Nullable Instant otherwise) {
        return typed != null || otherwise == null ? typed : Long.valueOf(otherwise.toEpochMilli());
    }

    private static @Nullable Instant last(Troubles.Registered registered) {
        return registered.updatedAt() == null ? registered.startedAt() : registered.updatedAt();
    }

    /** Whether a person gave its exported text. */
    private boolean isRescued(long session) throws SQLException {
        return Statements.first(
                        statements
                                .of("select 1 from log where session_id = :id and kind = 'rescued' limit 1")
                                .set("id", session),
                        r -> r.getInt(1))
                .isPresent();
    }

    /** What a sub-agent was told to do. */
    private static @Nullable String topic(LogFacts.Words words) {
        return words.topic() == null ? words.firstPrompt() : words.topic();
    }

    private Typed typed(long session) throws SQLException {
        NamedStatement query = statements
                .of("select count(*), count(*) filter (where not p.local), min(p.at), max(p.at), min(p.project)"
                        + TYPED_IN)
                .set("id", session);
        return Statements.first(
                        query,
                        r -> new Typed(
                                r.getInt(1),
                                r.getInt(2),
                                r.getObject(3, Long.class),
                                r.getObject(4, Long.class),
                                r.getString(5)))
                .orElseThrow();
    }

    private @Nullable String prompt(long session, String order) throws SQLException {
        NamedStatement query = statements
                .of("select p.text" + TYPED_IN + " and not p.local order by " + order + " limit 1")
                .set("id", session);
        return Statements.first(
                        query,
                        r -> Clip.to(r.getString(1).replaceAll("\\s+", " ").strip(), 400))
                .orElse(null);
    }

    private @Nullable LogFacts agent(long session) throws SQLException {
        TrackedFile agent = logs.subagent(session).orElse(null);
        String state = agent == null ? null : logs.state(logs.row(agent).id()).orElse(null);
        return agent == null || state == null
                ? null
                : agent.home().agent().reader().fold(agent.file(), state).facts();
    }
}
