package dev.reprise.catalogue;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How much the catalogue holds; asked of the database again only after something was stored. */
@Repository
public class Totals {

    private static final long FRESH_NANOS = 500_000_000L;

    private final JdbcClient jdbc;
    private volatile @Nullable Now now;
    private volatile boolean stale = true;
    private volatile long askedAt;

    Totals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How much there is; sessions are those in the list by default. */
    public record Now(long sessions, long entries, long unreadable) {}

    /** Something was stored. */
    public void expire() {
        stale = true;
    }

    /** What was asked before is not good enough: the next one to ask hears what is stored now. */
    public void forget() {
        now = null;
    }

    /** As of now, half a second old at most while something is stored. */
    public Now now() {
        Now known = now;
        if (known != null && (!stale || System.nanoTime() - askedAt < FRESH_NANOS)) {
            return known;
        }
        stale = false;
        askedAt = System.nanoTime();
        Now fresh;
        try {
            fresh = ask();
        } catch (DataAccessException e) {
            // the catalogue is closed; the obstacle is told elsewhere
            return known == null ? new Now(0, 0, 0) : known;
        }
        now = fresh;
        return fresh;
    }

    private Now ask() {
        return jdbc.sql(
                        "select (select count(*) from session_list where listed = true and hidden = false) s, (select coalesce(sum(entries), 0) from log) e,"
                                + " (select coalesce(sum(unreadable), 0) from log) u")
                .query((r, n) -> new Now(r.getLong(1), r.getLong(2), r.getLong(3)))
                .single();
    }

    /** The ids by which the world knows these sessions. */
    public Set<String> publicIds(Set<Long> sessions) {
        return new TreeSet<>(jdbc.sql("select agent || ':' || native_id from session where id in (:ids)")
                .param("ids", sessions)
                .query(String.class)
                .list());
    }
}
