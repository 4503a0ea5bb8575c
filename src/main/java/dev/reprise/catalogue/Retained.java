package dev.reprise.catalogue;

import dev.reprise.criteria.Criterion;
import dev.reprise.session.Protection;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionKind;
import dev.reprise.session.SessionState;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What rules of retention go by: of every session, in the list or not. Made for all of them at once. */
@Repository
public class Retained {

    private static final int AT_ONCE = 1_000;

    private final JdbcClient jdbc;

    Retained(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A session as rules see it.
     *
     * @param row of the catalogue
     * @param bytes raw, of its logs and side files
     * @param sourceAt file time of its log, epoch milliseconds; 0: that is gone
     * @param verified whether all of its logs in the vault were read back against their check sums
     * @param damaged whether some of them cannot be read
     */
    public record Row(
            long row,
            SessionId id,
            SessionKind kind,
            SessionState state,
            Protection protection,
            boolean pinned,
            boolean hold,
            boolean trashed,
            long lastAt,
            long bytes,
            String projectDir,
            long sourceAt,
            boolean verified,
            boolean damaged) {}

    /** All that have something in the vault, the most recently active first. */
    public List<Row> all() {
        return jdbc.sql(
                        "select l.id, agent, native_id, kind, state, protection, pinned, hold, r.trashed, last_at, bytes,"
                                + " project_dir, r.source_at, r.verified, r.damaged from session_list l join session_retained r"
                                + " on r.id = l.id where protection not in ('lost', 'unknown') order by last_at desc, l.id desc")
                .query((r, n) -> new Row(
                        r.getLong(1),
                        new SessionId(r.getString(2), r.getString(3)),
                        SessionKind.of(r.getString(4)),
                        SessionState.of(r.getString(5)),
                        Protection.of(r.getString(6)),
                        r.getBoolean(7),
                        r.getBoolean(8),
                        r.getBoolean(9),
                        r.getLong(10),
                        r.getLong(11),
                        r.getString(12),
                        r.getLong(13),
                        r.getBoolean(14),
                        r.getBoolean(15)))
                .list();
    }

    /** Rows of those that fit, whatever the list shows. */
    public Set<Long> matching(Criterion criterion) {
        CriteriaSql all = new CriteriaSql(criterion, false);
        return new HashSet<>(jdbc.sql("select s.id from " + all.from() + " where " + all.sql())
                .params(all.params())
                .query(Long.class)
                .list());
    }

    /** Whether this one fits. */
    public boolean matches(SessionId id, Criterion criterion) {
        CriteriaSql one = new CriteriaSql(criterion, false);
        List<Object> params = new ArrayList<>(one.params());
        params.add(id.agent());
        params.add(id.value());
        return !jdbc.sql("select s.id from " + one.from() + " where " + one.sql()
                        + " and s.agent = ? and s.native_id = ?")
                .params(params)
                .query(Long.class)
                .list()
                .isEmpty();
    }

    /** Sessions that began, or are shown, in this directory or below it. */
    public List<SessionId> inDirectory(String dir) {
        return jdbc
                .sql("select agent, native_id, project_dir, cwd from session where locate(?, project_dir) = 1 or"
                        + " locate(?, cwd) = 1")
                .params(dir, dir)
                .query((r, n) -> within(dir, r.getString(3)) || within(dir, r.getString(4))
                        ? List.of(new SessionId(r.getString(1), r.getString(2)))
                        : List.<SessionId>of())
                .list()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static boolean within(String dir, @Nullable String path) {
        return path != null && (path.equals(dir) || path.startsWith(dir + "/") || path.startsWith(dir + "\\"));
    }

    /** Whether the catalogue has it. */
    public boolean isKnown(SessionId id) {
        return !jdbc.sql("select id from session where agent = ? and native_id = ?")
                .params(id.agent(), id.value())
                .query(Long.class)
                .list()
                .isEmpty();
    }

    /** What to know them by, by row. */
    public Map<Long, String> titles(Collection<Long> rows) {
        Map<Long, String> found = new HashMap<>();
        each(
                rows,
                "select id, title from session where id = any(?)",
                (ResultSet r, int n) -> found.put(r.getLong(1), r.getString(2)));
        return found;
    }

    /** Of those that are runs of a scheduled task: its name, by row. */
    public Map<Long, String> routines(Collection<Long> rows) {
        Map<Long, String> found = new HashMap<>();
        each(
                rows,
                "select id, task from session where id = any(?) and task is not null",
                (r, n) -> found.put(r.getLong(1), r.getString(2)));
        return found;
    }

    /** Those in which a person typed a prompt: the CLI's own history of prompts names them. */
    public Set<Long> spoken(Collection<Long> rows) {
        Set<Long> found = new HashSet<>();
        each(
                rows,
                "select s.id from session s where s.id = any(?) and exists (select 1 from typed_prompt p where p.native_id ="
                        + " s.native_id)",
                (r, n) -> found.add(r.getLong(1)));
        return found;
    }

    /** Bytes in the vault, by row, of all that there are. */
    public Map<Long, Long> stored() {
        Map<Long, Long> found = new HashMap<>();
        jdbc.sql("select session_id, sum(stored) from log where session_id is not null group by session_id")
                .query((ResultSet r, int n) -> found.put(r.getLong(1), r.getLong(2)))
                .list();
        return found;
    }

    private <T> void each(Collection<Long> rows, String sql, RowMapper<@Nullable T> mapper) {
        List<Long> all = List.copyOf(rows);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            Long[] some =
                    all.subList(from, Math.min(all.size(), from + AT_ONCE)).toArray(new Long[0]);
            jdbc.sql(sql).param(some).query(mapper).list();
        }
    }
}
