package dev.reprise.catalogue;

import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.Glimpse;
import dev.reprise.agent.LogFacts;
import dev.reprise.session.Protection;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionKind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the rows of {@code session}: what its primary log says. */
final class SessionRows {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final String INSERT =
            "insert into session (agent, native_id, home_id, project_dir, project, kind, ending, protection, last_at,"
                    + " imported, presence, status, waiting_for) values (:agent, :native_id, :home_id, '', :project, :kind, :ending,"
                    + " :protection,  0, false, :presence, :status, :waiting_for)";

    private static final String GLIMPSE =
            "update session set ai_title = :ai_title, topic = :topic, first_prompt = :first_prompt, last_prompt = :last_prompt,"
                    + " project_dir = :project_dir, project = :project, cwd = :cwd, branch = :branch,"
                    + " entrypoint = :entrypoint, task = :task, kind = :kind, started_at = :started_at, last_at = :last_at, bytes = :bytes,"
                    + " copies = 1, home_id = :home_id where id = :id and imported = false";

    private static final String FACTS =
            "update session set home_id = :home_id, custom_title = :custom_title, ai_title = :ai_title,"
                    + " topic = :topic, first_prompt = :first_prompt, last_prompt = :last_prompt, last_reply = :last_reply,"
                    + " project_dir = :project_dir, project = :project, cwd = :cwd, first_branch = :first_branch,"
                    + " branch = :branch, entrypoint = :entrypoint, team = :team, task = :task, flags = :flags,"
                    + " runs = case when cast(:task as varchar) is null then 0 else runs end, kind = :kind,"
                    + " ending = :ending, started_at = :started_at, last_at = :last_at, active_millis = :active_millis,"
                    + " turns = :turns, entries = :entries, tool_calls = :tool_calls, failures = :failures,"
                    + " compactions = :compactions, images = :images, models = :models, clients = :clients,"
                    + " forked_from = :forked_from, continued_in = :continued_in, pr_number = :pr_number, pr_url = :pr_url,"
                    + " versions = :versions, rewritten = :rewritten, recovered = :recovered, imported = true"
                    + " where id = :id";

    private final Statements statements;
    private final ListRows list;
    private final LabelCopies labels;
    private final Presences presences;
    private final TroubleRows troubles;

    SessionRows(Statements statements, ListRows list, LabelCopies labels) {
        this.statements = statements;
        this.list = list;
        this.labels = labels;
        this.presences = new Presences(statements, list);
        this.troubles = new TroubleRows(statements);
    }

    Presences presences() {
        return presences;
    }

    /** This native id; null for what cannot be one, whatever a log says. */
    static @Nullable String nativeId(@Nullable String given) {
        return given != null && ID.matcher(given).matches() ? given : null;
    }

    TroubleRows troubles() {
        return troubles;
    }

    /** The id of the row for this session, if there is one. */
    Optional<Long> find(String agent, String nativeId) throws SQLException {
        return Statements.first(
                statements
                        .of("select id from session where agent = :agent and native_id = :native_id")
                        .set("agent", agent)
                        .set("native_id", nativeId),
                r -> r.getLong(1));
    }

    /** The id of the row for this session; makes an empty one if there is none. */
    long ensure(int home, String agent, String nativeId) throws SQLException {
        Optional<Long> known = find(agent, nativeId);
        return known.isPresent() ? known.get() : insert(home, agent, nativeId);
    }

    private long insert(int home, String agent, String nativeId) throws SQLException {
        long id = Presences.set(statements.keyed(INSERT), presences.of(agent, nativeId))
                .set("agent", agent)
                .set("native_id", nativeId)
                .set("home_id", home)
                .set("project", Project.UNKNOWN.label())
                .set("kind", SessionKind.EMPTY.slug())
                .set("ending", LogFacts.Ending.EMPTY.code())
                .set("protection", Protection.IMPORTING.slug())
                .insert();
        labels.apply(new SessionId(agent, nativeId));
        return id;
    }

    /** Native id of the session it says it was forked from. */
    @Nullable
    String forkedFrom(long id) throws SQLException {
        return Statements.first(
                        statements
                                .of("select forked_from from session where id = :id")
                                .set("id", id),
                        r -> r.getString(1))
                .orElse(null);
    }

