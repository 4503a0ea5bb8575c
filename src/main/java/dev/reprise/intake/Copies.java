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
                    + " join session s on s.id = m.session_id where m.msg = any(?) order by m.msg,"
                    + " case when s.forked_from is null then 0 else 1 end, coalesce(l.own_since, l.last_at, 0), s.native_id, l.path, m.id";

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
            settle(all.subList(from, Math.min(all.size(), from + PIECE)), changed);
        }
        return changed;
    }

    /** The messages of these rows, from the first id on (exclusive) to the second. */
    Set<Long> between(long from, long to) throws SQLException {
        return messages("select distinct msg from api_message where id > " + from + " and id <= " + to);
    }

    /** All messages that were seen to stand in more than one log. */
    Set<Long> shared() throws SQLException {
        return messages("select distinct msg from shared_message");
    }

    private Set<Long> messages(String sql) throws SQLException {
        Set<Long> messages = new HashSet<>();
        try (PreparedStatement s = connection.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                messages.add(r.getLong(1));
            }
        }
        return messages;
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

    private void settle(List<Long> messages, Set<Long> changed) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(RANK)) {
            s.setArray(1, connection.createArrayOf("BIGINT", messages.toArray()));
            try (ResultSet r = s.executeQuery()) {
                settle(r, changed);
            }
        }
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
