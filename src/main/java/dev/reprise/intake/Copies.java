package dev.reprise.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
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

    /** The rows of some messages, of each the one that counts first. */
    static final String RANK =
            "select m.id, m.msg, m.session_id, m.counted from api_message m join log l on l.id = m.log_id"
                    + " join session s on s.id = m.session_id where %s order by m.msg,"
                    + " case when s.forked_from is null then 0 else 1 end, coalesce(l.own_since, l.last_at, 0), s.native_id, l.path, m.id";

    static final String THESE = "m.msg = any(?)";

    /** Messages looked up at a time. */
    private static final int PIECE = 1_000;

    private final Connection connection;

    Copies(Connection connection) {
        this.connection = connection;
    }

    /** Settles which row of each of these messages counts; answers the sessions whose sums changed. */
    Set<Long> settle(Set<Long> messages) throws SQLException {
        Set<Long> changed = new HashSet<>();
        List<Long> all = List.copyOf(messages);
        for (int from = 0; from < all.size(); from += PIECE) {
            changed.addAll(settle(THESE, all.subList(from, Math.min(all.size(), from + PIECE))));
        }
        return changed;
    }

    /** As {@link #settle(Set)}, of all messages. */
    Set<Long> settleAll() throws SQLException {
        return settle(
                "m.msg in (select msg from api_message group by msg having count(*) > 1 or not bool_and(counted))",
                List.of());
    }

    /** The messages of this session that were seen to stand elsewhere too. */
    Set<Long> shared(long session) throws SQLException {
        Set<Long> shared = new HashSet<>();
        try (PreparedStatement s = connection.prepareStatement("select msg from shared_message where session_id = ?")) {
            s.setLong(1, session);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    shared.add(r.getLong(1));
                }
            }
        }
        return shared;
    }

    private Set<Long> settle(String which, List<Long> messages) throws SQLException {
        Set<Long> changed = new HashSet<>();
        try (PreparedStatement s = connection.prepareStatement(RANK.formatted(which))) {
            if (!messages.isEmpty()) {
                s.setArray(1, connection.createArrayOf("BIGINT", messages.toArray()));
            }
            try (ResultSet r = s.executeQuery()) {
                settle(r, changed);
            }
        }
        return changed;
    }

    private void settle(ResultSet r, Set<Long> changed) throws SQLException {
        long last = 0;
        long firstSession = 0;
        boolean first = true;
        try (PreparedStatement mark = connection.prepareStatement("update api_message set counted = ? where id = ?");
                PreparedStatement shared = connection.prepareStatement(
                        "merge into shared_message (session_id, msg) key (session_id, msg) values (?, ?)")) {
            for (; r.next(); first = false) {
                boolean counts = first || r.getLong(2) != last;
                last = r.getLong(2);
                if (counts) {
                    firstSession = r.getLong(3);
                } else {
                    shares(shared, firstSession, last);
                    shares(shared, r.getLong(3), last);
                }
                if (counts != r.getBoolean(4)) {
                    mark.setBoolean(1, counts);
                    mark.setLong(2, r.getLong(1));
                    mark.addBatch();
                    changed.add(r.getLong(3));
                }
            }
            mark.executeBatch();
            shared.executeBatch();
        }
    }

    private static void shares(PreparedStatement shared, long session, long message) throws SQLException {
        shared.setLong(1, session);
        shared.setLong(2, message);
        shared.addBatch();
    }
}
