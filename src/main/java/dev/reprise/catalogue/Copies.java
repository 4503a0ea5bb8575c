package dev.reprise.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Messages that stand in several logs (forks, resumed copies) are billed once: they count in the log that had them first,
 * which is the one without a mark of being a copy, then the one that wrote book-keeping of its own first, then the one
 * that ended first (docs/formats/claude.md, "Copies").
 */
final class Copies {

    /** Of several logs with the same message the original one comes first. {@code s} is the session, {@code l} the log. */
    static final String ORIGINAL_FIRST =
            "case when s.forked_from is null then 0 else 1 end, coalesce(l.own_since, l.last_at, 0), s.native_id";

    /** The rows of some messages, of each the one that counts first. */
    static final String RANK =
            "select m.id, m.msg, m.session_id, m.counted from api_message m join log l on l.id = m.log_id"
                    + " join session s on s.id = m.session_id where m.msg = any(:messages) order by m.msg, "
                    + ORIGINAL_FIRST
                    + ", l.path, m.id";

    /** Messages looked up at a time. */
    private static final int PIECE = 1_000;

    private final Statements statements;

    Copies(Statements statements) {
        this.statements = statements;
    }

    /** Settles which row of each of these messages counts; answers the sessions whose sums changed. */
    Set<Long> settle(Set<Long> messages) throws SQLException {
        Set<Long> changed = new HashSet<>();
        List<Long> all = List.copyOf(messages);
        for (int from = 0; from < all.size(); from += PIECE) {
            List<Long> piece = all.subList(from, Math.min(all.size(), from + PIECE));
            try (ResultSet r =
                    statements.of(RANK).setAll("messages", "BIGINT", piece).query()) {
                settle(r, changed);
            }
        }
        return changed;
    }

    /** The messages of these rows, from the first id on (exclusive) to the second. */
    Set<Long> between(long from, long to) throws SQLException {
        return Statements.longs(statements
                .of("select distinct msg from api_message where id > :from and id <= :to")
                .set("from", from)
                .set("to", to));
    }

    /** All messages that were seen to stand in more than one log. */
    Set<Long> shared() throws SQLException {
        return Statements.longs(statements.of("select distinct msg from shared_message"));
    }

    /** The messages of this session that were seen to stand elsewhere too. */
    Set<Long> shared(long session) throws SQLException {
        return Statements.longs(statements
                .of("select msg from shared_message where session_id = :session")
                .set("session", session));
    }

    private void settle(ResultSet r, Set<Long> changed) throws SQLException {
        NamedStatement mark = statements.batch("update api_message set counted = :counted where id = :id");
        NamedStatement shares = statements.batch(
                "merge into shared_message (session_id, msg) key (session_id, msg)" + " values (:session, :msg)");
        long last = 0;
        long firstSession = 0;
        for (boolean first = true; r.next(); first = false) {
            long message = r.getLong("msg");
            long session = r.getLong("session_id");
            boolean counts = first || message != last;
            last = message;
            if (counts) {
                firstSession = session;
            } else {
                shares.set("session", firstSession).set("msg", message).add();
                shares.set("session", session).set("msg", message).add();
            }
            if (counts != r.getBoolean("counted")) {
                mark.set("counted", counts).set("id", r.getLong("id")).add();
                changed.add(session);
            }
        }
        mark.flush();
        shares.flush();
    }
}
