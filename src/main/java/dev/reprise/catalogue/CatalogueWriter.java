package dev.reprise.catalogue;

import dev.reprise.agent.Finding;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.agent.Uuid;
import dev.reprise.data.Compaction;
import dev.reprise.label.Label;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final FindingRows findings;
    private final UuidRows uuids;
    private final LogRows logs;
    private final SubagentRows subagents;
    private final ListRows list;
    private final HomeRows homes;
    private final LabelCopies labels;
    private final SessionRows sessions;
    private final SessionSums sums;
    private final Reconciliation reconciliation;
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<TrackedFile, LogRow> pending = new HashMap<>();
    private final Set<Long> touched = new HashSet<>();
    private final List<Stored.Range> ranges = new ArrayList<>();
    private long watermark;

    /** Opens a connection of its own. */
    public CatalogueWriter(DataSource source) throws SQLException {
        connection = source.getConnection();
        connection.setAutoCommit(false);
        compaction = new Compaction(connection);
        statements = new Statements(connection);
        findings = new FindingRows(statements);
        uuids = new UuidRows(statements);
        logs = new LogRows(statements);
        subagents = new SubagentRows(statements);
        list = new ListRows(statements);
        homes = new HomeRows(statements, list);
        labels = new LabelCopies(statements, list);
        sessions = new SessionRows(statements, list, labels);
        sums = new SessionSums(statements, list);
        reconciliation = new Reconciliation(
                statements,
                sums,
                new SummaryTitles(statements, uuids),
                new SessionsWithoutLog(statements, sessions, logs),
                uuids);
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
         */
        public record Range(long log, int generation, int from, int to, long watermark) {}
    }

    /** Every log of these homes, as the last run left it. */
    public List<TrackedFile> known(List<Home> homes) throws SQLException {
        this.homes.ensure(homes);
        List<TrackedFile> known = logs.known(homes);
        watermark = logs.watermark();
        connection.commit();
        return known;
    }

    /** Sessions of which only the quick look is known; those already there stay as they are. */
    public void glimpsed(List<Glimpsed> looks) throws SQLException {
        try {
            inTransaction(() -> {
                for (Glimpsed look : looks) {
                    glimpsed(look);
                }
            });
        } catch (SQLException | RuntimeException e) {
            reload(looks.stream().map(Glimpsed::file).toList());
            throw e;
        }
    }

    private void glimpsed(Glimpsed look) throws SQLException {
        TrackedFile file = look.file();
        LogRow row = ensured(file, file.source());
        String nativeId = file.file().session();
        if (nativeId != null
                && file.file().role() == Role.TRANSCRIPT
                && row.read().to() == 0) {
            long id = sessionId(file.home(), nativeId);
            write(file, row.session(id), file.source());
            sessions.glimpse(id, file, look.glimpse());
        }
    }

    /** Stores batches of any logs, in order. */
    public Stored store(List<Batch> batches) throws SQLException {
        Set<Long> changed = new HashSet<>();
        List<Stored.Range> stored = new ArrayList<>();
        inTransaction(() -> {
            for (Batch batch : batches) {
                store(batch);
            }
            reconciliation.stored(findings.takeMessages());
            refresh(touched);
            changed.addAll(touched);
            stored.addAll(ranges);
            touched.clear();
            ranges.clear();
        });
        return new Stored(changed, stored);
    }

    private void refresh(Collection<Long> changed) throws SQLException {
        for (long session : changed) {
            if (!sums.refresh(session)) {
                reconciliation.withoutLog(session);
            }
        }
    }

    private void store(Batch batch) throws SQLException {
        TrackedFile file = batch.file();
        boolean fresh = row(file).id() == 0;
        LogRow row = ensured(file, batch.source());
        if (batch.content() instanceof Batch.Read read && !read.follows(row)) {
            pending.put(file, row.failed(true));
            return;
        }
        Long session = owner(batch, row);
        row = row.session(session);
        if (session != null) {
            touched.add(session);
        }
        String skipped = batch.content() instanceof Batch.Skipped(String why) ? why : null;
        if (row.failed() || skipped != null) {
            logs.skipped(row.id(), skipped);
        }
        row = row.failed(skipped != null);
        switch (batch.content()) {
            case Batch.Skipped skip -> write(file, row, batch.source());
            case Batch.Side side -> side(batch, side, row);
            case Batch.Read read -> read(batch, read, row);
        }
        if (fresh && skipped == null && file.file().role() == Role.SUBAGENT) {
            subagents.describe(file);
        }
    }

    private void side(Batch batch, Batch.Side side, LogRow row) throws SQLException {
        TrackedFile file = batch.file();
        LogRow now = row.kept(side.kept())
                .looked(undamaged(row))
                .read(row.read().by(file.home().agent().reader().version()));
        write(file, now, batch.source());
        if (side.says() != null) {
            subagents.side(file, row.id(), side.says());
            if (side.says().title() != null && row.session() != null) {
                describeByPrimary(row.session());
            }
        }
    }

    private static LogRow.Looked undamaged(LogRow row) {
        return new LogRow.Looked(row.looked().verifiedAt(), 0, row.looked().readable());
    }

    private void read(Batch batch, Batch.Read read, LogRow before) throws SQLException {
        TrackedFile file = batch.file();
        LogRow row = before;
        if (read.reset()) {
            reconciliation.forgetting(file, row);
            findings.forget(row.id());
            uuids.forget(row.id());
            row = row.read(row.read().again());
        }
        int from = row.read().seqs();
        LogRow.Checkpoint now =
                findings.write(row, read).by(file.home().agent().reader().version());
        uuids.add(file, row.id(), read.findings());
        for (Finding finding : read.findings()) {
            toSettle(file, finding);
        }
        ranges.add(new Stored.Range(row.id(), now.generation(), from, now.seqs(), ++watermark));
        long since = row.read().since();
        row = row.read(now).kept(read.kept()).looked(undamaged(row));
        write(file, row, batch.source());
        logs.facts(row.id(), read.facts(), read.state(), watermark);
        Long session = row.session();
        if (session != null) {
            if (since != now.since()) {
                reconciliation.placeChanged(session);
            }
            if (file.file().role() == Role.TRANSCRIPT
                    && logs.primary(session).filter(file::equals).isPresent()) {
                write(session, file, row, read.facts());
            }
        }
    }

    private void toSettle(TrackedFile file, Finding finding) throws SQLException {
        switch (finding) {
            case Finding.EntryFound(var row)
            when row.uuid() != null && file.file().role() == Role.TRANSCRIPT -> reconciliation.message(row.uuid());
            case Finding.TitleOf title -> reconciliation.summary(Uuid.of(title.leafUuid()));
            case Finding.PromptTyped prompt -> {
                String session = SessionRows.nativeId(prompt.session());
                if (session != null) {
                    reconciliation.promptTyped(file.home().agent().id(), session);
                }
            }
            default -> {}
        }
    }

    /** Writes what the primary log of a session says, from its saved state. */
    private void describeByPrimary(long session) throws SQLException {
        TrackedFile file = logs.primary(session).orElse(null);
        String state = file == null ? null : logs.state(row(file).id()).orElse(null);
        if (file != null && state != null) {
            LogFacts facts =
                    file.home().agent().reader().fold(file.file(), state).facts();
            write(session, file, row(file), facts);
        }
    }

    private void write(long session, TrackedFile file, LogRow row, LogFacts facts) throws SQLException {
        if (!Objects.equals(sessions.forkedFrom(session), facts.kin().forkedFrom())) {
            reconciliation.placeChanged(session);
        }
        sessions.facts(session, file, row, facts);
    }

    private @Nullable Long owner(Batch batch, LogRow row) throws SQLException {
        TrackedFile file = batch.file();
        String nativeId = file.file().session();
        if (nativeId == null && file.file().role() == Role.SUBAGENT && batch.content() instanceof Batch.Read read) {
            nativeId = SessionRows.nativeId(read.facts().kin().innerSession());
        }
        return nativeId == null ? row.session() : Long.valueOf(sessionId(file.home(), nativeId));
    }

    private long sessionId(Home home, String nativeId) throws SQLException {
        String key = home.agent().id() + ":" + nativeId;
        Long known = ids.get(key);
        if (known == null) {
            known = sessions.ensure(home.id(), home.agent().id(), nativeId);
            ids.put(key, known);
        }
        return known;
    }

    /** What the transaction at hand, else the last one, says of this file. */
    private LogRow row(TrackedFile file) {
        return pending.getOrDefault(file, file.row());
    }

    private LogRow ensured(TrackedFile file, Source source) throws SQLException {
        LogRow row = row(file);
        if (row.id() == 0) {
            row = row.id(logs.insert(file, source));
            pending.put(file, row);
        }
        return row;
    }

    private void write(TrackedFile file, LogRow row, Source source) throws SQLException {
        logs.update(file, row, source);
        pending.put(file, row);
    }

    /** Sources that went or came; a log without its source is only in the vault. Answers the sessions that changed. */
    public Set<Long> sources(List<TrackedFile> files) throws SQLException {
        Set<Long> changed = new HashSet<>();
        inTransaction(() -> {
            for (TrackedFile file : files) {
                LogRow row = row(file).failed(false);
                write(file, row, file.source());
                logs.skipped(row.id(), null);
                if (row.session() != null) {
                    changed.add(row.session());
                }
            }
            for (long session : changed) {
                describeByPrimary(session);
            }
            refresh(changed);
        });
        return changed;
    }

    /** What was seen of these files in the vault; answers their sessions. */
    public Set<Long> looked(List<VaultLook> looks) throws SQLException {
        Set<Long> changed = new HashSet<>();
        inTransaction(() -> {
            for (VaultLook look : looks) {
                LogRow row = row(look.file());
                // what was written since is newer than the look
                if (row.id() != 0 && row.kept().bytes() == look.kept().bytes()) {
                    write(
                            look.file(),
                            row.kept(look.kept()).looked(look.looked()),
                            look.file().source());
                    if (row.session() != null) {
                        changed.add(row.session());
                    }
                }
            }
            refresh(changed);
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
        inTransaction(() -> more[0] = reconciliation.go(changed));
        return more[0];
    }

    /** Logs that the CLI moved: same rows, new paths. */
    public void moved(List<TrackedFile> moved) throws SQLException {
        inTransaction(() -> {
            for (TrackedFile file : moved) {
                write(file, row(file), file.source());
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

    /** Takes over all that people wrote; answers the sessions that changed. */
    public Set<Long> labels(Collection<Label> all) throws SQLException {
        Set<Long> changed = new HashSet<>();
        inTransaction(() -> changed.addAll(labels.refresh(all)));
        return changed;
    }

    /** Which sessions a process runs now, by native id; answers those for which that changed. */
    public Set<Long> live(String agent, Set<String> running) throws SQLException {
        Set<Long> changed = new HashSet<>();
        inTransaction(() -> changed.addAll(sessions.live(agent, running)));
        return changed;
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
            connection.commit();
            done = true;
            pending.forEach(TrackedFile::committed);
        } finally {
            pending.clear();
            if (!done) {
                connection.rollback();
                statements.clear();
                findings.clear();
                uuids.clear();
                ids.clear();
                touched.clear();
                ranges.clear();
                reconciliation.failed();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        statements.close();
        connection.close();
    }
}