    /** What a quick look at its log tells; leaves a session alone that was imported already. */
    void glimpse(long id, TrackedFile log, Glimpse look) throws SQLException {
        CodingAgent agent = log.home().agent();
        Project project = Project.of(agent, look.cwd());
        boolean empty =
                look.topic() == null && look.firstPrompt() == null && look.lastPrompt() == null && look.title() == null;
        statements
                .of(GLIMPSE)
                .set("id", id)
                .set("ai_title", blankToNull(look.title()), 400)
                .set("topic", look.topic(), 400)
                .set("first_prompt", look.firstPrompt(), 400)
                .set("last_prompt", look.lastPrompt(), 400)
                .set("project_dir", project.dir())
                .set("project", project.label())
                .set("cwd", look.cwd(), 4096)
                .set("branch", look.branch(), 400)
                .set("entrypoint", look.origin().entrypoint(), 60)
                .set("task", look.origin().task(), 200)
                .set(
                        "kind",
                        kind(agent, id, look.sidechain(), empty, look.origin()).slug())
                .set("started_at", look.startedAt())
                .set("last_at", millis(look.lastAt(), log.source().mtime()))
                .set("bytes", log.source().size())
                .set("home_id", log.home().id())
                .execute();
        list.refresh(id);
    }

    /** What the primary log says of its session. */
    void facts(long id, TrackedFile log, LogRow row, LogFacts facts) throws SQLException {
        CodingAgent agent = log.home().agent();
        Project project = Project.of(
                agent,
                facts.place().firstCwd() == null
                        ? facts.place().cwd()
                        : facts.place().firstCwd());
        // words of a person make a session of it, also where nothing else is left
        boolean words = facts.words().topic() != null && facts.words().lastPrompt() != null;
        boolean empty = (facts.onlyState() || facts.counts().entries() == 0) && !words;
        LogFacts.PullRequest pull = facts.pullRequest();
        list.changes(id);
        String name = facts.words().customTitle() == null
                ? nameBeside(id)
                : facts.words().customTitle();
        statements
                .of(FACTS)
                .set("id", id)
                .set("home_id", log.home().id())
                .set("custom_title", blankToNull(name), 400)
                .set("ai_title", blankToNull(facts.words().aiTitle()), 400)
                .set("topic", facts.words().topic(), 400)
                .set("first_prompt", facts.words().firstPrompt(), 400)
                .set("last_prompt", facts.words().lastPrompt(), 400)
                .set("last_reply", facts.words().lastReply(), 400)
                .set("project_dir", project.dir())
                .set("project", project.label())
                .set("cwd", facts.place().cwd(), 4096)
                .set("first_branch", facts.place().firstBranch(), 400)
                .set("branch", facts.place().branch(), 400)
                .set("entrypoint", facts.origin().entrypoint(), 60)
                .set("team", facts.origin().team(), 200)
                .set("task", facts.origin().task(), 200)
                .set("flags", String.join("\n", facts.origin().flags()), 8000)
                .set(
                        "kind",
                        kind(agent, id, facts.sidechain(), empty, facts.origin())
                                .slug())
                .set("ending", facts.ending().code())
                .set("started_at", facts.period().startedAt())
                .set("last_at", millis(facts.period().lastAt(), log.source().mtime()))
                .set("active_millis", facts.period().activeMillis())
                .set("turns", facts.counts().turns())
                .set("entries", row.read().entries())
                .set("tool_calls", facts.counts().toolCalls())
                .set("failures", facts.counts().failures())
                .set("compactions", facts.counts().compactions())
                .set("images", facts.counts().images())
                .set("models", String.join("\n", facts.client().models()), 1000)
                .set("clients", String.join("\n", facts.client().versions()), 1000)
                .set("forked_from", facts.kin().forkedFrom(), 100)
                .set("continued_in", facts.kin().continuedIn(), 100)
                .setNumber("pr_number", pull == null ? null : pull.number())
                .set("pr_url", pull == null ? null : pull.url())
                .set("versions", row.kept().versions())
                .set("rewritten", row.read().lacking() > 0)
                .set("recovered", Math.min(row.read().recovered(), row.read().lacking()))
                .execute();
        troubles.facts(id, facts);
        Project ended = Project.of(agent, facts.place().cwd());
        boolean within =
                ended.dir().startsWith(project.dir() + "/") || ended.dir().startsWith(project.dir() + "\\");
        troubles.ended(id, ended.dir().isEmpty() || within || ended.dir().equals(project.dir()) ? null : ended.dir());
        handedOver(agent, facts.kin().continuedIn());
    }

