package dev.reprise.catalogue;

import dev.reprise.agent.Finding;
import dev.reprise.agent.Running;
import dev.reprise.data.Compaction;
import dev.reprise.label.Arrangement;
import dev.reprise.label.Label;
import dev.reprise.session.SessionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of the catalogue. Every call is one transaction on its own connection; what it says of a file reaches the
 * {@link TrackedFile} after the commit. Not thread-safe, used by the import's writer thread only.
 */
public final class CatalogueWriter implements AutoCloseable {

    private final Connection connection;
    private final Compaction compaction;
    private final Statements statements;
    private final LogRows logs;
    private final ListRows list;
    private final HomeRows homes;
    private final LabelCopies labels;
    private final ProjectCopies projects;
    private final SessionRows sessions;
    private final BatchWriter batches;

    /** Opens a connection of its own. */
    public CatalogueWriter(DataSource source, Clock clock) throws SQLException {
        connection = source.getConnection();
        connection.setAutoCommit(false);
        compaction = new Compaction(connection);
        statements = new Statements(connection);
        logs = new LogRows(statements);
        list = new ListRows(statements);
        homes = new HomeRows(statements, list);
        labels = new LabelCopies(statements, list);
        projects = new ProjectCopies(statements, list);
        sessions = new SessionRows(statements, list, labels);
        batches = new BatchWriter(statements, logs, sessions, list, clock);
    }

    /**
     * What a transaction stored.
     *
     * @param sessions ids of the rows of sessions that changed
     * @param entries new rows of {@code entry}
     */
    public record Stored(Set<Long> sessions, List<Range> entries) {

        /**
         * Entries of one log: sequence numbers {@code [from, to)}. {@code generation} grows whenever they are read anew, the
         * watermark with every range of any log.
         *
         * @param found those that have a text; null if the texts were not kept: then they are to be read from the vault
         */
        public record Range(
                long log,
                int generation,
                int from,
                int to,
                long watermark,
                @Nullable List<Finding.EntryFound> found) {}
    }

    /** Every log of these homes, as the last run left it. */
    public List<TrackedFile> known(List<Home> homes) throws SQLException {
        this.homes.ensure(homes);
        List<TrackedFile> known = logs.known(homes);
        batches.watermark(logs.watermark());
        connection.commit();
        return known;
    }

    /** Sessions of which only the quick look is known; those already there stay as they are. */
    public void glimpsed(List<Glimpsed> looks) throws SQLException {
        try {
            inTransaction(() -> {
                for (Glimpsed look : looks) {
                    batches.glimpsed(look);
                }
            });
        } catch (SQLException | RuntimeException e) {
            reload(looks.stream().map(Glimpsed::file).toList());
            throw e;
        }
    }

    /** Stores batches of any logs, in order. */
    public Stored store(List<Batch> batches) throws SQLException {
        Stored[] stored = new Stored[1];
        inTransaction(() -> {
            for (Batch batch : batches) {
                this.batches.store(batch);
            }
            stored[0] = this.batches.finish();
        });
        return stored[0];
    }

    /** Sources that went or came; a log without its source is only in the vault. Answers the sessions that changed. */
    public Set<Long> sources(List<TrackedFile> files) throws SQLException {
        Set<Long> changed = new HashSet<>();
        inTransaction(() -> {
            for (TrackedFile file : files) {
                LogRow row = batches.row(file).failed(false);
                batches.write(file, row, file.source());
                logs.skipped(row.id(), null);
                if (row.session() != null) {
                    changed.add(row.session());
                }
            }
            for (long session : changed) {
                batches.describeByPrimary(session);
            }
            batches.refresh(changed);
        });
        return changed;
    }

    /** What was seen of these files in the vault; answers their sessions. */
    public Set<Long> looked(List<VaultLook> looks) throws SQLException {
        Set<Long> changed = new HashSet<>();
        inTransaction(() -> {
            for (VaultLook look : looks) {
                LogRow row = batches.row(look.file());
                // what was written since is newer than the look
                if (row.id() != 0 && row.kept().bytes() == look.kept().bytes()) {
                    batches.write(
                            look.file(),
                            row.kept(look.kept()).looked(look.looked()),
                            look.file().source());
                    if (row.session() != null) {
                        changed.add(row.session());
                    }
                }
            }
            batches.refresh(changed);
        });
        return changed;
    }

