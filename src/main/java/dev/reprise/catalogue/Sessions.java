package dev.reprise.catalogue;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.reprise.criteria.Asked;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Scope;
import dev.reprise.criteria.Trait;
import dev.reprise.criteria.View;
import dev.reprise.label.LabelsChanged;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.ProjectCount;
import dev.reprise.session.ProjectDetail;
import dev.reprise.session.ProjectFile;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail;
import dev.reprise.session.SessionFilter;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionPage;
import dev.reprise.session.StreamCount;
import dev.reprise.session.TagCount;
import dev.reprise.session.Tally;
import dev.reprise.session.Troubles;
import dev.reprise.session.ViewCounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The catalogue: every session that any log home, or the vault alone, holds. Read only. */
@Repository
public class Sessions {

    private static final int SHORTEST_PREFIX = 4;
    private static final int COUNTED = 500;
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final SessionMapper mapper;
    private final Clock clock;
    private final SessionDetails details;
    private final ProjectDetails projectDetails;
    private final Memo<List<ProjectCount>> projects = new Memo<>(this::findProjects);
    private final Memo<List<String>> branches = new Memo<>(this::findBranches);
    private final Memo<List<TagCount>> tags = new Memo<>(this::findTags);
    private final Memo<ViewCounts> counts = new Memo<>(this::findCounts);
    private final Memo<List<StreamCount>> streams = new Memo<>(this::findStreams);
    private final LoadingCache<Asked, Long> asked;

    Sessions(
            JdbcClient jdbc, SessionMapper mapper, Clock clock, SessionDetails details, ProjectDetails projectDetails) {
        this.jdbc = jdbc;
        this.mapper = mapper;
        this.clock = clock;
        this.details = details;
        this.projectDetails = projectDetails;
        // a page never waits for a count that it showed before
        this.asked = Caffeine.newBuilder()
                .maximumSize(COUNTED)
                .refreshAfterWrite(Duration.ofSeconds(1))
                .expireAfterAccess(Duration.ofMinutes(10))
                .build(this::count);
    }

    /**
     * One page of the sessions that match.
     *
     * @throws Problem BAD_INPUT for a cursor that does not fit
     */
    public SessionPage find(SessionFilter filter) {
        SessionQuery counting = new SessionQuery(filter, 0);
        long[] counts = jdbc.sql(counting.counts())
                .params(counting.countParams())
                .query((r, n) -> new long[] {r.getLong(1), r.getLong(2)})
                .single();
        SessionQuery query = new SessionQuery(filter, counts[0]);
        List<Session> found = counts[0] == 0
                ? List.of()
                : jdbc.sql(query.page())
                        .params(query.pageParams())
                        .query(mapper)
                        .list();
        boolean more = found.size() > filter.limit();
        List<Session> page = more ? found.subList(0, filter.limit()) : found;
        return new SessionPage(counts[0], counts[1], page, more ? query.cursor(page.getLast()) : null);
    }

    /**
     * The session with this id, or with this name that a person gave it, or this unique prefix of its UUID (4 characters or
     * more).
     *
     * @throws Problem NOT_FOUND or AMBIGUOUS, saying what to do
     */
    public Session get(String idOrPrefix) {
        return find(idOrPrefix)
                .orElseThrow(() -> new Problem(
                        Reason.NOT_FOUND,
                        "No session has the id or name " + shown(idOrPrefix)
                                + ". Look it up on the sessions page; if its log is new, import first."));
    }

    /** The same, if there is one: as it was typed, else in lower case, as most agents write their ids. */
    public Optional<Session> find(String idOrPrefix) {
        String id = idOrPrefix.strip();
        return find(id, idOrPrefix).or(() -> find(id.toLowerCase(Locale.ROOT), idOrPrefix));
    }

