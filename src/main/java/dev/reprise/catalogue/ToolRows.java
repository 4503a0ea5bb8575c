package dev.reprise.catalogue;

import dev.reprise.agent.Clip;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding.CommandRun;
import dev.reprise.agent.Hash;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows about the tools of a log: how often each was called and failed, and the shell commands with their fate. */
final class ToolRows {

    private static final String COMMAND = NamedStatement.insert(
            "command_run", "session_id", "log_id", "seq", "line", "call_hash", "command", "failed");
    private static final String USE =
            NamedStatement.insert("tool_use", "log_id", "tool", "session_id", "calls", "failed");

    private final Statements statements;
    private final Map<String, int[]> uses = new HashMap<>();
    private final Map<Integer, EntryRow> calls = new HashMap<>();
    private final List<CommandRun> commands = new ArrayList<>();
    private final List<Failed> failedCalls = new ArrayList<>();

    /** A result that says its call failed. */
    private record Failed(long call, int seq) {}

    ToolRows(Statements statements) {
        this.statements = statements;
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
        return uses.computeIfAbsent(Clip.to(tool, 120), t -> new int[2]);
    }

    /** Writes what was collected since the last time, all of it of this log; {@code firstOfLog}: there are no rows of it yet. */
    void write(long log, long session, boolean firstOfLog) throws SQLException {
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

    private void writeCommands(long log, long session) throws SQLException {
        Map<Long, Integer> failedAt = new HashMap<>();
        failedCalls.forEach(failed -> failedAt.merge(failed.call, failed.seq, Math::max));
        NamedStatement row = statements.batch(COMMAND);
        for (CommandRun run : commands) {
            EntryRow call = calls.get(run.seq());
            String callId = call == null ? null : call.call();
            boolean failed = callId != null && failedAt.getOrDefault(Hash.of(callId), -1) > run.seq();
            row.set("session_id", session)
                    .set("log_id", log)
                    .set("seq", run.seq())
                    .set("line", call == null ? 0 : call.line())
                    .setHash("call_hash", callId)
                    .set("command", run.command(), 4000)
                    .set("failed", failed)
                    .add();
        }
        row.flush();
    }

    /** A result may come in a later batch than its call. One id may name several calls: it tells of those before it. */
    private void writeFailures(long log, long session) throws SQLException {
        for (Failed failed : failedCalls) {
            statements
                    .of("update command_run set failed = true where session_id = :session and log_id = :log"
                            + " and call_hash = :call and seq < :seq")
                    .set("session", session)
                    .set("log", log)
                    .set("call", failed.call)
                    .set("seq", failed.seq)
                    .execute();
        }
    }

    private void writeUses(long log, long session, boolean firstOfLog) throws SQLException {
        NamedStatement row = statements.batch(USE);
        for (Map.Entry<String, int[]> use : uses.entrySet()) {
            int[] counts = use.getValue();
            if (firstOfLog || !addUses(log, use.getKey(), counts)) {
                row.set("log_id", log)
                        .set("tool", use.getKey())
                        .set("session_id", session)
                        .set("calls", counts[0])
                        .set("failed", counts[1])
                        .add();
            }
        }
        row.flush();
    }

    private boolean addUses(long log, String tool, int[] counts) throws SQLException {
        return statements
                        .of("update tool_use set calls = calls + :calls, failed = failed + :failed"
                                + " where log_id = :log and tool = :tool")
                        .set("calls", counts[0])
                        .set("failed", counts[1])
                        .set("log", log)
                        .set("tool", tool)
                        .execute()
                > 0;
    }
}
