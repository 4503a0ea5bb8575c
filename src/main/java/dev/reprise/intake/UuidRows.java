package dev.reprise.intake;

import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding;
import dev.reprise.agent.SourceFile.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the logs that have a message with a given uuid: writes and reads {@code uuid_filter}. */
final class UuidRows {

    private final Connection connection;

    UuidRows(Connection connection) {
        this.connection = connection;
    }

    /** Notes the uuids of the entries among these findings, which were just written. */
    void add(KnownLog log, List<Finding> findings) throws SQLException {
        if (log.file.role() != Role.TRANSCRIPT) {
            return;
        }
        UuidFilter filter = log.uuids;
        UUID before = null;
        boolean changed = false;
        for (Finding finding : findings) {
            if (finding instanceof Finding.EntryFound(EntryRow row)
                    && row.uuid() != null
                    && !row.uuid().equals(before)) {
                if (filter == null) {
                    filter = last(log.id);
                }
                if (filter == null || filter.isFull()) {
                    write(log.id, filter);
                    filter = new UuidFilter(row.seq());
                }
                filter.add(row.seq(), row.uuid());
                before = row.uuid();
                changed = true;
            }
        }
        log.uuids = filter;
        if (changed) {
            write(log.id, filter);
        }
    }

    private @Nullable UuidFilter last(long log) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "select first_seq, last_seq, uuids, bits from uuid_filter where log_id = ? order by first_seq desc limit 1")) {
            s.setLong(1, log);
            try (ResultSet r = s.executeQuery()) {
                return r.next() ? new UuidFilter(r.getInt(1), r.getInt(2), r.getInt(3), r.getBytes(4)) : null;
            }
        }
    }

    private void write(long log, @Nullable UuidFilter filter) throws SQLException {
        if (filter == null) {
            return;
        }
        try (PreparedStatement s =
                connection.prepareStatement("merge into uuid_filter (log_id, first_seq, last_seq, uuids,"
                        + " bits) key (log_id, first_seq) values (?, ?, ?, ?, ?)")) {
            s.setLong(1, log);
            s.setInt(2, filter.firstSeq);
            s.setInt(3, filter.lastSeq);
            s.setInt(4, filter.uuids);
            s.setBytes(5, filter.folded());
            s.executeUpdate();
        }
    }

    private record Part(long log, int firstSeq, int lastSeq, Set<UUID> wanted) {}

    /** The main logs that have each of these messages. Costs a look at the filters, and at the entries of those that fit. */
    Map<UUID, Set<Long>> logsWith(Set<UUID> uuids) throws SQLException {
        List<Part> parts = new ArrayList<>();
        try (PreparedStatement s =
                        connection.prepareStatement("select log_id, first_seq, last_seq, bits from uuid_filter");
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                byte[] bits = r.getBytes(4);
                Set<UUID> wanted = new HashSet<>();
                for (UUID uuid : uuids) {
                    if (UuidFilter.mayHold(bits, uuid)) {
                        wanted.add(uuid);
                    }
                }
                if (!wanted.isEmpty()) {
                    parts.add(new Part(r.getLong(1), r.getInt(2), r.getInt(3), wanted));
                }
            }
        }
        Map<UUID, Set<Long>> logs = new java.util.HashMap<>();
        for (Part part : parts) {
            find(part, logs);
        }
        return logs;
    }

    private void find(Part part, Map<UUID, Set<Long>> logs) throws SQLException {
        try (PreparedStatement s =
                connection.prepareStatement("select uuid from entry where id >= ? and id <= ? and uuid is not null")) {
            s.setLong(1, part.log << 32 | part.firstSeq);
            s.setLong(2, part.log << 32 | part.lastSeq);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    UUID uuid = r.getObject(1, UUID.class);
                    if (part.wanted.contains(uuid)) {
                        logs.computeIfAbsent(uuid, u -> new HashSet<>()).add(part.log);
                    }
                }
            }
        }
    }

    /** Main logs whose entries were written before there were filters. */
    Set<Long> without() throws SQLException {
        Set<Long> without = new HashSet<>();
        try (PreparedStatement s = connection.prepareStatement("select l.id from log l where l.role = 0 and l.seqs > 0"
                        + " and not exists (select 1 from uuid_filter f where f.log_id = l.id)");
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                without.add(r.getLong(1));
            }
        }
        return without;
    }

    /** Makes the filters of a log from its entries. */
    void make(long log) throws SQLException {
        UuidFilter filter = null;
        UUID before = null;
        try (PreparedStatement s = connection.prepareStatement(
                "select id, uuid from entry where id >= ? and id < ? and uuid is not null order by id")) {
            s.setLong(1, log << 32);
            s.setLong(2, (log + 1) << 32);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    int seq = (int) r.getLong(1);
                    UUID uuid = r.getObject(2, UUID.class);
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
        }
        write(log, filter);
    }
}
