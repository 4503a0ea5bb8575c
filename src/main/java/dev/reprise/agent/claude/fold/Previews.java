package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.Texts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kind of an entry, and the line that stands for it in a list. */
final class Previews {
    static final int LENGTH = 160;

    private Previews() {}

    static EntryKind kind(Entry entry) {
        return switch (entry) {
            case Entry.Prompt e -> EntryKind.PROMPT;
            case Entry.Command e -> EntryKind.COMMAND;
            case Entry.CommandOutput e -> EntryKind.COMMAND_OUTPUT;
            case Entry.Shell e -> EntryKind.SHELL;
            case Entry.ShellOutput e -> EntryKind.SHELL_OUTPUT;
            case Entry.Reply e -> EntryKind.REPLY;
            case Entry.Thinking e -> EntryKind.THINKING;
            case Entry.ToolCall e -> EntryKind.TOOL_CALL;
            case Entry.ToolResult e -> EntryKind.TOOL_RESULT;
            case Entry.Image e -> EntryKind.IMAGE;
            case Entry.Document e -> EntryKind.DOCUMENT;
            case Entry.Compaction e -> EntryKind.COMPACTION;
            case Entry.Summary e -> EntryKind.SUMMARY;
            case Entry.Notification e -> EntryKind.NOTIFICATION;
            case Entry.Failure e -> EntryKind.ERROR;
            case Entry.Interrupt e -> EntryKind.INTERRUPT;
            case Entry.Notice e -> EntryKind.NOTICE;
            case Entry.Attachment e -> EntryKind.ATTACHMENT;
            case Entry.Repair e -> EntryKind.REPAIR;
            case Entry.Unknown e -> EntryKind.UNKNOWN;
            case Entry.Unreadable e -> EntryKind.UNREADABLE;
            case Entry.Bookkeeping e -> e.kind();
        };
    }

    static String preview(Entry entry, ClaudeRecord r) {
        return Texts.oneLine(text(entry, r), LENGTH);
    }

    private static String text(Entry entry, ClaudeRecord r) {
        return switch (entry) {
            case Entry.Prompt e -> Prompts.withoutPasteTags(e.text().value());
            case Entry.Command e -> e.name() + " " + e.arguments();
            case Entry.CommandOutput e -> e.text().value();
            case Entry.Shell e -> e.command().value();
            case Entry.ShellOutput e ->
                e.output().value().isBlank() ? e.errors().value() : e.output().value();
            case Entry.Reply e -> e.text().value();
            case Entry.Thinking e -> e.text().value();
            case Entry.ToolCall e -> e.title();
            case Entry.ToolResult e -> e.text().value();
            case Entry.Image e -> e.picture().mediaType();
            case Entry.Document e -> or(e.title(), e.mediaType());
            case Entry.Compaction e -> compacted(e);
            case Entry.Summary e -> e.text().value();
            case Entry.Notification e -> e.text().value();
            case Entry.Failure e -> e.text().value();
            case Entry.Interrupt e -> e.text();
            case Entry.Notice e -> e.text().value();
            case Entry.Attachment e -> or(e.title(), e.text().value());
            case Entry.Repair e -> e.text().value();
            case Entry.Unknown e -> e.what();
            case Entry.Unreadable e -> e.reason();
            case Entry.Bookkeeping e -> bookkeeping(e, r);
        };
    }

    private static String bookkeeping(Entry.Bookkeeping entry, ClaudeRecord r) {
        int block = entry.head().block();
        if (entry.kind() == EntryKind.META && block < r.blocks.size()) {
            return r.blocks.get(block).text.value();
        }
        String more = or(r.value, r.content.value());
        if (entry.kind() == EntryKind.PROGRESS) {
            more = or(r.progress, "");
        }
        return more.isEmpty() ? entry.what() : entry.what() + ": " + more;
    }

    private static String or(@Nullable String value, String other) {
        return value == null || value.isBlank() ? other : value;
    }

    /** {@code compacted 998,659 → 18,101 tokens (auto)}, as far as the record says. */
    private static String compacted(Entry.Compaction e) {
        String how = e.trigger().isBlank() ? "" : " (" + e.trigger() + ")";
        if (e.before() <= 0) {
            return "compacted" + how;
        }
        String after = e.after() > 0 ? String.format(Locale.ROOT, " → %,d", e.after()) : "";
        return String.format(Locale.ROOT, "compacted %,d%s tokens%s", e.before(), after, how);
    }
}
