package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.Finding;
import dev.reprise.agent.claude.fold.FoldState.Call;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.ClaudeRecord.Block;
import dev.reprise.agent.claude.record.ClaudeRecord.Outcome;
import dev.reprise.agent.claude.record.Texts;
import dev.reprise.agent.claude.record.ToolInput;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Joins tool calls and their results: names, commands, changed files, started sub-agents. */
final class ToolTracker {
    private static final ByteSearch SHUTDOWN = new ByteSearch("\"shutdown_response\"");
    private static final Pattern AGENT_ID = Pattern.compile("\\bagentId: ([A-Za-z0-9_-]{4,100})");

    private final FoldState state;

    ToolTracker(FoldState state) {
        this.state = state;
    }

    /** Tool and call of an entry, and whether it failed. */
    record Named(@Nullable String tool, @Nullable String call, boolean failed) {
        static final Named NONE = new Named(null, null, false);
    }

    Named entry(int seq, ClaudeRecord r, Entry entry, boolean sidechain, Consumer<Finding> found) {
        return switch (entry) {
            case Entry.ToolCall call -> call(seq, r, call, sidechain, found);
            case Entry.ToolResult result ->
                result(seq, r, result.call(), result.failed(), result.text().value(), found);
            case Entry.Repair repair -> repair(seq, r, repair, found);
            case Entry.Failure failure -> new Named(null, null, true);
            case Entry.Bookkeeping tick when r.progress != null -> tick(r, found);
            default -> Named.NONE;
        };
    }

    private Named call(int seq, ClaudeRecord r, Entry.ToolCall entry, boolean sidechain, Consumer<Finding> found) {
        String tool = Texts.oneLine(entry.tool(), 100);
        ToolInput input = block(r, entry).input;
        Call call = new Call();
        call.seq = seq;
        call.prompt = state.prompts;
        call.tool = tool;
        call.sidechain = sidechain;
        call.ends = tool.equals("SendMessage")
                && SHUTDOWN.isIn(r.bytes, block(r, entry).inputFrom, block(r, entry).inputTo);
        if (input != null && Actions.EDITORS.contains(tool)) {
            call.path = input.path;
            call.added = input.added;
            call.removed = input.removed;
        }
        state.answeredBefore = false;
        state.ended = false;
        if (!entry.id().isEmpty() && block(r, entry).type.equals("tool_use")) {
            state.open(entry.id(), call);
        }
        if (input != null && input.command != null && Actions.SHELLS.contains(tool)) {
            found.accept(new Finding.CommandRun(seq, input.command));
        }
        return new Named(tool, entry.id(), false);
    }

    private Named repair(int seq, ClaudeRecord r, Entry.Repair repair, Consumer<Finding> found) {
        String id = repair.head().block() < r.blocks.size() ? block(r, repair).id : null;
        if (id == null) {
            return Named.NONE;
        }
        // nobody knows whether the call failed
        Named call = result(seq, r, id, true, "", found);
        return new Named(call.tool(), call.call(), false);
    }

    private Named result(int seq, ClaudeRecord r, String id, boolean failed, String text, Consumer<Finding> found) {
        Call call = state.calls.remove(id);
        if (call == null && !id.isEmpty()) {
            state.early(id);
        }
        state.ended = call != null && !call.sidechain && (call.ends || call.tool.equals("StructuredOutput") && !failed);
        Outcome outcome = r.blocks.size() == 1 ? r.outcome : null;
        if (!failed) {
            change(seq, call, outcome, found);
        }
        String agent = outcome == null ? null : outcome.agentId;
        if (agent == null && call != null && Actions.STARTERS.contains(call.tool)) {
            Matcher matcher = AGENT_ID.matcher(text);
            agent = matcher.find() ? matcher.group(1) : null;
        }
        if (agent != null && !agent.isBlank()) {
            found.accept(new Finding.AgentLink(id, agent));
        }
        return new Named(call == null ? null : call.tool, id, failed);
    }

    private static void change(int seq, @Nullable Call call, @Nullable Outcome outcome, Consumer<Finding> found) {
        boolean patched = outcome != null && outcome.patched && outcome.path != null;
        if (call != null && Actions.EDITORS.contains(call.tool)) {
            String path = outcome != null && outcome.path != null ? outcome.path : call.path;
            if (path != null && !path.isBlank()) {
                found.accept(new Finding.FileChange(
                        call.seq,
                        path,
                        patched && outcome != null ? outcome.added : call.added,
                        patched && outcome != null ? outcome.removed : call.removed));
            }
        } else if (call == null && outcome != null && outcome.patched && outcome.path != null) {
            found.accept(new Finding.FileChange(seq, outcome.path, outcome.added, outcome.removed));
        }
    }

    private static Named tick(ClaudeRecord r, Consumer<Finding> found) {
        if ("agent_progress".equals(r.progress) && r.progressAgent != null && r.parentToolUse != null) {
            found.accept(new Finding.AgentLink(r.parentToolUse, r.progressAgent));
        }
        return new Named(null, r.parentToolUse, false);
    }

    private static Block block(ClaudeRecord r, Entry entry) {
        return r.blocks.get(entry.head().block());
    }
}
