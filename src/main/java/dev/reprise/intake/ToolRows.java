package dev.reprise.intake;

import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding.CommandRun;
import dev.reprise.agent.Hash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows about the tools of a log: how often each was called and failed, and the shell commands with their fate. */
final class ToolRows {

    private final Connection connection;
    private final Map<String, int[]> uses = new HashMap<>();
    private final Map<Integer, EntryRow> calls = new HashMap<>();
    private final List<CommandRun> commands = new ArrayList<>();
    private final List<Failed> failedCalls = new ArrayList<>();

    /** A result that says its call failed. */
    private record Failed(long call, int seq) {}

    ToolRows(Connection connection) {
        this.connection = connection;
    }

    void entry(EntryRow row) {
        String tool = row.tool();
        if (row.kind() == EntryKind.TOOL_CALL) {
            calls.put(row.seq(), row);
            if (tool != null) {
                use(tool)[0]++;
            }
        } else if (row.kind() == EntryKind.TOOL_RESULT && row.failed()) {
            if (tool != null) {
                use(tool)[1]++;
            }
            if (row.call() != null) {
                failedCalls.add(new Failed(Hash.of(row.call()), row.seq()));
            }
        }
    }

    void command(CommandRun run) {
        commands.add(run);
    }

    private int[] use(String tool) {
        return uses.computeIfAbsent(FindingRows.clip(tool, 120), t -> new int[2]);
    }

    /** Writes what was collected since the last time, all of it of this log; {@code firstOfLog}: there are no rows of it yet. */
    void write(KnownLog log, boolean firstOfLog) throws SQLException {
        long session = log.sessionId == null ? 0 : log.sessionId;
        writeCommands(log, session);
        if (!firstOfLog) {
            writeFailures(log, session);
        }
        writeUses(log, session, firstOfLog);
        clear();
    }

    void clear() {
        uses.clear();
        calls.clear();
        commands.clear();
        failedCalls.clear();
    }

    private void writeCommands(KnownLog log, long session) throws SQLException {
        if (commands.isEmpty()) {
            return;
        }
        Map<Long, Integer> failedAt = new HashMap<>();
        failedCalls.forEach(failed -> failedAt.merge(failed.call, failed.seq, Math::max));
        try (PreparedStatement s = connection.prepareStatement(
                "insert into command_run (session_id, log_id, seq, line, call_hash, command, failed) values (?,?,?,?,?,?,?)")) {
            for (CommandRun run : commands) {
                EntryRow call = calls.get(run.seq());
                s.setLong(1, session);
                s.setLong(2, log.id);
                s.setInt(3, run.seq());
                s.setInt(4, call == null ? 0 : call.line());
                hash(s, 5, call == null ? null : call.call());
                s.setString(6, FindingRows.clip(run.command(), 4000));
                s.setBoolean(
                        7,
                        call != null
                                && call.call() != null
                                && failedAt.getOrDefault(Hash.of(call.call()), -1) > run.seq());
                s.addBatch();
            }
            s.executeBatch();
        }
    }

    /** A result may come in a later batch than its call. One id may name several calls: it tells of those before it. */
    private void writeFailures(KnownLog log, long session) throws SQLException {
        if (failedCalls.isEmpty()) {
            return;
        }
        try (PreparedStatement s = connection.prepareStatement("update command_run set failed = true"
                + " where session_id = ? and log_id = ? and call_hash = ? and seq < ?")) {
            for (Failed failed : failedCalls) {
                s.setLong(1, session);
                s.setLong(2, log.id);
                s.setLong(3, failed.call);
                s.setInt(4, failed.seq);
                s.addBatch();
            }
            s.executeBatch();
        }
    }

    private void writeUses(KnownLog log, long session, boolean firstOfLog) throws SQLException {
        if (uses.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into tool_use (log_id, tool, session_id, calls, failed) values (?,?,?,?,?)")) {
            for (Map.Entry<String, int[]> use : uses.entrySet()) {
                int[] counts = use.getValue();
                if (firstOfLog || !addUses(log, use.getKey(), counts)) {
                    insert.setLong(1, log.id);
                    insert.setString(2, use.getKey());
                    insert.setLong(3, session);
                    insert.setInt(4, counts[0]);
                    insert.setInt(5, counts[1]);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private boolean addUses(KnownLog log, String tool, int[] counts) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(
                "update tool_use set calls = calls + ?, failed = failed + ? where log_id = ? and tool = ?")) {
            add.setInt(1, counts[0]);
            add.setInt(2, counts[1]);
            add.setLong(3, log.id);
            add.setString(4, tool);
            return add.executeUpdate() > 0;
        }
    }

    private static void hash(PreparedStatement s, int index, @Nullable String call) throws SQLException {
        if (call == null) {
            s.setNull(index, Types.BIGINT);
        } else {
            s.setLong(index, Hash.of(call));
        }
    }
}