    private Optional<Session> find(String id, String idOrPrefix) {
        int colon = id.indexOf(':');
        String agent = colon < 0 ? null : id.substring(0, colon);
        String prefix = id.substring(colon + 1);
        List<Session> exact = byId(agent, "native_id = ?", prefix);
        if (!exact.isEmpty()) {
            return one(exact, idOrPrefix);
        }
        List<Session> named = named(id);
        if (!named.isEmpty()) {
            return one(named, idOrPrefix);
        }
        if (prefix.length() < SHORTEST_PREFIX || !prefix.matches("[A-Za-z0-9._-]+")) {
            return Optional.empty();
        }
        return one(byId(agent, "native_id like ? || '%'", prefix.replace("_", "\\_")), idOrPrefix);
    }

    private List<Session> named(String name) {
        return jdbc
                .sql("select agent, native_id from label_copy where name is not null and lower(name) = lower(?)")
                .param(name)
                .query((r, n) -> new SessionId(r.getString(1), r.getString(2)))
                .list()
                .stream()
                .flatMap(session -> byId(session.agent(), "native_id = ?", session.value()).stream())
                .toList();
    }

    private List<Session> byId(@org.jspecify.annotations.Nullable String agent, String condition, String value) {
        String sql = SessionMapper.SELECT + " where " + condition + (agent == null ? "" : " and s.agent = ?")
                + " order by last_at desc limit 6";
        var statement = jdbc.sql(sql).param(value);
        return (agent == null ? statement : statement.param(agent))
                .query(mapper)
                .list();
    }

    private static Optional<Session> one(List<Session> found, String asked) {
        if (found.size() > 1) {
            String ids = String.join(
                    ", ", found.stream().map(s -> s.id().toString()).limit(5).toList());
            throw new Problem(
                    Reason.AMBIGUOUS,
                    "More than one session begins with " + shown(asked) + ": " + ids + ". Give more of the id.");
        }
        return found.stream().findFirst();
    }

    private static String shown(String asked) {
        return "\"" + (asked.length() > 60 ? asked.substring(0, 60) + "…" : asked).replaceAll("\\p{Cntrl}", "?") + "\"";
    }

    /** Projects with sessions that are in the list by default, most recently used first; at most two seconds old. */
    public List<ProjectCount> projects() {
        return projects.get();
    }

    private List<ProjectCount> findProjects() {
        return jdbc.sql("select project_dir, min(project), count(*), max(last_at) from session_list where listed"
                        + " group by project_dir order by 4 desc limit 2000")
                .query((r, n) -> new ProjectCount(
                        r.getString(1), r.getString(2), r.getLong(3), Instant.ofEpochMilli(r.getLong(4))))
                .list();
    }

    /** What was done in the project that is shown as this directory. */
    public ProjectDetail project(String dir) {
        return projectDetails.of(dir);
    }

    /** For each project's directory the repositories of its pull requests: {@code github.com/acme/api}. */
    public Map<String, Set<String>> pullRequestRepositories() {
        Map<String, Set<String>> all = new HashMap<>();
        jdbc.sql("select distinct project_dir, pr_url from session where pr_url is not null limit 20000")
                .query((r, n) -> {
                    String url = r.getString(2).replaceFirst("^https?://(?:[^@/]*@)?", "");
                    int end = url.lastIndexOf("/pull");
                    String repository = url.substring(0, end < 0 ? url.length() : end);
                    return all.computeIfAbsent(r.getString(1), dir -> new HashSet<>())
                            .add(repository);
                })
                .list();
        return all;
    }

    /** Files that belong to no session but lie in the folders where this project's logs lie; at most 500. */
    public List<ProjectFile> projectFiles(String projectDir) {
        return details.projectFiles(projectDir);
    }

    /** Branches at the end of sessions, most used first, at most 200. */
    public List<String> branches() {
        return branches.get();
    }

    private List<String> findBranches() {
        return jdbc.sql("select branch from session_list where branch is not null and branch <> '' group by branch"
                        + " order by count(*) desc, branch limit 200")
                .query(String.class)
                .list();
    }

    /** The sessions with these rows, by row, those that there are. */
    public Map<Long, Session> rows(Collection<Long> rows) {
        Map<Long, Session> found = new HashMap<>();
        if (!rows.isEmpty()) {
            jdbc.sql(SessionMapper.SELECT + " where s.id = any(?)")
                    .param(rows.toArray(new Long[0]))
                    .query((r, n) -> found.put(r.getLong("id"), mapper.mapRow(r, n)))
                    .list();
        }
        return found;
    }

