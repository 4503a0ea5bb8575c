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

    /** So many times as long as to ask takes is what was heard good enough. */
    private static final int SHARE = 20;

    private static final long FRESH_NANOS = 500_000_000L;

    private final JdbcClient jdbc;
    private volatile @Nullable Now now;
    private volatile boolean stale = true;
    private volatile long askedAt;
    private volatile long tookNanos;
    private volatile long wait = FRESH_NANOS;

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
        stale = true;
        wait = 0;
    }

    /** As of now, half a second old at most while something is stored; older where to ask takes long, so that it takes a part of the time. */
    public Now now() {
        Now known = now;
        if (known != null && (!stale || System.nanoTime() - askedAt < Math.max(wait, SHARE * tookNanos))) {
            return known;
        }
        stale = false;
        wait = FRESH_NANOS;
        long begun = System.nanoTime();
        Now fresh;
        try {
            fresh = ask();
        } catch (DataAccessException e) {
            // the catalogue is closed; the obstacle is told elsewhere
            return known == null ? new Now(0, 0, 0) : known;
        }
        now = fresh;
        askedAt = System.nanoTime();
        tookNanos = askedAt - begun;
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