    /** What the logs that hold a conversation together say of it, in their order: it begins as the first and ends as the last. */
    void combined(long id, List<LogFacts> parts, int entries, Halves.Overlap overlap) throws SQLException {
        LogFacts first = parts.getFirst();
        LogFacts last = parts.getLast();
        statements
                .of(
                        "update session set turns = :turns, entries = :entries, tool_calls = :tool_calls, failures = :failures,"
                                + " active_millis = :active_millis, topic = coalesce(:topic, topic), first_prompt = :first_prompt,"
                                + " last_prompt = :last_prompt, last_reply = :last_reply, started_at = :started_at, last_at = :last_at,"
                                + " cwd = :cwd, branch = :branch, ending = :ending where id = :id")
                .set("id", id)
                .set("turns", sum(parts, facts -> facts.counts().turns()) - overlap.turns())
                .set("entries", entries)
                .set("tool_calls", sum(parts, facts -> facts.counts().toolCalls()) - overlap.toolCalls())
                .set("failures", sum(parts, facts -> facts.counts().failures()) - overlap.failures())
                .set("active_millis", overlap.activeMillis())
                .set("topic", first.words().topic(), 400)
                .set("first_prompt", first.words().firstPrompt(), 400)
                .set("last_prompt", last.words().lastPrompt(), 400)
                .set("last_reply", last.words().lastReply(), 400)
                .set("started_at", first.period().startedAt())
                .set("last_at", millis(last.period().lastAt(), 0))
                .set("cwd", last.place().cwd(), 4096)
                .set("branch", last.place().branch(), 400)
                .set("ending", last.ending().code())
                .execute();
        list.refresh(id);
    }

    private static long sum(List<LogFacts> parts, ToLongFunction<LogFacts> what) {
        return parts.stream().mapToLong(what).sum();
    }

    private static @Nullable String blankToNull(@Nullable String title) {
        return title == null || title.isBlank() ? null : title;
    }

    /** The name a person gave it in a file beside its log; counts only where no record names it. */
    private @Nullable String nameBeside(long id) throws SQLException {
        return Statements.first(
                        statements
                                .of("select l.title from log l where l.session_id = :id and l.kind = 'title'"
                                        + " and l.title is not null order by " + Primary.FIRST + " limit 1")
                                .set("id", id),
                        r -> r.getString(1))
                .orElse(null);
    }

    private SessionKind kind(CodingAgent agent, long id, boolean sidechain, boolean empty, LogFacts.Origin origin)
            throws SQLException {
        if (sidechain) {
            return SessionKind.INTERNAL;
        }
        if (empty) {
            return SessionKind.EMPTY;
        }
        if (origin.task() != null) {
            return SessionKind.SCHEDULED;
        }
        if (origin.member() != null) {
            return SessionKind.TEAM;
        }
        String entrypoint = origin.entrypoint();
        if (entrypoint != null && agent.reader().isHeadless(entrypoint)) {
            return SessionKind.HEADLESS;
        }
        return origin.background() && !goesOnFromAnother(id) ? SessionKind.BACKGROUND : SessionKind.INTERACTIVE;
    }

    /** Whether the log of another session says that it goes on in this one: then a person handed it over. */
    private boolean goesOnFromAnother(long id) throws SQLException {
        return Statements.first(
                        statements
                                .of("select 1 from session s join session o on o.agent = s.agent"
                                        + " and o.continued_in = s.native_id where s.id = :id limit 1")
                                .set("id", id),
                        r -> r.getInt(1))
                .isPresent();
    }

    /** A session that another one names as its continuation is the person's own, whoever runs it. */
    private void handedOver(CodingAgent agent, @Nullable String continuation) throws SQLException {
        if (continuation == null) {
            return;
        }
        Optional<Long> next = Statements.first(
                statements
                        .of("select id from session where agent = :agent and native_id = :native_id and kind = :kind")
                        .set("agent", agent.id())
                        .set("native_id", continuation)
                        .set("kind", SessionKind.BACKGROUND.slug()),
                r -> r.getLong(1));
        if (next.isPresent()) {
            statements
                    .of("update session set kind = :kind where id = :id")
                    .set("kind", SessionKind.INTERACTIVE.slug())
                    .set("id", next.get())
                    .execute();
            list.refresh(next.get());
        }
    }

    private static long millis(@Nullable Instant at, long otherwise) {
        return at == null ? otherwise : at.toEpochMilli();
    }
}