    /**
     * After a scan: a part of what is due of copies of messages, titles by leaf, sessions of which only prompts survive.
     *
     * @param changed gets the sessions that changed
     * @return whether more is due
     */
    public boolean reconcile(Set<Long> changed) throws SQLException {
        boolean[] more = new boolean[1];
        inTransaction(() -> more[0] = batches.reconciliation().go(changed));
        return more[0];
    }

    /** Logs that the CLI moved: same rows, new paths. */
    public void moved(List<TrackedFile> moved) throws SQLException {
        inTransaction(() -> {
            for (TrackedFile file : moved) {
                batches.write(file, batches.row(file), file.source());
                logs.remember(file);
            }
        });
    }

    /** After how long the CLI of each home deletes a log, as its settings say now; empty: never. */
    public void sweeps(Map<Home, Optional<Duration>> after) throws SQLException {
        inTransaction(() -> {
            for (Map.Entry<Home, Optional<Duration>> home : after.entrySet()) {
                homes.sweeps(home.getKey().id(), home.getValue());
            }
        });
    }

    /** What was not known to be lost may be old enough by now; answers the sessions that changed. */
    public Set<Long> age() throws SQLException {
        Set<Long> changed = new HashSet<>();
        inTransaction(() -> changed.addAll(batches.age()));
        return changed;
    }

    /**
     * Takes over what people wrote, and how they arrange it; answers the sessions that changed.
     *
     * @param only the sessions that {@code all} is of; null: all that there are, and how they are arranged
     */
    public Set<Long> labels(Collection<Label> all, Arrangement arrangement, @Nullable Set<SessionId> only)
            throws SQLException {
        Set<Long> changed = new HashSet<>();
        List<Label> shown = all.stream().map(label -> label.shown(arrangement)).toList();
        inTransaction(() -> {
            changed.addAll(labels.refresh(shown, only));
            if (only == null) {
                changed.addAll(projects.refresh(arrangement));
            }
        });
        return changed;
    }

    /** What is seen of sessions' processes now, by native id; answers those for which that changed. */
    public Set<Long> present(String agent, Map<String, Presence> now) throws SQLException {
        Set<Long> changed = new HashSet<>();
        inTransaction(() -> {
            changed.addAll(sessions.presences().present(agent, now));
            // what runs is not lost
            batches.refresh(sessions.presences().withoutLog(changed));
        });
        return changed;
    }

    /** Sessions, by native id, with prompts that are later than all of their logs since before this time; the first of them. */
    public Map<String, Instant> unwritten(Instant before) throws SQLException {
        Map<String, Instant> all = new HashMap<>();
        inTransaction(() -> all.putAll(sessions.troubles().unwritten(before)));
        return all;
    }

    /** What a registry says of processes that are gone, and of whose sessions no log is known; answers those that were not known. */
    public Set<Long> registered(Home home, List<Running> gone) throws SQLException {
        Set<Long> made = new HashSet<>();
        inTransaction(() -> {
            for (Running one : gone) {
                batches.registered(home, one).ifPresent(made::add);
            }
        });
        return made;
    }

    /** The saved fold of a log, if it has one. */
    public Optional<String> state(TrackedFile file) throws SQLException {
        Optional<String> state = logs.state(file.row().id());
        connection.commit();
        return state;
    }

    /** Asks again what the catalogue has of these files, after a transaction that failed; they count as not read. */
    public void reload(Collection<TrackedFile> failed) throws SQLException {
        for (TrackedFile file : Set.copyOf(failed)) {
            file.committed(logs.row(file).failed(true));
        }
        connection.commit();
    }

    /** Hands the database file what was committed; the operating system writes it when it likes. */
    public void checkpoint() throws SQLException {
        try (Statement s = connection.createStatement()) {
            s.execute("checkpoint");
        }
    }

    /** Gives back a piece of space that is not used any more; answers whether more may be. For when nothing is to be written. */
    public boolean compact() throws SQLException {
        return compaction.step();
    }

    /** The same, as far as this time goes, before it is closed. */
    public void compact(Duration time) throws SQLException {
        compaction.finish(time.toMillis());
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void inTransaction(Work work) throws SQLException {
        boolean done = false;
        try {
            work.run();
            list.foldRuns();
            connection.commit();
            done = true;
            batches.committed();
        } finally {
            if (!done) {
                connection.rollback();
                statements.clear();
                list.failed();
                batches.failed();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        statements.close();
        connection.close();
    }
}
