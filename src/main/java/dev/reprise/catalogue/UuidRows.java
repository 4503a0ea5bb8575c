package dev.reprise.catalogue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding;
import dev.reprise.agent.SourceFile.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the logs that have a message with a given uuid: writes and reads {@code uuid_filter}. */
final class UuidRows {

    /** Logs of which the last filter is remembered: those that are written to now. */
    private static final int MAX_REMEMBERED = 256;

    private final Statements statements;
    private final Cache<Long, UuidFilter> last = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .executor(Runnable::run)
            .build();

    UuidRows(Statements statements) {
        this.statements = statements;
    }

    /** Notes the uuids of the entries among these findings, which were just written. */
    void add(TrackedFile file, long log, List<Finding> findings) throws SQLException {
        if (file.file().role() != Role.TRANSCRIPT) {
            return;
        }
        UuidFilter filter = null;
        UUID before = null;
        for (Finding finding : findings) {
            if (finding instanceof Finding.EntryFound(EntryRow row, var text)
                    && row.uuid() != null
                    && !row.uuid().equals(before)) {
                if (filter == null) {
                    filter = last(log);
                }
                if (filter == null || filter.isFull()) {
                    write(log, filter);
                    filter = new UuidFilter(row.seq());
                }
                filter.add(row.seq(), row.uuid());
                before = row.uuid();
            }
        }
        if (filter != null) {
            last.put(log, filter);
            write(log, filter);
        }
    }

    /** All rows of this log go. */
    void forget(long log) throws SQLException {
        last.invalidate(log);
        statements
                .of("delete from uuid_filter where log_id = :log")
                .set("log", log)
                .execute();
    }

    /** A transaction failed: what is remembered may not be what is stored. */
    void clear() {
        last.invalidateAll();
    }

    private @Nullable UuidFilter last(long log) throws SQLException {
        UuidFilter known = last.getIfPresent(log);
        if (known != null) {
            return known;
        }
        NamedStatement query = statements
                .of("select first_seq, last_seq, uuids, bits from uuid_filter where log_id = :log"
                        + " order by first_seq desc limit 1")
                .set("log", log);
        return Statements.first(query, r -> new UuidFilter(r.getInt(1), r.getInt(2), r.getInt(3), r.getBytes(4)))
                .orElse(null);
    }

    private void write(long log, @Nullable UuidFilter filter) throws SQLException {
        if (filter == null) {
            return;
        }
        statements
                .of("merge into uuid_filter (log_id, first_seq, last_seq, uuids, bits) key (log_id, first_seq)"
                        + " values (:log, :first_seq, :last_seq, :uuids, :bits)")
                .set("log", log)
                .set("first_seq", filter.firstSeq)
                .set("last_seq", filter.lastSeq)
                .set("uuids", filter.uuids)
                .set("bits", filter.folded())
                .execute();
    }

    private record Part(long log, int firstSeq, int lastSeq, Set<UUID> wanted) {}

    /** The main logs that have each of these messages. Costs a look at the filters, and at the entries of those that fit. */
    Map<UUID, Set<Long>> logsWith(Set<UUID> uuids) throws SQLException {
        List<Part> parts = new ArrayList<>();
        try (ResultSet r = statements
                .of("select log_id, first_seq, last_seq, bits from uuid_filter")
                .query()) {
            while (r.next()) {
                byte[] bits = r.getBytes("bits");
                Set<UUID> wanted = new HashSet<>();
                for (UUID uuid : uuids) {
                    if (UuidFilter.mayHold(bits, uuid)) {
                        wanted.add(uuid);
                    }
                }
                if (!wanted.isEmpty()) {
                    parts.add(new Part(r.getLong("log_id"), r.getInt("first_seq"), r.getInt("last_seq"), wanted));
                }
            }
        }
        Map<UUID, Set<Long>> logs = new HashMap<>();
        for (Part part : parts) {
            find(part, logs);
        }
        return logs;
    }

    private void find(Part part, Map<UUID, Set<Long>> logs) throws SQLException {
        try (ResultSet r = statements
                .of("select uuid from entry where id >= :first and id <= :last and uuid is not null")
                .set("first", EntryId.of(part.log, part.firstSeq))
                .set("last", EntryId.of(part.log, part.lastSeq))
                .query()) {
            while (r.next()) {
                UUID uuid = r.getObject(1, UUID.class);
                if (part.wanted.contains(uuid)) {
                    logs.computeIfAbsent(uuid, u -> new HashSet<>()).add(part.log);
                }
            }
        }
    }

    /** Main logs whose entries were written before there were filters. */
    Set<Long> without() throws SQLException {
        return Statements.longs(statements.of("select l.id from log l where l.role = 'transcript' and l.seqs > 0"
                + " and not exists (select 1 from uuid_filter f where f.log_id = l.id)"));
    }

    /** Makes the filters of a log from its entries. */
    void make(long log) throws SQLException {
        UuidFilter filter = null;
        UUID before = null;
        try (ResultSet r = statements
                .of("select id, uuid from entry where id >= :first and id < :end and uuid is not null order by id")
                .set("first", EntryId.first(log))
                .set("end", EntryId.end(log))
                .query()) {
            while (r.next()) {
                int seq = EntryId.seq(r.getLong("id"));
                UUID uuid = r.getObject("uuid", UUID.class);
                if (filter == null || filter.isFull()) {
                    write(log, filter);
                    filter = new UuidFilter(seq);
                }
                if (!uuid.equals(before)) {
                    filter.add(seq, uuid);
                }
                before = uuid;
            }
        }
        write(log, filter);
    }
}
