package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.Reader;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.ClaudeRecord.Block;
import dev.reprise.agent.claude.record.ToolInput;
import org.jspecify.annotations.Nullable;

/** The words of an entry that can be searched for ({@link Reader#texts}). */
final class EntryTexts {

    private EntryTexts() {}

    /** What was said in it; empty if nothing. */
    static String of(Entry entry, ClaudeRecord r) {
        return switch (entry) {
            case Entry.Prompt e -> Prompts.withoutPasteTags(e.text().value());
            case Entry.Command e -> joined(e.name(), e.arguments());
            case Entry.CommandOutput e -> e.text().value();
            case Entry.Shell e -> e.command().value();
            case Entry.ShellOutput e -> joined(e.output().value(), e.errors().value());
            case Entry.Reply e -> e.text().value();
            case Entry.Thinking e -> e.text().value();
            case Entry.ToolCall e -> input(r.blocks.get(e.head().block()), r);
            case Entry.ToolResult e -> e.text().value();
            case Entry.Document e -> joined(e.title(), "");
            case Entry.Summary e -> e.text().value();
            case Entry.Notification e -> joined(e.task(), e.text().value());
            case Entry.Failure e -> joined(e.status(), e.text().value());
            case Entry.Notice e -> e.text().value();
            case Entry.Attachment e -> joined(e.title(), e.text().value());
            // nobody says these
            case Entry.Image e -> "";
            case Entry.Compaction e -> "";
            case Entry.Interrupt e -> "";
            case Entry.Repair e -> "";
            case Entry.Unknown e -> "";
            case Entry.Unreadable e -> "";
            case Entry.Bookkeeping e -> "";
        };
    }

    private static String input(Block block, ClaudeRecord r) {
        return ToolInput.strings(r.bytes, block.inputFrom, block.inputTo, Reader.SEARCHED);
    }

    private static String joined(@Nullable String first, String second) {
        return first == null || first.isBlank() ? second : second.isBlank() ? first : first + "\n" + second;
    }
}
