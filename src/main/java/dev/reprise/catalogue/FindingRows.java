package dev.reprise.catalogue;

import dev.reprise.agent.Clip;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Uuid;
import dev.reprise.catalogue.LogRow.Checkpoint;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the findings of a log as rows, in JDBC batches. Not thread-safe. */
final class FindingRows {

    private static final String ENTRY = NamedStatement.insert(
            "entry",
            "id",
            "pos",
            "line",
            "block",
            "kind",
            "flags",
            "at",
            "off",
            "len",
            "uuid",
            "parent",
            "call_hash",
            "tool",
            "preview",
            "ver");
    private static final String UNREADABLE =
            NamedStatement.insert("unreadable_line", "log_id", "line", "off", "len", "reason");
    private static final String REFUSED =
            NamedStatement.insert("refused_value", "log_id", "line", "off", "len", "field");
    private static final String UNKNOWN = NamedStatement.insert("unknown_type", "log_id", "what", "times");
    private static final String CHANGE =
            NamedStatement.insert("file_change", "session_id", "log_id", "seq", "path", "added", "removed");
    private static final String TITLE = NamedStatement.insert("title_of", "log_id", "leaf", "title");
    private static final String TYPED =
            NamedStatement.insert("typed_prompt", "log_id", "native_id", "project", "at", "text", "local");

    private final Statements statements;
    private final UsageRows usages;
    private final ToolRows tools;

    FindingRows(Statements statements) {
        this.statements = statements;
        this.usages = new UsageRows(statements);
        this.tools = new ToolRows(statements);
    }

    /** Hashes of the API messages written since the last call. */
    Set<Long> takeMessages() {
        return usages.takeMessages();
    }

    /** Removes every row of a log that is read anew. */
    void forget(long log, @Nullable Long session) throws SQLException {
        long of = session == null ? 0 : session;
        usages.remember(log, of);
        statements
                .of("delete from entry where id >= :first and id < :end")
                .set("first", EntryId.first(log))
                .set("end", EntryId.end(log))
                .execute();
        // by the index of the session: there is none of the log, and to read these tables for each log takes a second
        // where there are many
        for (String table : List.of("api_message", "file_change", "command_run", "tool_use")) {
            statements
                    .of("delete from " + table + " where session_id in (0, :session) and log_id = :log")
                    .set("session", of)
                    .set("log", log)
                    .execute();
        }
        for (String table : List.of("unreadable_line", "refused_value", "unknown_type", "title_of", "typed_prompt")) {
            statements
                    .of("delete from " + table + " where log_id = :log")
                    .set("log", log)
                    .execute();
        }
    }

    /** Forgets what a transaction that failed had prepared. */
    void clear() {
        usages.clear();
        tools.clear();
    }

    /** Writes all findings of a batch; answers how far the log is read then. */
    Checkpoint write(LogRow log, Batch.Read read) throws SQLException {
        Counts counts = new Counts(log.read());
        long session = log.session() == null ? 0 : log.session();
        Map<String, Integer> unknown = new HashMap<>();
        for (Finding finding : read.findings()) {
            switch (finding) {
                case Finding.EntryFound(EntryRow row, var text) -> entry(log.id(), counts, read.version(), row);
                case Finding.Unreadable line -> unreadable(log.id(), counts, line);
                case Finding.RefusedValue value -> refused(log.id(), value);
                case Finding.UnknownType(String what) -> unknown.merge(Clip.to(what, 200), 1, Integer::sum);
                case Finding.Usage usage -> usages.add(usage);
                case Finding.FileChange change -> fileChange(log.id(), session, change);
                case Finding.CommandRun run -> tools.command(run);
                case Finding.TitleOf title -> title(log.id(), title);
                case Finding.PromptTyped prompt -> typed(log.id(), prompt);
                case Finding.AgentLink link -> agentLink(session, link);
            }
        }
        usages.write(log.id(), session, read.first());
        for (Map.Entry<String, Integer> times : unknown.entrySet()) {
            unknownType(log.id(), times.getKey(), times.getValue(), read.first());
        }
        statements.flush();
        tools.write(log.id(), session, read.first());
        return counts.checkpoint(log.read(), read);
    }

