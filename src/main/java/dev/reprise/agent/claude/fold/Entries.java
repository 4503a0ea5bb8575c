package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Action;
import dev.reprise.agent.Entry;
import dev.reprise.agent.Entry.Head;
import dev.reprise.agent.Entry.Text;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.ClaudeRecord.Added;
import dev.reprise.agent.claude.record.ClaudeRecord.Block;
import dev.reprise.agent.claude.record.Texts;
import dev.reprise.agent.claude.record.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a record into entries, one per content block and at least one. The import and the page both use it. */
public final class Entries {
    private static final String UNKNOWN_ATTACHMENT = "attachment:";

    private final ClaudeRecord r;
    private final boolean withJson;

    private Entries(ClaudeRecord r, boolean withJson) {
        this.r = r;
        this.withJson = withJson;
    }

    /**
     * @param withJson whether entries carry the JSON they were made of; the import does without
     */
    static List<Entry> of(ClaudeRecord r, boolean withJson) {
        return new Entries(r, withJson).entries();
    }

    /** What this is, if it is of a type never heard of; else null. */
    static @Nullable String unknown(Entry entry) {
        return switch (entry) {
            case Entry.Unknown unknown -> unknown.what();
            case Entry.Bookkeeping folded when folded.what().startsWith(UNKNOWN_ATTACHMENT) -> folded.what();
            default -> null;
        };
    }

    private List<Entry> entries() {
        return switch (r.type) {
            case "user" -> r.message ? new UserMessages(r, this).entries() : List.of(state());
            case "assistant" -> r.message ? replies() : List.of(state());
            case "system" -> List.of(system());
            case "attachment" -> attachment();
            case "queue-operation" -> QueueTracker.isTyped(r) ? new UserMessages(r, this).typed() : List.of(other());
            default -> List.of(other());
        };
    }

    Head head(int block) {
        return new Head(block, r.at(), r.uuid, r.sidechain);
    }

    private Entry other() {
        EntryKind kind = Types.record(r.type);
        return kind == null ? unknown(0, "type:" + r.type, r.from, r.to) : bookkeeping(0, kind, r.type);
    }

    private Entry state() {
        return bookkeeping(0, EntryKind.STATE, r.type);
    }

    private List<Entry> replies() {
        if (r.blocks.isEmpty()) {
            return List.of(state());
        }
        List<Entry> entries = new ArrayList<>(r.blocks.size());
        for (int i = 0; i < r.blocks.size(); i++) {
            entries.add(reply(i, r.blocks.get(i)));
        }
        return entries;
    }

    private Entry reply(int i, Block block) {
        return switch (block.type) {
            case "text" -> replyText(i, block.text);
            case "thinking" -> new Entry.Thinking(head(i), block.text, false);
            case "redacted_thinking" -> new Entry.Thinking(head(i), ClaudeRecord.NONE, true);
            case "tool_use", "server_tool_use", "mcp_tool_use" -> call(i, block);
            case "fallback" -> new Entry.Notice(head(i), "fallback", null, json(block.from, block.to));
            default -> block.type.endsWith("_tool_result") ? ToolResults.entry(head(i), block) : medium(i, block);
        };
    }

    private Entry replyText(int i, Text text) {
        if (!r.synthetic()) {
            return r.apiError
                    ? new Entry.Failure(head(i), text, r.errorStatus)
                    : new Entry.Reply(head(i), text, r.model);
        }
        String said = text.value();
        if (said.startsWith("No response requested")) {
            return new Entry.Repair(head(i), text);
        }
        boolean failure = r.apiError || said.startsWith("API Error") || said.startsWith("You've hit your");
        return failure ? new Entry.Failure(head(i), text, r.errorStatus) : new Entry.Reply(head(i), text, null);
    }

