package dev.reprise.catalogue;

import dev.reprise.agent.EntryKind;
import dev.reprise.agent.Hash;
import dev.reprise.session.ProjectFile;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail;
import dev.reprise.session.SessionDetail.BadLine;
import dev.reprise.session.SessionDetail.Command;
import dev.reprise.session.SessionDetail.CopyOfLog;
import dev.reprise.session.SessionDetail.FileTouched;
import dev.reprise.session.SessionDetail.Stored;
import dev.reprise.session.SessionDetail.Subagent;
import dev.reprise.session.SessionDetail.TokensOfDay;
import dev.reprise.session.SessionDetail.Tool;
import dev.reprise.session.SessionDetail.TypeCount;
import dev.reprise.session.SessionId;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads everything around a session's conversation. */
@Component
class SessionDetails {

    private static final int MAX = 500;

    /** Entries behind a call among which its result is looked for. */
    private static final int ANSWERED_WITHIN = 2_000;

    private final JdbcClient jdbc;
    private final Lineage lineage;

    SessionDetails(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.lineage = new Lineage(jdbc);
    }

    SessionDetail of(Session session) {
        long id = row(session.id());
        return new SessionDetail(
                session,
                subagents(id),
                files(id),
                commands(id),
                tools(id),
                tokens(id),
                stored(id),
                unreadable(id),
                unknown(id),
                lineage.of(id, session),
                copies(id));
    }

    List<Subagent> subagents(SessionId id) {
        return subagents(row(id));
    }

    List<SessionDetail.Typed> typed(SessionId id) {
        return typed(id, "");
    }

    /** Those from this time on that are missing in its log. */
    List<SessionDetail.Typed> unwritten(SessionId id, Instant since) {
        return typed(id, " and p.at >= " + since.toEpochMilli() + " and " + TroubleRows.SPOKEN);
    }

    private List<SessionDetail.Typed> typed(SessionId id, String which) {
        return jdbc.sql("select p.at, p.text from typed_prompt p join log l on l.id = p.log_id join log_home h"
                        + " on h.id = l.home_id where p.native_id = ? and h.agent = ?" + which
                        + " order by p.at, p.id limit " + MAX)
                .params(id.value(), id.agent())
                .query((r, n) -> new SessionDetail.Typed(
                        r.getObject(1) == null ? null : Instant.ofEpochMilli(r.getLong(1)), r.getString(2)))
                .list();
    }

    List<ProjectFile> projectFiles(String projectDir) {
        // the folder of a log is its path without the last name
        return jdbc.sql(
                        "select h.vault_root || '/' || f.path, substring(f.path, length(d.folder) + 2), f.kept, f.stored,"
                                + " f.versions, f.source_there from log f join log_home h on h.id = f.home_id join (select distinct"
                                + " l.home_id, regexp_replace(l.path, '/[^/]*$', '') folder from session s join log l"
                                + " on l.session_id = s.id and l.role = 'transcript' where s.project_dir = ? or s.project_dir in (select dir from project_copy where into_dir = ?)) d on d.home_id = f.home_id"
                                + " and left(f.path, length(d.folder) + 1) = d.folder || '/'"
                                + " where f.kind = 'project' order by f.path limit " + MAX)
                .params(projectDir, projectDir)
                .query((r, n) -> new ProjectFile(
                        r.getString(1), r.getString(2), r.getLong(3), r.getLong(4), r.getInt(5), r.getBoolean(6)))
                .list();
    }

    List<CopyOfLog> copies(SessionId id) {
        return copies(row(id));
    }

    private long row(SessionId id) {
        return jdbc.sql("select id from session where agent = ? and native_id = ?")
                .params(id.agent(), id.value())
                .query(Long.class)
                .single();
    }

