package dev.reprise.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what has to be settled when all logs at hand are read: which copy of a message counts, whose title a summary
 * is, what is known of sessions without a log. That something is due is kept in the database too, so a crash hides nothing.
 */
final class Settling {

    private static final int MOST = 200_000;

    private final Connection connection;
    private final SessionSums sums;
    private final Copies copies;
    private final LooseEnds looseEnds;
    private final Set<Long> messages = new HashSet<>();
    private final Set<Long> places = new HashSet<>();
    private final Set<Long> withoutLog = new HashSet<>();
    private final Set<UUID> found = new HashSet<>();
    private @Nullable Set<UUID> leaves;
    private boolean all = true;
    private boolean prompts;
    private boolean marked;

    Settling(Connection connection, SessionRows sessions, SessionSums sums, LogRows logs) {
        this.connection = connection;
        this.sums = sums;
        this.copies = new Copies(connection);
        this.looseEnds = new LooseEnds(connection, sessions, logs);
    }

    /** These messages were written or taken away by the transaction at hand. */
    void stored(Set<Long> hashes) throws SQLException {
        messages.addAll(hashes);
        if (messages.size() > MOST) {
            all = true;
            messages.clear();
        }
        if (!marked) {
            execute("update settling set due = true");
            marked = true;
        }
    }

    /** A log with this message was read; some summary may be its. */
    void message(UUID uuid) throws SQLException {
        Set<UUID> known = leaves == null ? looseEnds.leaves() : leaves;
        leaves = known;
        if (!known.isEmpty() && known.contains(uuid)) {
            found.add(uuid);
        }
    }

    /** The messages that this session shares with others may count elsewhere now. */
    void placeChanged(long session) {
        places.add(session);
    }

    void promptsTyped() {
        prompts = true;
    }

    /** This session has no main log (yet). */
    void withoutLog(long session) {
        withoutLog.add(session);
    }

    /** Settles all that is due; answers the sessions that changed. */
    Set<Long> settle() throws SQLException {
        Set<Long> changed = new HashSet<>();
        if (!all && !marked && !prompts && withoutLog.isEmpty()) {
            return changed;
        }
        boolean everything = all && due();
        for (long session : places) {
            if (!everything) {
                messages.addAll(copies.shared(session));
                found.addAll(looseEnds.leaves(session));
            }
        }
        places.clear();
        changed.addAll(everything ? copies.settleAll() : copies.settle(messages));
        if (everything) {
            // which leaves the process that was killed had found is not known
            looseEnds.lookAgain();
        } else {
            looseEnds.lookAgain(found);
        }
        found.clear();
        if (looseEnds.titlesDue()) {
            changed.addAll(looseEnds.titles());
            leaves = null;
        }
        changed.addAll(looseEnds.withoutLog(withoutLog, everything || prompts));
        for (long session : changed) {
            sums.refresh(session);
        }
        execute("update settling set due = false");
        messages.clear();
        withoutLog.clear();
        all = false;
        prompts = false;
        marked = false;
        return changed;
    }

    private boolean due() throws SQLException {
        try (PreparedStatement s = connection.prepareStatement("select due from settling");
                ResultSet r = s.executeQuery()) {
            return r.next() && r.getBoolean(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(sql)) {
            s.executeUpdate();
        }
    }
}
