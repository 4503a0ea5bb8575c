package dev.reprise.catalogue;

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
import org.springframework.stereotype.Repository;

/** Reads the rows of {@code entry}: what each log is made of, but not its texts. */
@Repository
public class Entries {

    private static final int FAILED = 1;
    private static final int SIDECHAIN = 2;
    private static final int EDITS = 4;

    private static final String COLUMNS =
            "select id, pos, line, block, kind, flags, at, off, len, ver, uuid, parent, tool, preview"
                    + " from entry where id >= ? and id < ?";

    /** Kinds of which an outline shows the text. */
    private static final String OPENING = EntryKind.PROMPT.code() + ", " + EntryKind.COMMAND.code() + ", "
            + EntryKind.SHELL.code() + ", " + EntryKind.COMPACTION.code() + ", " + EntryKind.IMAGE.code() + ", "
            + EntryKind.DOCUMENT.code();

    private final JdbcClient jdbc;

    Entries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param flags as {@link #flags} makes them */
    static boolean isFailed(int flags) {
        return (flags & FAILED) != 0;
    }

    static int flags(EntryRow row) {
        return (row.failed() ? FAILED : 0) | (row.sidechain() ? SIDECHAIN : 0) | (row.edits() ? EDITS : 0);
    }

    /** Of the conversation those from position {@code first} on. */
    public List<Row> conversation(LogRef log, int first, int limit) {
        long from = first == 0 ? EntryId.first(log.id()) : lowerBound(log, first, "pos");
        return jdbc.sql(COLUMNS + " and pos is not null order by id limit ?")
                .params(from, EntryId.end(log.id()), limit)
                .query(Entries::row)
                .list();
    }

    /** Of all kinds those from sequence number {@code first} on. */
    public List<Row> all(LogRef log, int first, int limit) {
        return jdbc.sql(COLUMNS + " order by id limit ?")
                .params(EntryId.of(log.id(), first), EntryId.end(log.id()), limit)
                .query(Entries::row)
                .list();
    }

    /** The key of an entry. */
    public static long id(long log, int seq) {
        return EntryId.of(log, seq);
    }

    /** Takes an entry of a log. */
    public interface RowTaker {
        void take(long log, Row row);
    }

    /** The entries with these keys, those that there are. */
    public void each(List<Long> ids, RowTaker taker) {
        jdbc.sql(COLUMNS.replace("id >= ? and id < ?", "id = any(?)"))
                .param(ids.toArray(new Long[0]))
                .query(r -> {
                    taker.take(r.getLong("id") >> Integer.SIZE, row(r, 0));
                });
    }

    /** Entries of all kinds. */
    public int count(LogRef log) {
        return jdbc.sql("select count(*) from entry where id >= ? and id < ?")
                .params(EntryId.first(log.id()), EntryId.end(log.id()))
                .query(Integer.class)
                .single();
    }

    /** The entry that is this block of the record in this line. */
    public Optional<Row> at(LogRef log, int line, int block) {
        return jdbc.sql(COLUMNS + " and line = ? and block = ? order by id limit 1")
                .params(lowerBound(log, line, "line"), EntryId.end(log.id()), line, block)
                .query(Entries::row)
                .optional();
    }

    /** Position in the conversation of the entry at, or next after, this line. */
    public int position(LogRef log, int line) {
        return jdbc.sql("select pos from entry where id >= ? and id < ? and pos is not null order by id limit 1")
                .params(lowerBound(log, line, "line"), EntryId.end(log.id()))
                .query(Integer.class)
                .optional()
                .orElse(Math.max(0, log.entries() - 1));
    }

    /** What the last call of this tool was about, on one line, shortened; empty if there was none. */
    public Optional<String> lastCall(LogRef log, String tool) {
        return jdbc.sql("select preview from entry where id >= ? and id < ? and tool = ? order by id desc limit 1")
                .params(EntryId.first(log.id()), EntryId.end(log.id()), tool)
                .query(String.class)
                .optional();
    }

    /** Beginnings of the first texts of the conversation, each on one line. */
    public List<String> beginnings(LogRef log, int most) {
        return jdbc.sql("select preview from entry where id >= ? and id < ? and pos is not null order by id limit ?")
                .params(EntryId.first(log.id()), EntryId.end(log.id()), most)
                .query(String.class)
                .list();
    }

    /** The rows from sequence number {@code from} on, without their texts but those of prompts and names of changed files. */
    public List<Brief> briefs(LogRef log, int from) {
        return jdbc.sql("select id, pos, line, kind, flags, at, case when kind in (" + OPENING + ") or bitand(flags, "
                        + EDITS
                        + ") <> 0 then preview end, uuid, parent from entry where id >= ? and id < ? order by id")
                .params(EntryId.of(log.id(), from), EntryId.of(log.id(), log.seqs()))
                .query(Entries::brief)
                .list();
    }

    private static Brief brief(ResultSet r, int n) throws SQLException {
        int position = r.getInt(2);
        boolean placed = !r.wasNull();
        return new Brief(
                EntryId.seq(r.getLong(1)),
                placed ? position : -1,
                r.getInt(3),
                EntryKind.of(r.getInt(4)),
                (r.getInt(5) & FAILED) != 0,
                (r.getInt(5) & SIDECHAIN) != 0,
                r.getLong(6),
                (r.getInt(5) & EDITS) != 0,
                r.getString(7),
                r.getObject(8, UUID.class),
                r.getObject(9, UUID.class));
    }

    /**
     * What an outline needs of an entry.
     *
     * @param position among the conversation's entries; -1 for what is not part of it
     * @param at epoch milliseconds, 0 if not known
     * @param preview only of what opens a turn, and of what changes a file: its name
     */
    public record Brief(
            int seq,
            int position,
            int line,
            EntryKind kind,
            boolean failed,
            boolean sidechain,
            long at,
            boolean edits,
            @Nullable String preview,
            @Nullable UUID uuid,
            @Nullable UUID parent) {}

    /**
     * An entry, where it is in the catalogue.
     *
     * @param position among the conversation's entries; -1 for what is not part of it
     * @param version of the log that it stands in; 0 for the current one
     */
    public record Row(EntryRow entry, int position, int version) {}

    /** The first id whose column is at least this: lines and positions grow with ids, so a binary search finds it. */
    private long lowerBound(LogRef log, int value, String column) {
        long low = EntryId.first(log.id());
        long high = EntryId.of(log.id(), Math.max(1, log.seqs()));
        String probe = "select " + column + " from entry where id >= ? and id < ? and " + column
                + " is not null order by id limit 1";
        while (low < high) {
            long middle = (low + high) >>> 1;
            int found = jdbc.sql(probe)
                    .params(middle, EntryId.end(log.id()))
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

    private static Row row(ResultSet r, int n) throws SQLException {
        int position = r.getInt("pos");
        boolean placed = !r.wasNull();
        return new Row(entry(r), placed ? position : -1, r.getInt("ver"));
    }

    private static EntryRow entry(ResultSet r) throws SQLException {
        EntryKind kind = EntryKind.of(r.getInt("kind"));
        int flags = r.getInt("flags");
        long at = r.getLong("at");
        return new EntryRow(
                EntryId.seq(r.getLong("id")),
                new EntryRow.Span(r.getInt("line"), r.getInt("block"), r.getLong("off"), r.getInt("len")),
                kind,
                kind.role(),
                at == 0 ? null : Instant.ofEpochMilli(at),
                r.getString("tool"),
                r.getString("preview"),
                r.getObject("uuid", UUID.class),
                r.getObject("parent", UUID.class),
                null,
                null,
                (flags & FAILED) != 0,
                (flags & EDITS) != 0,
                (flags & SIDECHAIN) != 0);
    }
}