    /** What a log adds up to so far. */
    private static final class Counts {
        int seqs;
        int entries;
        int toolCalls;
        int unreadable;

        Counts(Checkpoint before) {
            seqs = before.seqs();
            entries = before.entries();
            toolCalls = before.toolCalls();
            unreadable = before.unreadable();
        }

        Checkpoint checkpoint(Checkpoint before, Batch.Read read) {
            var since = read.facts().period().ownSince() == null
                    ? read.facts().period().lastAt()
                    : read.facts().period().ownSince();
            return new Checkpoint(
                    read.to(),
                    read.newlines(),
                    seqs,
                    entries,
                    toolCalls,
                    unreadable,
                    before.generation(),
                    read.recovered(),
                    read.lacking(),
                    since == null ? 0 : since.toEpochMilli(),
                    null);
        }
    }

    private void entry(long log, Counts counts, int version, EntryRow row) throws SQLException {
        statements
                .batch(ENTRY)
                .set("id", EntryId.of(log, row.seq()))
                .setNumber("pos", row.kind().conversation() ? counts.entries++ : null)
                .set("line", row.line())
                .set("block", row.block())
                .set("kind", row.kind().code())
                .set("flags", Entries.flags(row))
                .set("at", row.at())
                .set("off", row.offset())
                .set("len", row.length())
                .set("uuid", row.uuid())
                .set("parent", row.parent())
                .setHash("call_hash", row.call())
                .set("tool", row.tool(), 120)
                .set("preview", row.preview(), 200)
                .set("ver", version)
                .add();
        tools.entry(row);
        counts.seqs = row.seq() + 1;
        counts.toolCalls += row.kind() == EntryKind.TOOL_CALL ? 1 : 0;
    }

    private void unreadable(long log, Counts counts, Finding.Unreadable line) throws SQLException {
        statements
                .batch(UNREADABLE)
                .set("log_id", log)
                .set("line", line.line())
                .set("off", line.offset())
                .set("len", line.length())
                .set("reason", line.reason(), 400)
                .add();
        counts.unreadable++;
    }

    private void refused(long log, Finding.RefusedValue value) throws SQLException {
        statements
                .batch(REFUSED)
                .set("log_id", log)
                .set("line", value.line())
                .set("off", value.offset())
                .set("len", value.length())
                .set("field", value.field(), 200)
                .add();
    }

    private void unknownType(long log, String what, int times, boolean firstOfLog) throws SQLException {
        boolean added = !firstOfLog
                && statements
                                .of(
                                        "update unknown_type set times = times + :times where log_id = :log and what = :what")
                                .set("times", times)
                                .set("log", log)
                                .set("what", what)
                                .execute()
                        > 0;
        if (!added) {
            statements
                    .batch(UNKNOWN)
                    .set("log_id", log)
                    .set("what", what)
                    .set("times", times)
                    .add();
        }
    }

    private void fileChange(long log, long session, Finding.FileChange change) throws SQLException {
        statements
                .batch(CHANGE)
                .set("session_id", session)
                .set("log_id", log)
                .set("seq", change.seq())
                .set("path", change.path(), 2000)
                .set("added", change.added())
                .set("removed", change.removed())
                .add();
    }

    private void title(long log, Finding.TitleOf title) throws SQLException {
        statements
                .batch(TITLE)
                .set("log_id", log)
                .set("leaf", Uuid.of(title.leafUuid()))
                .set("title", title.title(), 400)
                .add();
    }

    private void typed(long log, Finding.PromptTyped prompt) throws SQLException {
        statements
                .batch(TYPED)
                .set("log_id", log)
                .set("native_id", SessionRows.nativeId(prompt.session()))
                .set("project", prompt.project(), 1000)
                .set("at", prompt.at())
                .set("text", prompt.text(), 8000)
                .set("local", prompt.local())
                .add();
    }

    private void agentLink(long session, Finding.AgentLink link) throws SQLException {
        statements
                .batch(SubagentRows.LINK)
                .set("session", session)
                .set("agent", link.agentId(), 200)
                .set("call", link.callId(), 200)
                .add();
    }
}
