package dev.reprise.intake;

import dev.reprise.agent.Finding;
import dev.reprise.agent.Glimpse;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.SourceFile.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
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
 * The one writer of the catalogue. Every call is one transaction on its own connection; not thread-safe, used by the
 * import's writer thread only.
 */
final class Ledger implements AutoCloseable {

    private final Connection connection;
    private final FindingRows rows;
    private final UuidRows uuids;
    private final LogRows logs;
    private final SessionRows sessions;
    private final SessionSums sums;
    private final Settling settling;
    private final Map<String, Long> ids = new HashMap<>();
    private final Set<Long> touched = new HashSet<>();

    Ledger(DataSource source, Clock clock) throws SQLException {
        connection = source.getConnection();
        connection.setAutoCommit(false);
        rows = new FindingRows(connection);
        uuids = new UuidRows(connection);
        logs = new LogRows(connection);
        sessions = new SessionRows(connection, clock);
        sums = new SessionSums(connection, clock);
        settling = new Settling(connection, sessions, sums, logs, uuids);
    }

    /** Every log of these homes, as the last run left it. */
    List<KnownLog> known(List<Home> homes) throws SQLException {
        ensure(homes);
        List<KnownLog> known = logs.known(homes);
        connection.commit();
        return known;
    }

    /** A catalogue that was made anew since the start has no rows of the homes; they keep their ids. */
    private void ensure(List<Home> homes) throws SQLException {
        try (PreparedStatement home = connection.prepareStatement(
                        "merge into log_home (id, agent, path, vault_root) key (id) values (?, ?, ?, ?)");
                Statement next = connection.createStatement()) {
            int most = 0;
            for (Home one : homes) {
                home.setInt(1, one.id());
                home.setString(2, one.agent().id());
                home.setString(3, one.path().toString());
                home.setString(4, one.vaultRoot());
                home.addBatch();
                most = Math.max(most, one.id());
            }
            home.executeBatch();
            next.execute("alter table log_home alter column id restart with " + (most + 1));
        }
    }

    /** Sessions of which only the quick look is known; those already there stay as they are. */
    void glimpsed(List<Map.Entry<KnownLog, Glimpse>> looks) throws SQLException {
        try {
            inTransaction(() -> {
                for (Map.Entry<KnownLog, Glimpse> look : looks) {
                    glimpsed(look.getKey(), look.getValue());
                }
            });
        } catch (SQLException | RuntimeException e) {
            reload(looks.stream().map(Map.Entry::getKey).toList());
            throw e;
        }
    }

    private void glimpsed(KnownLog log, Glimpse look) throws SQLException {
        logs.ensure(log);
        String nativeId = log.file.session();
        if (nativeId == null || log.file.role() != Role.TRANSCRIPT || log.readTo > 0) {
            return;
        }
        long id = sessionId(log, nativeId);
        log.sessionId = id;
        logs.update(log);
        sessions.glimpse(id, log, look);
    }

    /** Stores batches of any logs, in order; answers the ids of the sessions they changed. */
    Set<Long> store(List<Batch> batches) throws SQLException {
        Set<Long> changed = new HashSet<>();
        inTransaction(() -> {
            for (Batch batch : batches) {
                store(batch);
            }
            settling.stored(rows.takeMessages());
            refresh(touched);
            changed.addAll(touched);
            touched.clear();
        });
        return changed;
    }

    private void refresh(Collection<Long> changed) throws SQLException {
        for (long session : changed) {
            if (!sums.refresh(session)) {
                settling.withoutLog(session);
            }
        }
    }

    private void store(Batch batch) throws SQLException {
        KnownLog log = batch.log();
        boolean fresh = log.id == 0;
        logs.ensure(log);
        if (!batch.follows()) {
            log.failed = true;
            return;
        }
        Long session = owner(batch);
        log.sessionId = session;
        if (session != null) {
            touched.add(session);
        }
        if (log.failed || batch.skipped() != null) {
            logs.skipped(log, batch.skipped());
        }
        log.failed = batch.skipped() != null;
        if (batch.skipped() == null) {
            read(log, batch, fresh);
        } else {
            logs.update(log);
        }
    }

    private void read(KnownLog log, Batch batch, boolean fresh) throws SQLException {
        if (batch.reset()) {
            settling.forgetting(log);
            rows.forget(log);
            Merge merge = log.merge;
            log.forget();
            log.merge = merge;
            log.generation++;
        }
        rows.write(log, batch.version(), batch.findings(), batch.first());
        uuids.add(log, batch.findings());
        log.recovered = batch.recovered();
        for (Finding finding : batch.findings()) {
            toSettle(log, finding);
        }
        log.kept = batch.kept();
        log.stored = batch.stored();
        log.vaultAt = batch.vaultAt();
        log.damagedAt = 0;
        log.readTo = batch.readTo();
        log.newlines = batch.newlines();
        log.versions = batch.versions();
        logs.update(log);
        Long session = log.sessionId;
        if (batch.facts() != null) {
            if (logs.facts(log, batch.facts(), batch.state()) && session != null) {
                settling.placeChanged(session);
            }
        }
        if (fresh) {
            logs.describe(log);
        }
        if (batch.side() != null) {
            logs.side(log, batch.side());
            if (batch.side().title() != null && session != null) {
                speak(session);
            }
        }
        if (session != null && log.file.role() == Role.TRANSCRIPT && batch.facts() != null) {
            facts(session, log, batch.facts());
        }
    }

