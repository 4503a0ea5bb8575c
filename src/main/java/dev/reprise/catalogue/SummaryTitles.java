package dev.reprise.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Summaries name the last message (leaf) of the session whose title they are; any log may hold one of any session. */
final class SummaryTitles {

    private final Statements statements;
    private final UuidRows uuids;

    SummaryTitles(Statements statements, UuidRows uuids) {
        this.statements = statements;
        this.uuids = uuids;
    }

    /** Every leaf that a summary names. */
    Set<UUID> leaves() throws SQLException {
        return uuids(statements.of("select distinct leaf from title_of"));
    }

    /** Those of the leaves that this session was seen to have. */
    Set<UUID> leaves(long session) throws SQLException {
        return uuids(statements
                .of("select leaf from leaf_place where session_id = :session")
                .set("session", session));
    }

    private static Set<UUID> uuids(NamedStatement query) throws SQLException {
        Set<UUID> found = new HashSet<>();
        try (ResultSet r = query.query()) {
            while (r.next()) {
                found.add(r.getObject(1, UUID.class));
            }
        }
        return found;
    }

    /** Sessions whose title a summary in this log is. */
    Set<Long> titled(long log) throws SQLException {
        return Statements.longs(statements
                .of("select distinct owner from title_of where owner > 0 and log_id = :log")
                .set("log", log));
    }

    /**
     * Gives the summaries that name these leaves to the sessions that have them; costs a look at the filters of all uuids.
     *
     * @param sessions whose summaries changed otherwise
     * @return the sessions whose title changed
     */
    Set<Long> settle(Set<UUID> leaves, Set<Long> sessions) throws SQLException {
        Set<Long> concerned = new HashSet<>(sessions);
        Map<UUID, Set<Long>> logsWith = leaves.isEmpty() ? Map.of() : uuids.logsWith(leaves);
        for (UUID leaf : leaves) {
            concerned.addAll(Statements.longs(statements
                    .of("select distinct owner from title_of where leaf = :leaf and owner > 0")
                    .set("leaf", leaf)));
            long owner = owner(leaf, logsWith.getOrDefault(leaf, Set.of()));
            concerned.add(owner);
            statements
                    .of("update title_of set owner = :owner where leaf = :leaf")
                    .set("owner", owner)
                    .set("leaf", leaf)
                    .execute();
        }
        concerned.remove(0L);
        Set<Long> changed = new HashSet<>();
        for (long session : concerned) {
            if (summary(session)) {
                changed.add(session);
            }
        }
        return changed;
    }

    /** Of several logs with the leaf the original one; 0 where no log has it (yet). */
    private long owner(UUID leaf, Set<Long> logsWithIt) throws SQLException {
        long owner = 0;
        if (logsWithIt.isEmpty()) {
            return owner;
        }
        NamedStatement place = statements.batch(
                "merge into leaf_place (session_id, leaf) key (session_id, leaf) values (:session, :leaf)");
        try (ResultSet r = statements
                .of("select l.session_id from log l join session s on s.id = l.session_id where l.id = any(:logs)"
                        + " order by " + Copies.ORIGINAL_FIRST)
                .setAll("logs", "BIGINT", logsWithIt)
                .query()) {
            while (r.next()) {
                owner = owner == 0 ? r.getLong(1) : owner;
                place.set("session", r.getLong(1)).set("leaf", leaf).add();
            }
        }
        place.flush();
        return owner;
    }

    /** The last of the summaries that are this session's is its; answers whether that is another one now. */
    private boolean summary(long session) throws SQLException {
        Optional<String> summary = Statements.first(
                statements
                        .of("select t.title from title_of t join log l on l.id = t.log_id where t.owner = :session"
                                + " order by l.path desc, t.id desc limit 1")
                        .set("session", session),
                r -> r.getString(1));
        return statements
                        .of("update session set summary = :summary where id = :id"
                                + " and summary is distinct from cast(:summary as varchar)")
                        .set("summary", summary.orElse(null))
                        .set("id", session)
                        .execute()
                > 0;
    }
}