    private List<Subagent> subagents(long id) {
        return jdbc.sql(
                        "select l.agent_id, l.title, l.agent_type, l.entries, l.tool_calls, l.started_at, l.active_millis,"
                                + " (select sum(input + cache_read + cache_w5 + cache_w1h + output) from api_message m"
                                + " where m.log_id = l.id) tokens, (select min(model) from api_message m where m.log_id = l.id) model,"
                                + " a.call_id, l.internal from log l left join agent_link a on a.session_id = l.session_id"
                                + " and a.agent_id = l.agent_id where l.session_id = ? and l.role = 'subagent' and not l.duplicate order by l.started_at, l.agent_id")
                .param(id)
                .query((r, n) -> subagent(id, r))
                .list();
    }

    private Subagent subagent(long session, ResultSet r) throws SQLException {
        String agentId = r.getString("agent_id");
        String call = r.getString("call_id");
        String title = r.getString("title");
        return new Subagent(
                agentId,
                title == null ? agentId : title,
                r.getString("agent_type"),
                r.getString("model"),
                r.getInt("entries"),
                r.getInt("tool_calls"),
                r.getLong("tokens"),
                instant(r, "started_at"),
                r.getLong("active_millis"),
                r.getBoolean("internal"),
                call == null ? 0 : lineOfCall(session, call),
                call);
    }

    private int lineOfCall(long session, String call) {
        List<Long> logs = jdbc.sql("select l.id from log l where l.session_id = ? and l.role = 'transcript' order by "
                        + Primary.FIRST)
                .param(session)
                .query(Long.class)
                .list();
        return logs.stream()
                .flatMap(log -> jdbc
                        .sql("select line from entry where id >= ? and id < ? and kind = ? and call_hash = ? limit 1")
                        .params(EntryId.first(log), EntryId.end(log), EntryKind.TOOL_CALL.code(), Hash.of(call))
                        .query(Integer.class)
                        .stream())
                .findFirst()
                .orElse(0);
    }

    private List<FileTouched> files(long id) {
        Map<String, FileTouched> files = new HashMap<>();
        jdbc.sql(
                        "select f.path, f.added, f.removed, l.agent_id, e.line, e.at from file_change f join log l on l.id = f.log_id"
                                + " left join entry e on e.id = " + EntryId.SQL.formatted("f.log_id", "f.seq")
                                + " where f.session_id = ? and not l.duplicate order by l.path, f.seq")
                .param(id)
                .query((r, n) -> new FileTouched(
                        r.getString(1), 1, r.getInt(2), r.getInt(3), r.getString(4), r.getInt(5), instant(r, "at")))
                .list()
                .forEach(change -> files.merge(change.path(), change, SessionDetails::both));
        return files.values().stream()
                .sorted(Comparator.comparingInt((FileTouched file) -> -file.added() - file.removed())
                        .thenComparing(FileTouched::path))
                .limit(MAX)
                .toList();
    }

    private static FileTouched both(FileTouched a, FileTouched b) {
        Instant first = a.at() == null ? Instant.MIN : a.at();
        FileTouched last = b.at() != null && !b.at().isBefore(first) ? b : a;
        return new FileTouched(
                a.path(),
                a.changes() + b.changes(),
                a.added() + b.added(),
                a.removed() + b.removed(),
                last.agentId(),
                last.line(),
                last.at());
    }

    private List<Command> commands(long id) {
        String call = EntryId.SQL.formatted("c.log_id", "c.seq");
        return jdbc.sql(
                        "select c.line, c.command, c.failed, l.agent_id, e.at, r.id answer, r.at answered from command_run c"
                                + " join log l on l.id = c.log_id left join entry e on e.id = " + call
                                + " left join entry r on r.id = (select q.id from entry q where q.id > " + call
                                + " and q.id < " + call
                                + " + " + ANSWERED_WITHIN + " and q.id < " + EntryId.SQL.formatted("c.log_id + 1", "0")
                                + " and q.kind = " + EntryKind.TOOL_RESULT.code()
                                + " and q.call_hash = c.call_hash order by q.id limit 1)"
                                + " where c.session_id = ? and not l.duplicate order by l.role desc, l.path, c.seq limit "
                                + MAX)
                .param(id)
                .query((r, n) -> command(r))
                .list();
    }

