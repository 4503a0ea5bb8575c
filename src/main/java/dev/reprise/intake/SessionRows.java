package dev.reprise.intake;

import dev.reprise.agent.Glimpse;
import dev.reprise.agent.LogFacts;
import dev.reprise.session.Protection;
import dev.reprise.session.SessionKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the rows of {@code session}: what its main log says. */
final class SessionRows {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private final Connection connection;
    private final Clock clock;
    private final Map<String, Set<String>> running = new HashMap<>();

    SessionRows(Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** The native id in the form the catalogue uses; null for what cannot be one, whatever a log says. */
    static @Nullable String nativeId(@Nullable String given) {
        String id = given == null ? "" : given.toLowerCase(Locale.ROOT);
        return ID.matcher(id).matches() ? id : null;
    }

    /** The id of the row for this session; makes an empty one if there is none. */
    long ensure(int home, String agent, String nativeId) throws SQLException {
        Long known = find(agent, nativeId);
        return known == null ? insert(home, agent, nativeId) : known;
    }

    private @Nullable Long find(String agent, String nativeId) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("select id from session where agent = ? and native_id = ?")) {
            find.setString(1, agent);
            find.setString(2, nativeId);
            try (ResultSet found = find.executeQuery()) {
                return found.next() ? Long.valueOf(found.getLong(1)) : null;
            }
        }
    }

    private long insert(int home, String agent, String nativeId) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "insert into session (agent, native_id, home_id, title, project_dir, project, kind, ending, protection,"
                        + " last_at, imported, changed_at, live) values (?,?,?,?,'',?,?,?,?,0,false,?,?)",
                Statement.RETURN_GENERATED_KEYS)) {
            s.setString(1, agent);
            s.setString(2, nativeId);
            s.setInt(3, home);
            s.setString(4, nativeId);
            s.setString(5, Project.of(null).label());
            s.setInt(6, SessionKind.EMPTY.ordinal());
            s.setInt(7, LogFacts.Ending.EMPTY.ordinal());
            s.setInt(8, Protection.IMPORTING.ordinal());
            s.setLong(9, clock.millis());
            s.setBoolean(10, running.getOrDefault(agent, Set.of()).contains(nativeId));
            s.executeUpdate();
            try (ResultSet key = s.getGeneratedKeys()) {
                key.next();
                return key.getLong(1);
            }
        }
    }

    /** Which sessions run now; those whose rows come later are live from the start. Answers those that changed. */
    Set<Long> live(String agent, Set<String> now) throws SQLException {
        running.put(agent, Set.copyOf(now));
        Set<Long> changed = new HashSet<>();
        try (PreparedStatement find = connection.prepareStatement(
                        "select id, native_id, live from session where agent = ? and (live or native_id = any(?))");
                PreparedStatement set = connection.prepareStatement("update session set live = ? where id = ?")) {
            find.setString(1, agent);
            find.setArray(2, connection.createArrayOf("VARCHAR", now.toArray()));
            try (ResultSet r = find.executeQuery()) {
                while (r.next()) {
                    boolean live = now.contains(r.getString(2));
                    if (live != r.getBoolean(3)) {
                        set.setBoolean(1, live);
                        set.setLong(2, r.getLong(1));
                        set.addBatch();
                        changed.add(r.getLong(1));
                    }
                }
            }
            set.executeBatch();
        }
        return changed;
    }

    /** Native id of the session it says it was forked from. */
    @Nullable
    String forkedFrom(long id) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement("select forked_from from session where id = ?")) {
            s.setLong(1, id);
            try (ResultSet r = s.executeQuery()) {
                return r.next() ? r.getString(1) : null;
            }
        }
    }

    /** What a quick look at its log tells; leaves a session alone that was imported already. */
    void glimpse(long id, KnownLog log, Glimpse look) throws SQLException {
        Project project = Project.of(look.cwd());
        boolean empty = look.firstPrompt() == null && look.lastPrompt() == null && look.title() == null;
        try (PreparedStatement s = connection.prepareStatement(
                "update session set title = ?, first_prompt = ?, last_prompt = ?, project_dir = ?, project = ?, cwd = ?,"
                        + " branch = ?, entrypoint = ?, kind = ?, started_at = ?, last_at = ?, bytes = ?, copies = 1,"
                        + " changed_at = ?, home_id = ? where id = ? and imported = false")) {
            s.setString(1, title(log.file.session(), look.title(), null, null, look.firstPrompt()));
            s.setString(2, clip(look.firstPrompt(), 400));
            s.setString(3, clip(look.lastPrompt(), 400));
            s.setString(4, project.dir());
            s.setString(5, project.label());
            s.setString(6, clip(look.cwd(), 4096));
            s.setString(7, clip(look.branch(), 400));
            s.setString(8, clip(look.entrypoint(), 60));
            s.setInt(9, kind(look.sidechain(), empty, look.entrypoint()).ordinal());
            FindingRows.millis(s, 10, look.startedAt());
            s.setLong(11, millis(look.lastAt(), log.mtime));
            s.setLong(12, log.size);
            s.setLong(13, clock.millis());
            s.setInt(14, log.home.id());
            s.setLong(15, id);
            s.executeUpdate();
        }
    }

    /** What the main log says of its session. */
    void facts(long id, KnownLog log, LogFacts facts) throws SQLException {
        Project project = Project.of(facts.firstCwd() == null ? facts.cwd() : facts.firstCwd());
        boolean empty = facts.onlyState() || facts.entries() == 0;
        LogFacts.PullRequest pull = facts.pullRequest();
        String name = facts.customTitle() == null ? nameBeside(id) : facts.customTitle();
        try (PreparedStatement s = connection.prepareStatement(
                "update session set home_id=?, custom_title=?, ai_title=?, first_prompt=?, last_prompt=?, last_reply=?,"
                        + " project_dir=?, project=?, cwd=?, first_branch=?, branch=?, entrypoint=?, session_kind=?, slug=?,"
                        + " kind=?, ending=?, started_at=?, last_at=?, active_millis=?, turns=?, entries=?, tool_calls=?,"
                        + " failures=?, compactions=?, images=?, models=?, clients=?, forked_from=?, continued_in=?,"
                        + " pr_number=?, pr_url=?, versions=?, recovered=?, imported=true, changed_at=?, title=coalesce(?, summary, ?) where id=?")) {
            int i = 1;
            s.setInt(i++, log.home.id());
            s.setString(i++, clip(name, 400));
            s.setString(i++, clip(facts.aiTitle(), 400));
            s.setString(i++, clip(facts.firstPrompt(), 400));
            s.setString(i++, clip(facts.lastPrompt(), 400));
            s.setString(i++, clip(facts.lastReply(), 400));
            s.setString(i++, project.dir());
            s.setString(i++, project.label());
            s.setString(i++, clip(facts.cwd(), 4096));
            s.setString(i++, clip(facts.firstBranch(), 400));
            s.setString(i++, clip(facts.branch(), 400));
            s.setString(i++, clip(facts.entrypoint(), 60));
            s.setString(i++, clip(facts.sessionKind(), 20));
            s.setString(i++, clip(facts.slug(), 200));
            s.setInt(i++, kind(facts.sidechain(), empty, facts.entrypoint()).ordinal());
            s.setInt(i++, facts.ending().ordinal());
            FindingRows.millis(s, i++, facts.startedAt());
            s.setLong(i++, millis(facts.lastAt(), log.mtime));
            s.setLong(i++, facts.activeMillis());
            s.setInt(i++, facts.turns());
            s.setInt(i++, log.entries);
            s.setInt(i++, facts.toolCalls());
            s.setInt(i++, facts.failures());
            s.setInt(i++, facts.compactions());
            s.setInt(i++, facts.images());
            s.setString(i++, joined(facts.models()));
            s.setString(i++, joined(facts.clients()));
            s.setString(i++, clip(facts.forkedFrom(), 100));
            s.setString(i++, clip(facts.continuedIn(), 100));
            s.setObject(i++, pull == null ? null : pull.number(), Types.INTEGER);
            s.setString(i++, pull == null ? null : pull.url());
            s.setInt(i++, log.versions);
            s.setInt(i++, log.recovered);
            s.setLong(i++, clock.millis());
            s.setString(i++, clip(name != null ? name : facts.aiTitle(), 400));
            s.setString(i++, title(log.file.session(), null, null, null, facts.firstPrompt()));
            s.setLong(i, id);
            s.executeUpdate();
        }
    }

    /** The name a person gave it in a file beside its log; counts only where no record names it. */
    private @Nullable String nameBeside(long id) throws SQLException {
        try (PreparedStatement s =
                connection.prepareStatement("select title from log where session_id = ? and kind = 'title'"
                        + " and title is not null order by source_there desc, source_mtime desc, id limit 1")) {
            s.setLong(1, id);
            try (ResultSet r = s.executeQuery()) {
                return r.next() ? r.getString(1) : null;
            }
        }
    }

    private static SessionKind kind(boolean sidechain, boolean empty, @Nullable String entrypoint) {
        if (sidechain) {
            return SessionKind.INTERNAL;
        }
        if (empty) {
            return SessionKind.EMPTY;
        }
        return entrypoint != null && entrypoint.startsWith("sdk") ? SessionKind.HEADLESS : SessionKind.INTERACTIVE;
    }

    private static String title(
            @Nullable String id,
            @Nullable String given,
            @Nullable String made,
            @Nullable String summary,
            @Nullable String prompt) {
        for (String title : new @Nullable String[] {given, made, summary, prompt}) {
            if (title != null && !title.isBlank()) {
                return Objects.requireNonNull(clip(title, 400));
            }
        }
        return id == null ? "?" : id;
    }

    private static String joined(Collection<String> words) {
        return Objects.requireNonNull(clip(String.join("\n", words), 1000));
    }

    private static long millis(@Nullable Instant at, long otherwise) {
        return at == null ? otherwise : at.toEpochMilli();
    }

    private static @Nullable String clip(@Nullable String text, int limit) {
        return text == null ? null : FindingRows.clip(text, limit);
    }
}
