package dev.reprise.transcript;

import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads rows of {@code entry}. */
@Component
class Rows {

    private static final EntryKind[] KINDS = EntryKind.values();
    private static final String COLUMNS =
            "select id, pos, line, block, kind, flags, at, off, len, uuid, parent, tool, preview"
                    + " from entry where id >= ? and id < ?";

    private final JdbcClient jdbc;

    Rows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<EntryRow> conversation(LogRef log, int first, int limit) {
        long from = first == 0 ? low(log) : idAt(log, first);
        return jdbc.sql(COLUMNS + " and pos is not null order by id limit ?")
                .params(from, high(log), limit)
                .query(Rows::row)
                .list();
    }

    List<EntryRow> all(LogRef log, int first, int limit) {
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

    Optional<EntryRow> at(LogRef log, int line, int block) {
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

    /** What the outline is made of: every conversation row, without its text but that of prompts. */
    List<Brief> outline(LogRef log) {
        return jdbc.sql("select id, pos, line, kind, flags, at, tool, case when kind in (0, 1, 3, 11) then preview end"
                        + " from entry where id >= ? and id < ? and pos is not null order by id")
                .params(low(log), high(log))
                .query((r, n) -> new Brief(
                        (int) r.getLong(1),
                        r.getInt(2),
                        r.getInt(3),
                        KINDS[r.getInt(4)],
                        (r.getInt(5) & 1) != 0,
                        r.getLong(6),
                        r.getString(7),
                        r.getString(8)))
                .list();
    }

    /** @param at epoch milliseconds, 0 if not known */
    record Brief(
            int seq,
            int position,
            int line,
            EntryKind kind,
            boolean failed,
            long at,
            @org.jspecify.annotations.Nullable String tool,
            @org.jspecify.annotations.Nullable String preview) {}

    /** All edges of the tree of messages of a log, in order of the log. */
    List<Edge> edges(LogRef log) {
        return jdbc.sql(
                        "select id, kind, flags, uuid, parent from entry where id >= ? and id < ? and uuid is not null order by id")
                .params(low(log), high(log))
                .query((r, n) -> new Edge(
                        (int) r.getLong(1),
                        KINDS[r.getInt(2)],
                        (r.getInt(3) & 2) != 0,
                        r.getObject(4, UUID.class),
                        r.getObject(5, UUID.class)))
                .list();
    }

    record Edge(
            int seq,
            EntryKind kind,
            boolean sidechain,
            UUID uuid,
            @org.jspecify.annotations.Nullable UUID parent) {}

    /** The id of the entry at this position: positions grow with ids, so a binary search over the primary key finds it. */
    private long idAt(LogRef log, int position) {
        return lowerBound(log, position, "pos");
    }

    private long lowerBound(LogRef log, int value, String column) {
        long low = low(log);
        long high = low + Math.max(1, lastSeq(log) + 1L);
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

    private int lastSeq(LogRef log) {
        return jdbc.sql("select id from entry where id >= ? and id < ? order by id desc limit 1")
                .params(low(log), high(log))
                .query(Long.class)
                .optional()
                .map(Long::intValue)
                .orElse(0);
    }

    private static long low(LogRef log) {
        return log.id() << 32;
    }

    private static long high(LogRef log) {
        return (log.id() + 1) << 32;
    }

    private static EntryRow row(ResultSet r, int n) throws SQLException {
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