    /** Those of the list that fit, the most recent first, at most so many. */
    public List<SessionId> ids(Criterion criterion, int most) {
        Criterion inForce = Scope.of(criterion).and(criterion);
        CriteriaSql all = new CriteriaSql(inForce, false);
        List<Object> params = new ArrayList<>(all.params());
        params.add(most);
        return jdbc.sql("select w.agent, w.native_id from (select s.id, s.last_at from " + all.from() + " where "
                        + all.sql()
                        + " order by s.last_at desc, s.id desc limit ?) p join session w on w.id = p.id"
                        + " order by p.last_at desc, p.id desc")
                .params(params)
                .query((r, n) -> new SessionId(r.getString(1), r.getString(2)))
                .list();
    }

    /** Those of these sessions that are in the list and fit. */
    public List<SessionId> among(Collection<SessionId> sessions, Criterion criterion) {
        CriteriaSql all = new CriteriaSql(Scope.of(criterion).and(criterion), false);
        String sql =
                "select s.agent, s.native_id from " + all.from() + " where " + all.sql() + " and s.native_id = any(?)";
        List<SessionId> found = new ArrayList<>();
        each(sessions, sql, all.params(), (id, r) -> found.add(id));
        return found;
    }

    /** Where each of these sessions was; those that are not there are left out. */
    public Map<SessionId, Session.Place> places(Collection<SessionId> sessions) {
        Map<SessionId, Session.Place> found = new LinkedHashMap<>();
        each(
                sessions,
                SessionMapper.PLACES + " where s.native_id = any(?)",
                List.of(),
                (id, r) -> found.put(id, SessionMapper.place(r)));
        return found;
    }

    /** Takes one row of the catalogue. */
    private interface Taker {
        void take(SessionId id, ResultSet r) throws SQLException;
    }