    private Entry call(int i, Block block) {
        String title = block.input == null ? "" : block.input.title();
        return new Entry.ToolCall(
                head(i),
                block.id == null ? "" : block.id,
                block.name == null ? "" : block.name,
                title,
                json(block.inputFrom, block.inputTo),
                withJson
                        ? Actions.of(block.name == null ? "" : block.name, r.bytes, block.inputFrom, block.inputTo)
                        : new Action.Other());
    }

    /** A block that may stand in any message: an image, a document, or one never heard of. */
    Entry medium(int i, Block block) {
        if (block.type.equals("image") && !block.pictures.isEmpty()) {
            return new Entry.Image(head(i), block.pictures.getFirst());
        }
        if (block.type.equals("image")) {
            return new Entry.Attachment(head(i), "image", block.title, ClaudeRecord.NONE);
        }
        if (block.type.equals("document")) {
            return new Entry.Document(
                    head(i), block.mediaType == null ? "" : block.mediaType, block.title, block.bytes);
        }
        return unknown(i, "block:" + block.type, block.from, block.to);
    }

    private Entry system() {
        String subtype = r.subtype == null ? "" : r.subtype;
        return switch (subtype) {
            case "" -> new Entry.Notice(head(0), "system", r.level, r.content);
            case "local_command" -> local();
            case "compact_boundary" -> compaction(r.trigger);
            case "microcompact_boundary" -> compaction("micro");
            case "api_error" ->
                new Entry.Failure(head(0), r.error.value().isEmpty() ? r.content : r.error, r.errorStatus);
            case "turn_duration" -> bookkeeping(0, EntryKind.STATE, subtype);
            case "stop_hook_summary" ->
                r.hookErrors || r.preventedContinuation
                        ? new Entry.Notice(head(0), subtype, r.level, r.content)
                        : bookkeeping(0, EntryKind.STATE, subtype);
            default ->
                Types.isNotice(subtype)
                        ? new Entry.Notice(head(0), subtype, r.level, r.content)
                        : unknown(0, "system:" + subtype, r.from, r.to);
        };
    }

    private Entry local() {
        Entry entry = Wrappers.said(head(0), r.content, false);
        if (entry instanceof Entry.Prompt prompt) {
            return new Entry.CommandOutput(prompt.head(), prompt.text(), false);
        }
        return entry == null ? bookkeeping(0, EntryKind.META, "local_command") : entry;
    }

    private Entry compaction(@Nullable String trigger) {
        return new Entry.Compaction(head(0), trigger == null ? "" : trigger, r.before, r.after);
    }

    private List<Entry> attachment() {
        Added added = r.attachment;
        if (added == null) {
            return List.of(unknown(0, UNKNOWN_ATTACHMENT, r.from, r.to));
        }
        EntryKind kind = Types.attachment(added.type);
        if (kind == null) {
            // most are repeated with each call: nothing for the middle of a conversation
            return List.of(bookkeeping(0, EntryKind.REQUEST, Texts.oneLine(UNKNOWN_ATTACHMENT + added.type, 100)));
        }
        return switch (kind) {
            case PROMPT -> new UserMessages(r, this).queued(added);
            case NOTIFICATION -> List.of(new Entry.Notification(head(0), added.title, null, added.text));
            case ATTACHMENT -> List.of(shown(added));
            default -> List.of(bookkeeping(0, kind, added.type));
        };
    }

    private Entry shown(Added added) {
        if (added.type.startsWith("hook_") && added.text.value().isBlank()) {
            return bookkeeping(0, EntryKind.STATE, added.type);
        }
        return new Entry.Attachment(head(0), added.type, added.title, added.text);
    }

    Entry bookkeeping(int block, EntryKind kind, String what) {
        return new Entry.Bookkeeping(head(block), kind, what, json(r.from, r.to));
    }

    Entry unknown(int block, String what, int from, int to) {
        return new Entry.Unknown(head(block), Texts.oneLine(what, 100), json(from, to));
    }

    private Text json(int from, int to) {
        return withJson && to > from ? PrettyJson.of(r.bytes, from, to, ClaudeReader.SHOWN) : ClaudeRecord.NONE;
    }
}