    private void toSettle(KnownLog log, Finding finding) throws SQLException {
        switch (finding) {
            case Finding.EntryFound(var row)
            when row.uuid() != null && log.file.role() == Role.TRANSCRIPT -> settling.message(row.uuid());
            case Finding.TitleOf title -> settling.summary(FindingRows.asUuid(title.leafUuid()));
            case Finding.PromptTyped prompt -> {
                String session = SessionRows.nativeId(prompt.session());
                if (session != null) {
                    settling.promptTyped(log.home.agent().id(), session);
                }
            }
            default -> {}
        }
    }

    private void facts(long session, KnownLog log, LogFacts facts) throws SQLException {
        Optional<KnownLog> primary = logs.primary(session);
        if (primary.isPresent() && primary.get().id == log.id) {
            write(session, log, facts);
        }
    }

    /** Writes what the main log of a session says, from its saved state. */
    private void speak(long session) throws SQLException {
        KnownLog log = logs.primary(session).orElse(null);
        String state = log == null ? null : logs.state(log.id);
        if (log != null && state != null) {
            write(session, log, log.home.agent().fold(log.file, state).facts());
        }
    }

    private void write(long session, KnownLog log, LogFacts facts) throws SQLException {
        if (!Objects.equals(sessions.forkedFrom(session), facts.forkedFrom())) {
            settling.placeChanged(session);
        }
        sessions.facts(session, log, facts);
    }

    private @Nullable Long owner(Batch batch) throws SQLException {
        KnownLog log = batch.log();
        String nativeId = log.file.session();
        LogFacts facts = batch.facts();
        if (nativeId == null && log.file.role() == Role.SUBAGENT && facts != null) {
            nativeId = SessionRows.nativeId(facts.innerSession());
        }
        return nativeId == null ? log.sessionId : Long.valueOf(sessionId(log, nativeId));
    }

    private long sessionId(KnownLog log, String nativeId) throws SQLException {
        String key = log.home.agent().id() + ":" + nativeId;
        Long known = ids.get(key);
        if (known == null) {
            known = sessions.ensure(log.home.id(), log.home.agent().id(), nativeId);
            ids.put(key, known);
        }
        return known;
    }

    /** Marks which sources are there; a log without its source is only in the vault. */
    Set<Long> sources(List<KnownLog> changedLogs) throws SQLException {
        Set<Long> changed = new HashSet<>();
        inTransaction(() -> {
            for (KnownLog log : changedLogs) {
                logs.update(log);
                logs.skipped(log, null);
                if (log.sessionId != null) {
                    changed.add(log.sessionId);
                }
            }
            for (long session : changed) {
                speak(session);
            }
            refresh(changed);
        });
        return changed;
    }

    /** What was seen of these logs in the vault; answers their sessions. */
    Set<Long> looked(List<KnownLog> logsLookedAt) throws SQLException {
        Set<Long> changed = new HashSet<>();
        inTransaction(() -> {
            for (KnownLog log : logsLookedAt) {
                logs.update(log);
                if (log.sessionId != null) {
                    changed.add(log.sessionId);
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
    boolean settle(Set<Long> changed) throws SQLException {
        boolean[] more = new boolean[1];
        inTransaction(() -> more[0] = settling.settle(changed));
        return more[0];
    }

    /** Logs that the CLI moved: same rows, new paths. */
    void moved(List<KnownLog> moved) throws SQLException {
        inTransaction(() -> {
            for (KnownLog log : moved) {
                logs.update(log);
            }
        });
    }

    /** Which sessions a process runs now, by native id; answers those for which that changed. */
    Set<Long> live(String agent, Set<String> running) throws SQLException {
        Set<Long> changed = new HashSet<>();
        inTransaction(() -> changed.addAll(sessions.live(agent, running)));
        return changed;
    }

    /** The saved fold of a log, if it has one. */
    Optional<String> state(long logId) throws SQLException {
        String state = logs.state(logId);
        connection.commit();
        return Optional.ofNullable(state);
    }

    /** Takes back what a transaction that failed did to these logs in memory. */
    void reload(Collection<KnownLog> failed) throws SQLException {
        for (KnownLog log : Set.copyOf(failed)) {
            logs.reload(log);
        }
        connection.commit();
    }

    /** Hands the database file what was committed; the operating system writes it when it likes. */
    void checkpoint() throws SQLException {
        try (Statement s = connection.createStatement()) {
            s.execute("checkpoint");
        }
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
        } finally {
            if (!done) {
                connection.rollback();
                rows.clear();
                ids.clear();
                touched.clear();
                settling.failed();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        connection.close();
    }
}