    private static Command command(ResultSet r) throws SQLException {
        Instant at = instant(r, "at");
        Instant answered = instant(r, "answered");
        return new Command(
                r.getInt(1),
                r.getString(2),
                r.getBoolean(3),
                r.getString(4),
                at,
                r.getObject("answer") != null,
                at == null || answered == null
                        ? null
                        : Duration.between(at, answered).toMillis());
    }

    private List<Tool> tools(long id) {
        return jdbc.sql("select t.tool, sum(t.calls), sum(t.failed) from tool_use t join log l on l.id = t.log_id"
                        + " where t.session_id = ? and not l.duplicate group by t.tool order by 2 desc, 1")
                .param(id)
                .query((r, n) -> new Tool(r.getString(1), r.getInt(2), r.getInt(3)))
                .list();
    }

    private List<TokensOfDay> tokens(long id) {
        Map<TokensOfDay, Session.Tokens> sums = new LinkedHashMap<>();
        jdbc.sql("select at, model, input, cache_read, cache_w5 + cache_w1h, cache_w1h, output from api_message"
                        + " where session_id = ? and counted order by at, model")
                .param(id)
                .query((r, n) -> {
                    Instant at = instant(r, "at");
                    TokensOfDay key = new TokensOfDay(
                            at == null
                                    ? null
                                    : at.atZone(ZoneId.systemDefault()).toLocalDate(),
                            r.getString(2),
                            new Session.Tokens(0, 0, 0, 0, 0));
                    sums.merge(
                            key,
                            new Session.Tokens(r.getLong(3), r.getLong(4), r.getLong(5), r.getLong(6), r.getLong(7)),
                            SessionDetails::plus);
                    return n;
                })
                .list();
        List<TokensOfDay> days = new ArrayList<>();
        sums.forEach((key, sum) -> days.add(new TokensOfDay(key.day(), key.model(), sum)));
        return days;
    }

    private static Session.Tokens plus(Session.Tokens a, Session.Tokens b) {
        return new Session.Tokens(
                a.input() + b.input(),
                a.cacheRead() + b.cacheRead(),
                a.cacheWrite() + b.cacheWrite(),
                a.cacheWrite1h() + b.cacheWrite1h(),
                a.output() + b.output());
    }

    private List<Stored> stored(long id) {
        return jdbc.sql("select path, kind, kept, stored, versions, source_there from log where session_id = ?"
                        + " order by role desc, path limit 2000")
                .param(id)
                .query((r, n) -> new Stored(
                        r.getString(1), r.getString(2), r.getLong(3), r.getLong(4), r.getInt(5), r.getBoolean(6)))
                .list();
    }

    private List<BadLine> unreadable(long id) {
        return jdbc.sql(
                        "select l.path, u.line, u.off, u.len, u.reason from unreadable_line u join log l on l.id = u.log_id"
                                + " where l.session_id = ? and not l.duplicate order by l.path, u.line limit " + MAX)
                .param(id)
                .query((r, n) -> new BadLine(r.getString(1), r.getInt(2), r.getLong(3), r.getInt(4), r.getString(5)))
                .list();
    }

    private List<TypeCount> unknown(long id) {
        return jdbc.sql("select u.what, sum(u.times) from unknown_type u join log l on l.id = u.log_id"
                        + " where l.session_id = ? and not l.duplicate group by u.what order by 2 desc, 1")
                .param(id)
                .query((r, n) -> new TypeCount(r.getString(1), r.getInt(2)))
                .list();
    }

    private List<CopyOfLog> copies(long id) {
        return jdbc.sql("select h.path, l.path, l.source_there, l.source_mtime, l.source_size from log l"
                        + " join log_home h on h.id = l.home_id where l.session_id = ? and l.role = 'transcript'"
                        + " order by " + Primary.FIRST)
                .param(id)
                .query((r, n) -> new CopyOfLog(
                        Path.of(r.getString(1)).resolve(r.getString(2)).toString(),
                        r.getBoolean(3),
                        instant(r, "source_mtime"),
                        r.getLong(5)))
                .list();
    }

    private static @Nullable Instant instant(ResultSet r, String column) throws SQLException {
        long millis = r.getLong(column);
        return r.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
