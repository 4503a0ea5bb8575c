package dev.reprise.intake;

import dev.reprise.agent.SourceFile.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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
    private final Map<String, Set<String>> typed = new HashMap<>();
    private final Set<UUID> leaves = new HashSet<>();
    private final Set<Long> titles = new HashSet<>();
    private @Nullable Set<UUID> known;
    private boolean all = true;
    private boolean allTyped;
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

    /** A main log with this message was read; some summary may be its. */
    void message(UUID uuid) throws SQLException {
        if (known().contains(uuid)) {
            leaves.add(uuid);
        }
    }

    /** A summary was read that is the title of the session with this leaf. */
    void summary(UUID leaf) throws SQLException {
        known().add(leaf);
        leaves.add(leaf);
    }

    private Set<UUID> known() throws SQLException {
        Set<UUID> have = known == null ? looseEnds.leaves() : known;
        known = have;
        return have;
    }

    /** The messages and leaves that this session shares with others may count elsewhere now. */
    void placeChanged(long session) {
        places.add(session);
    }

    /** All rows of this log are about to go. */
    void forgetting(KnownLog log) throws SQLException {
        titles.addAll(looseEnds.titled(log.id));
        if (log.sessionId != null) {
            places.add(log.sessionId);
        }
        allTyped |= log.file.role() == Role.HISTORY;
    }

    /** The prompt history of an agent names this session. */
    void promptTyped(String agent, String session) {
        typed.computeIfAbsent(agent, a -> new HashSet<>()).add(session);
    }

    /** This session has no main log (yet). */
    void withoutLog(long session) {
        withoutLog.add(session);
    }

    /** Settles all that is due; answers the sessions that changed. Costs what is new, not what there is. */
    Set<Long> settle() throws SQLException {
        Set<Long> changed = new HashSet<>();
        if (!all && !marked && !allTyped && typed.isEmpty() && withoutLog.isEmpty()) {
            return changed;
        }
        boolean everything = all && due();
        if (everything) {
            // what the process that was killed had found is not known
            leaves.addAll(known());
        } else {
            for (long session : places) {
                messages.addAll(copies.shared(session));
                leaves.addAll(looseEnds.leaves(session));
            }
        }
        changed.addAll(everything ? copies.settleAll() : copies.settle(messages));
        changed.addAll(looseEnds.titles(leaves, titles));
        changed.addAll(everything || allTyped ? looseEnds.withoutLog() : looseEnds.withoutLog(withoutLog, typed));
        for (long session : changed) {
            sums.refresh(session);
        }
        execute("update settling set due = false");
        clear();
        return changed;
    }

    private void clear() {
        messages.clear();
        places.clear();
        withoutLog.clear();
        typed.clear();
        leaves.clear();
        titles.clear();
        all = false;
        allTyped = false;
        marked = false;
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
