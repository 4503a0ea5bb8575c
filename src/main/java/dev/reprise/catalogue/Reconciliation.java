package dev.reprise.catalogue;

import dev.reprise.agent.SourceFile.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what has to be settled when all logs at hand are read: which copy of a message counts, whose title a summary
 * is, what is known of sessions without a log. Costs what is new, not what there is, and goes in steps, so that live lines
 * need not wait for it. That something is due is kept in the database too, so a crash hides nothing.
 */
final class Reconciliation {

    /** Time for one step. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private static final int FEW = 500;
    private static final int SOME = 2_000;
    /** Messages that may wait while an import goes on: 32 bytes each. */
    private static final int MAX_WAITING = 20_000;
    /** Rows looked at together after a kill. */
    private static final int ROWS = 20_000;

    private final Statements statements;
    private final SessionSums sums;
    private final Copies copies;
    private final SummaryTitles summaries;
    private final SessionsWithoutLog sessionsWithoutLog;
    private final UuidRows uuids;
    private final Set<Long> messages = new HashSet<>();
    private final Set<Long> places = new HashSet<>();
    private final Set<Long> withoutLog = new HashSet<>();
    private final Set<UUID> leaves = new HashSet<>();
    private final Set<Long> titles = new HashSet<>();
    private final Set<Long> stale = new LinkedHashSet<>();
    private final Map<String, Set<String>> typed = new HashMap<>();
    /** Ranges of rows, from and to, that a process that was killed may not have settled. */
    private final Deque<long[]> unsure = new ArrayDeque<>();

    /** Main logs without filters of their uuids. */
    private final Set<Long> unfiltered = new HashSet<>();

    private @Nullable Set<UUID> known;
    /** What another process left is not known yet. */
    private boolean inherited = true;

    private boolean broken;
    private boolean allTyped;
    private boolean marked;

    Reconciliation(
            Statements statements,
            SessionSums sums,
            SummaryTitles summaries,
            SessionsWithoutLog sessionsWithoutLog,
            UuidRows uuids) {
        this.statements = statements;
        this.sums = sums;
        this.copies = new Copies(statements);
        this.summaries = summaries;
        this.sessionsWithoutLog = sessionsWithoutLog;
        this.uuids = uuids;
    }

    /** These messages were written or taken away by the transaction at hand. */
    void stored(Set<Long> hashes) throws SQLException {
        messages.addAll(hashes);
        if (!marked) {
            statements.of("update settling set due = true").execute();
            marked = true;
        }
        while (messages.size() > MAX_WAITING) {
            stale.addAll(copies.settle(piece(messages, SOME)));
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
        Set<UUID> have = known == null ? summaries.leaves() : known;
        known = have;
        return have;
    }

    /** The messages and leaves that this session shares with others may count elsewhere now. */
    void placeChanged(long session) {
        places.add(session);
    }

    /** All rows of this log are about to go. */
    void forgetting(TrackedFile file, LogRow row) throws SQLException {
        titles.addAll(summaries.titled(row.id()));
        if (row.session() != null) {
            places.add(row.session());
        }
        allTyped |= file.file().role() == Role.HISTORY;
    }

    /** The prompt history of an agent names this session. */
    void promptTyped(String agent, String session) {
        typed.computeIfAbsent(agent, a -> new HashSet<>()).add(session);
    }

    /** This session has no main log (yet). */
    void withoutLog(long session) {
        withoutLog.add(session);
    }

    /** Describes a session without a log at once. */
    void describe(long session) throws SQLException {
        sessionsWithoutLog.describe(session);
    }

    /** What a step that failed was about is not known any more: the next one begins as after a kill. */
    void failed() {
        inherited = true;
        broken = true;
        marked = false;
    }

    /**
     * Goes on with a part of what is due.
     *
     * @param changed gets the sessions that changed
     * @return whether more is due
     */
    boolean go(Set<Long> changed) throws SQLException {
        if (inherited) {
            inherit();
        }
        long start = System.nanoTime();
        while (isDue()) {
            part(changed);
            if (System.nanoTime() - start > STEP_NANOS) {
                break;
            }
        }
        if (isDue()) {
            return true;
        }
        if (marked) {
            statements
                    .of("update settling set due = false, settled_to = (select coalesce(max(id), 0) from api_message)")
                    .execute();
            marked = false;
        }
        return false;
    }

    private boolean isDue() {
        return allTyped
                || !(messages.isEmpty()
                        && places.isEmpty()
                        && withoutLog.isEmpty()
                        && leaves.isEmpty()
                        && titles.isEmpty()
                        && stale.isEmpty()
                        && typed.isEmpty()
                        && unsure.isEmpty()
                        && unfiltered.isEmpty());
    }

    /** A few of whatever comes first: what decides goes before what is decided. */
    private void part(Set<Long> changed) throws SQLException {
        if (!unfiltered.isEmpty()) {
            for (long log : piece(unfiltered, 1)) {
                uuids.make(log);
            }
        } else if (!unsure.isEmpty()) {
            long[] range = unsure.removeFirst();
            messages.addAll(copies.between(range[0], range[1]));
        } else if (!places.isEmpty()) {
            for (long session : piece(places, FEW)) {
                messages.addAll(copies.shared(session));
                leaves.addAll(summaries.leaves(session));
            }
        } else if (!messages.isEmpty()) {
            stale.addAll(copies.settle(piece(messages, SOME)));
        } else if (!leaves.isEmpty() || !titles.isEmpty()) {
            stale.addAll(summaries.settle(piece(leaves, FEW), piece(titles, FEW)));
        } else if (allTyped) {
            allTyped = false;
            withoutLog.addAll(sessionsWithoutLog.all());
        } else if (!typed.isEmpty()) {
            Map.Entry<String, Set<String>> some = typed.entrySet().iterator().next();
            withoutLog.addAll(sessionsWithoutLog.typed(some.getKey(), piece(some.getValue(), FEW)));
            typed.values().removeIf(Set::isEmpty);
        } else if (!withoutLog.isEmpty()) {
            for (long session : piece(withoutLog, FEW)) {
                sessionsWithoutLog.describe(session);
                stale.add(session);
            }
        } else {
            for (long session : piece(stale, FEW)) {
                sums.refresh(session);
                changed.add(session);
            }
        }
    }

    /** Takes at most so many out of a set. */
    private static <T> Set<T> piece(Collection<T> from, int most) {
        List<T> taken = new ArrayList<>(Math.min(most, from.size()));
        Iterator<T> all = from.iterator();
        while (taken.size() < most && all.hasNext()) {
            taken.add(all.next());
            all.remove();
        }
        return new LinkedHashSet<>(taken);
    }

    /** What the process before this one had stored but not settled. */
    private void inherit() throws SQLException {
        inherited = false;
        try (ResultSet r = statements
                .of("select due, settled_to, (select coalesce(max(id), 0) from api_message) last from settling")
                .query()) {
            if (!r.next() || !r.getBoolean("due") && !broken) {
                return;
            }
            for (long from = r.getLong("settled_to"); from < r.getLong("last"); from += ROWS) {
                unsure.add(new long[] {from, from + ROWS});
            }
        }
        broken = false;
        marked = true;
        unfiltered.addAll(uuids.without());
        messages.addAll(copies.shared());
        leaves.addAll(known());
        allTyped = true;
    }
}
