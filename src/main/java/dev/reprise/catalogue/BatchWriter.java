package dev.reprise.catalogue;

import dev.reprise.agent.Finding;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.Running;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.agent.Uuid;
import dev.reprise.session.Troubles;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what was read of logs, within the transaction at hand: rows of files, entries, sessions, and what is due because of them. */
final class BatchWriter {

    private final FindingRows findings;
    private final UuidRows uuids;
    private final LogRows logs;
    private final SubagentRows subagents;
    private final SessionRows sessions;
    private final SessionSums sums;
    private final Reconciliation reconciliation;
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<TrackedFile, LogRow> pending = new HashMap<>();
    private final Set<Long> touched = new HashSet<>();
    private final List<CatalogueWriter.Stored.Range> ranges = new ArrayList<>();
    private long watermark;

    /** Those of the conversation, if all have their texts. */
    private static @Nullable List<Finding.EntryFound> found(List<Finding> findings) {
        List<Finding.EntryFound> found = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding instanceof Finding.EntryFound entry && entry.isConversation()) {
                if (entry.text() == null) {
                    return null;
                }
                found.add(entry);
            }
        }
        return found;
    }

    BatchWriter(Statements statements, LogRows logs, SessionRows sessions, ListRows list, Clock clock) {
        this.logs = logs;
        this.sessions = sessions;
        findings = new FindingRows(statements);
        uuids = new UuidRows(statements);
        subagents = new SubagentRows(statements);
        sums = new SessionSums(statements, list, this::combine, clock);
        reconciliation = new Reconciliation(
                statements,
                sums,
                new SummaryTitles(statements, uuids),
                new SessionsWithoutLog(statements, sessions, logs),
                uuids);
    }

    Reconciliation reconciliation() {
        return reconciliation;
    }

    /** The last one that was given to a range of entries. */
    void watermark(long last) {
        watermark = last;
    }

    /** Ends what {@link #store} began; answers what changed. */
    CatalogueWriter.Stored finish() throws SQLException {
        reconciliation.stored(findings.takeMessages());
        refresh(touched);
        CatalogueWriter.Stored stored = new CatalogueWriter.Stored(Set.copyOf(touched), List.copyOf(ranges));
        touched.clear();
        ranges.clear();
        return stored;
    }

    /** The transaction is stored. */
    void committed() {
        pending.forEach(TrackedFile::committed);
        pending.clear();
    }

    /** The transaction was rolled back: what is remembered may not be what is stored. */
    void failed() {
        pending.clear();
        findings.clear();
        uuids.clear();
        ids.clear();
        touched.clear();
        ranges.clear();
        reconciliation.failed();
    }

    void glimpsed(Glimpsed look) throws SQLException {
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

    /** Sessions without a log of which it is sure by now that they are lost. */
    Set<Long> age() throws SQLException {
        return sums.age();
    }

    void refresh(Collection<Long> changed) throws SQLException {
        for (long session : changed) {
            if (!sums.refresh(session)) {
                reconciliation.withoutLog(session);
            }
        }
    }

    /** What the parts of a conversation say together. */
    private void combine(long session, List<Halves.Part> parts, Halves.Overlap overlap) throws SQLException {
        List<LogFacts> facts = new ArrayList<>();
        for (Halves.Part part : parts) {
            TrackedFile file = logs.file(part.log()).orElse(null);
            String state = file == null ? null : logs.state(part.log()).orElse(null);
            if (file != null && state != null) {
                facts.add(file.home().agent().reader().fold(file.file(), state).facts());
            }
        }
        if (facts.size() > 1) {
            sessions.combined(
                    session,
                    facts,
                    parts.stream().mapToInt(Halves.Part::entries).sum(),
                    overlap);
        }
    }

    void store(Batch batch) throws SQLException {
        TrackedFile file = batch.file();
        boolean fresh = row(file).id() == 0;
        LogRow row = ensured(file, batch.source());
        if (batch.content() instanceof Batch.Read read && !read.follows(row)) {
            pending.put(file, row.failed(true));
            return;
        }
        Long before = row.session();
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
            case Batch.Read read -> read(batch, read, row, before);
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
        if (file.file().kind().equals(SourceFile.RESCUED) && row.session() != null) {
            sessions.troubles().rescued(row.session());
        }
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

    /** @param owner session that its rows were written for until now */
    private void read(Batch batch, Batch.Read read, LogRow before, @Nullable Long owner) throws SQLException {
        TrackedFile file = batch.file();
        LogRow row = before;
        if (read.reset()) {
            reconciliation.forgetting(file, row);
            findings.forget(row.id(), owner);
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
        ranges.add(new CatalogueWriter.Stored.Range(
                row.id(), now.generation(), from, now.seqs(), ++watermark, found(read.findings())));
        long since = row.read().since();
        row = row.read(now).kept(read.kept()).looked(undamaged(row));
        write(file, row, batch.source());
        logs.facts(row.id(), read.facts(), read.state(), watermark);
        Long session = row.session();
        if (session != null) {
            if (since != now.since()) {
                reconciliation.placeChanged(session);
            }
            if (file.file().role() == Role.TRANSCRIPT) {
                if (logs.primary(session).filter(file::equals).isPresent()) {
                    write(session, file, row, read.facts());
                } else {
                    // it may have been the primary one until now
                    describeByPrimary(session);
                }
            }
        }
    }

    /** A session that only the registry names; empty if it is known already. */
    Optional<Long> registered(Home home, Running gone) throws SQLException {
        if (sessions.find(home.agent().id(), gone.session()).isPresent()) {
            return Optional.empty();
        }
        long session = sessionId(home, gone.session());
        sessions.troubles()
                .registered(
                        session, new Troubles.Registered(gone.name(), gone.cwd(), gone.startedAt(), gone.updatedAt()));
        reconciliation.describe(session);
        refresh(Set.of(session));
        return Optional.of(session);
    }

    private void toSettle(TrackedFile file, Finding finding) throws SQLException {
        switch (finding) {
            case Finding.EntryFound(var row, var text)
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
    void describeByPrimary(long session) throws SQLException {
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
        if (row.read().entries() == 0) {
            reconciliation.withoutLog(session);
        }
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
    LogRow row(TrackedFile file) {
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

    void write(TrackedFile file, LogRow row, Source source) throws SQLException {
        logs.update(file, row, source);
        pending.put(file, row);
    }
}