    /** @param sql of agent, native id and more; its last parameter gets so many native ids at a time */
    private void each(Collection<SessionId> sessions, String sql, List<Object> given, Taker taker) {
        Set<SessionId> wanted = new HashSet<>(sessions);
        List<String> ids =
                sessions.stream().map(SessionId::value).distinct().sorted().toList();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<Object> params = new ArrayList<>(given);
            params.add(ids.subList(from, Math.min(ids.size(), from + AT_ONCE)).toArray(new String[0]));
            jdbc.sql(sql).params(params).query(r -> {
                SessionId id = new SessionId(r.getString(1), r.getString(2));
                if (wanted.contains(id)) {
                    taker.take(id, r);
                }
            });
        }
    }

    /** How many sessions of the list such a question finds; as it was at the last look, while a newer one is on its way. */
    public long asked(Asked question) {
        return asked.get(question);
    }

    private long count(Asked question) {
        return tally(question.parse(ZonedDateTime.now(clock)).criterion()).sessions();
    }

    /** Work streams that have sessions in the list; at most two seconds old. */
    public List<StreamCount> streams() {
        return streams.get();
    }

    private List<StreamCount> findStreams() {
        return jdbc.sql("select stream, count(*), count(*) filter (where status = 'waiting') from session_list"
                        + " where stream is not null and listed and not hidden group by stream")
                .query((r, n) -> new StreamCount(r.getString(1), r.getLong(2), r.getLong(3)))
                .list();
    }

    /** Whether any session is pinned, as of now. */
    public boolean hasPinned() {
        return jdbc.sql("select exists (select 1 from label_copy where pinned)")
                .query(Boolean.class)
                .single();
    }

    /** Tags with the number of their sessions, the most used first; at most two seconds old. */
    public List<TagCount> tags() {
        return tags.get();
    }

    private List<TagCount> findTags() {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql("select tags from label_copy where tags <> ''")
                .query((r, n) -> SessionMapper.words(r.getString(1).strip()))
                .list()
                .forEach(all -> all.forEach(tag -> counts.merge(tag, 1L, Long::sum)));
        return counts.entrySet().stream()
                .map(tag -> new TagCount(tag.getKey(), tag.getValue()))
                .sorted(Comparator.comparingLong(TagCount::sessions).reversed().thenComparing(TagCount::tag))
                .toList();
    }

    /** How many of the list fit, and how many of these are what a heading tells. */
    public Tally tally(Criterion criterion) {
        Criterion inForce = Scope.of(criterion).and(criterion);
        CriteriaSql all = new CriteriaSql(inForce, false);
        CriteriaSql live = new CriteriaSql(new Criterion.Is(Trait.LIVE), false);
        CriteriaSql interrupted = new CriteriaSql(new Criterion.Is(Trait.INTERRUPTED), false);
        List<Object> params = new ArrayList<>(live.params());
        params.addAll(interrupted.params());
        params.addAll(all.params());
        return jdbc.sql("select count(*), count(*) filter (where " + live.sql() + "), count(*) filter (where "
                        + interrupted.sql() + ") from " + all.from() + " where " + all.sql())
                .params(params)
                .query((r, n) -> new Tally(r.getLong(1), r.getLong(2), r.getLong(3)))
                .single();
    }

    /** Who names or pins a session sees it beside the views at once. */
    @EventListener
    void on(LabelsChanged event) {
        tags.hurry();
        counts.hurry();
        streams.hurry();
        projects.hurry();
    }

    /** How many sessions each built-in view holds; at most two seconds old. */
    public ViewCounts counts() {
        return counts.get();
    }

    private ViewCounts findCounts() {
        Criterion inList = Scope.of(Criterion.all());
        List<Criterion> all = new ArrayList<>(List.of(inList));
        for (View view : View.values()) {
            all.add(inList.and(view.criterion(clock.instant())));
        }
        List<CriteriaSql> each =
                all.stream().map(one -> new CriteriaSql(one, false)).toList();
        String counts = each.stream()
                .map(sql -> "count(*) filter (where " + sql.sql() + ")")
                .collect(Collectors.joining(", "));
        return jdbc.sql("select " + counts + " from session_list s")
                .params(each.stream().flatMap(sql -> sql.params().stream()).toList())
                .query((r, n) -> {
                    Map<View, Long> views = new EnumMap<>(View.class);
                    int column = 1;
                    for (View view : View.values()) {
                        views.put(view, r.getLong(++column));
                    }
                    return new ViewCounts(r.getLong(1), views);
                })
                .single();
    }

    /** The session that was active last in the same project when this one began, if that was within a day before. */
    public Optional<SessionId> before(Session session) {
        Instant began = session.period().startedAt();
        if (began == null) {
            return Optional.empty();
        }
        return jdbc.sql(
                        "select native_id from session where agent = ? and project_dir = ? and last_at <= ? and last_at > ?"
                                + " and native_id <> ? and kind = 'interactive' order by last_at desc limit 1")
                .params(
                        session.id().agent(),
                        session.place().projectDir(),
                        began.toEpochMilli(),
                        began.minus(Duration.ofDays(1)).toEpochMilli(),
                        session.id().value())
                .query(String.class)
                .optional()
                .map(id -> new SessionId(session.id().agent(), id));
    }

    /** The sub-agents of a session, in order of their start. */
    public List<SessionDetail.Subagent> subagents(SessionId id) {
        return details.subagents(id);
    }

    /** What was typed in a session, by the CLI's prompt history, oldest first: all that is left of it where no log is. */
    public List<SessionDetail.Typed> typed(SessionId id) {
        return details.typed(id);
    }

    /** What was typed in a session and is not in its log, oldest first: those that {@link Session#troubles()} counts. */
    public List<SessionDetail.Typed> unwritten(Session session) {
        Troubles.Unwritten unwritten = session.troubles().unwritten();
        return unwritten == null ? List.of() : details.unwritten(session.id(), unwritten.since());
    }

    /** The main logs with this id, those that are there first. */
    public List<SessionDetail.CopyOfLog> copies(SessionId id) {
        return details.copies(id);
    }

    /** Everything about one session that is not its conversation. */
    public SessionDetail detail(Session session) {
        return details.of(session);
    }
}
