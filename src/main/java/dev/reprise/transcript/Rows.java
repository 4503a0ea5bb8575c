package dev.reprise.transcript;

import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads rows of {@code entry}. */
@Component
class Rows {

    private static final EntryKind[] KINDS = EntryKind.values();
    private static final String COLUMNS =
            "select id, pos, line, block, kind, flags, at, off, len, ver, uuid, parent, tool, preview"
                    + " from entry where id >= ? and id < ?";

    private final JdbcClient jdbc;

    Rows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Row> conversation(LogRef log, int first, int limit) {
        long from = first == 0 ? low(log) : idAt(log, first);
        return jdbc.sql(COLUMNS + " and pos is not null order by id limit ?")
                .params(from, high(log), limit)
                .query(Rows::row)
                .list();
    }

    List<Row> all(LogRef log, int first, int limit) {
        return jdbc.sql(COLUMNS + " order by id limit ?")
                .params(low(log) + first, high(log), limit)
                .query(Rows::row)
                .list();
    }

    int count(LogRef log) {
        return jdbc.sql("select count(*) from entry where id >= ? and id < ?")
                .params(low(log), high(log))
                .query(Integer.class)
                .single();
    }

    Optional<Row> at(LogRef log, int line, int block) {
        long near = lowerBound(log, line, "line");
        return jdbc.sql(COLUMNS + " and line = ? and block = ? order by id limit 1")
                .params(near, high(log), line, block)
                .query(Rows::row)
                .optional();
    }

    int position(LogRef log, int line) {
        return jdbc.sql("select pos from entry where id >= ? and id < ? and pos is not null order by id limit 1")
                .params(lowerBound(log, line, "line"), high(log))
                .query(Integer.class)
                .optional()
                .orElse(Math.max(0, log.entries() - 1));
    }

    /** The rows from sequence number {@code from} on, without their texts but those of prompts. */
    List<Brief> briefs(LogRef log, int from) {
        return jdbc.sql("select id, pos, line, kind, flags, at, tool, case when kind in (0, 1, 3, 11) then preview end,"
                        + " uuid, parent from entry where id >= ? and id < ? order by id")
                .params(low(log) + from, low(log) + log.seqs())
                .query(Rows::brief)
                .list();
    }

    private static Brief brief(ResultSet r, int n) throws SQLException {
        int position = r.getInt(2);
        boolean placed = !r.wasNull();
        return new Brief(
                (int) r.getLong(1),
                placed ? position : -1,
                r.getInt(3),
                KINDS[r.getInt(4)],
                (r.getInt(5) & 1) != 0,
                (r.getInt(5) & 2) != 0,
                r.getLong(6),
                r.getString(7),
                r.getString(8),
                r.getObject(9, UUID.class),
                r.getObject(10, UUID.class));
    }

    /**
     * @param position among the conversation's entries; -1 for what is not part of it
     * @param at epoch milliseconds, 0 if not known
     */
    record Brief(
            int seq,
            int position,
            int line,
            EntryKind kind,
            boolean failed,
            boolean sidechain,
            long at,
            @Nullable String tool,
            @Nullable String preview,
            @Nullable UUID uuid,
            @Nullable UUID parent) {}

    /** An entry and the version of the log that it stands in; 0 for the current one. */
    record Row(EntryRow entry, int version) {}

    /** The id of the entry at this position: positions grow with ids, so a binary search over the primary key finds it. */
    private long idAt(LogRef log, int position) {
        return lowerBound(log, position, "pos");
    }

    private long lowerBound(LogRef log, int value, String column) {
        long low = low(log);
        long high = low + Math.max(1, log.seqs());
        String probe = "select " + column + " from entry where id >= ? and id < ? and " + column
                + " is not null order by id limit 1";
        while (low < high) {
            long middle = (low + high) >>> 1;
            int found = jdbc.sql(probe)
                    .params(middle, high(log))
                    .query(Integer.class)
                    .optional()
                    .orElse(Integer.MAX_VALUE);
            if (found < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long low(LogRef log) {
        return log.id() << 32;
    }

    private static long high(LogRef log) {
        return (log.id() + 1) << 32;
    }

    private static Row row(ResultSet r, int n) throws SQLException {
        return new Row(entry(r), r.getInt("ver"));
    }

    private static EntryRow entry(ResultSet r) throws SQLException {
        EntryKind kind = KINDS[r.getInt("kind")];
        int flags = r.getInt("flags");
        long at = r.getLong("at");
        return new EntryRow(
                (int) r.getLong("id"),
                r.getInt("line"),
                r.getInt("block"),
                r.getLong("off"),
                r.getInt("len"),
                kind,
                role(kind),
                at == 0 ? null : Instant.ofEpochMilli(at),
                r.getString("tool"),
                r.getString("preview"),
                r.getObject("uuid", UUID.class),
                r.getObject("parent", UUID.class),
                null,
                null,
                (flags & 1) != 0,
                (flags & 2) != 0);
    }

    private static String role(EntryKind kind) {
        return switch (kind) {
            case PROMPT, COMMAND, SHELL, TOOL_RESULT, IMAGE, DOCUMENT, INTERRUPT, META -> "user";
            case REPLY, THINKING, TOOL_CALL -> "assistant";
            default -> "system";
        };
    }
}
