package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.Entry.Text;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.ClaudeRecord.Added;
import dev.reprise.agent.claude.record.ClaudeRecord.Block;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries of what stands in the user's name: prompts, and all that the client puts there too. */
final class UserMessages {
    private final ClaudeRecord r;
    private final Entries entries;

    UserMessages(ClaudeRecord r, Entries entries) {
        this.r = r;
        this.entries = entries;
    }

    List<Entry> entries() {
        return entries(r.blocks, r.meta, r.originKind, false);
    }

    /** What was typed while the model worked, where it was typed. */
    List<Entry> typed() {
        boolean nothing = r.blocks.stream()
                .allMatch(
                        block -> block.type.equals("text") && block.text.value().isBlank());
        return nothing
                ? List.of(entries.bookkeeping(0, EntryKind.STATE, r.type))
                : entries(r.blocks, r.meta, r.originKind, true);
    }

    /** A prompt (or a report) that was queued while the model worked. */
    List<Entry> queued(Added added) {
        String origin = "task-notification".equals(added.mode) ? added.mode : added.originKind;
        return entries(added.prompt, added.meta || r.meta, origin, true);
    }

    private List<Entry> entries(List<Block> blocks, boolean meta, @Nullable String origin, boolean queued) {
        if (blocks.isEmpty()) {
            return List.of(entries.bookkeeping(0, EntryKind.STATE, r.type));
        }
        boolean results = blocks.stream().anyMatch(block -> block.type.equals("tool_result"));
        List<Entry> said = new ArrayList<>(blocks.size());
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            said.add(
                    switch (block.type) {
                        case "text" ->
                            text(i, block.text, meta || results && isOfClient(block.text), origin, queued || results);
                        case "tool_result" -> ToolResults.entry(entries.head(i), block);
                        default -> entries.medium(i, block);
                    });
        }
        return said;
    }

    /** What the client itself writes beside a result; anything else there was typed while the tool ran (2.1.19 to 2.1.37). */
    private static boolean isOfClient(Text text) {
        return text.value().strip().equals("Tool loaded.");
    }

    private Entry text(int i, Text text, boolean meta, @Nullable String origin, boolean queued) {
        if (r.compactSummary) {
            return new Entry.Summary(entries.head(i), text);
        }
        Entry entry = Wrappers.said(entries.head(i), text, queued);
        if (entry instanceof Entry.Interrupt) {
            return entry;
        }
        if (origin != null && !origin.equals("human") && entry instanceof Entry.Prompt) {
            return Wrappers.notification(entries.head(i), text, text.value());
        }
        return meta && !(entry instanceof Entry.Notification) || entry == null
                ? entries.bookkeeping(i, EntryKind.META, r.type)
                : entry;
    }
}
