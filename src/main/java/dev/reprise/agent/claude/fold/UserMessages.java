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
    /** What the client says in the user's name when it goes on with a session that was interrupted. */
    private static final String TAKEN_OVER = "Continue from where you left off.";

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

    private Entry takenOver(int i) {
        String words = "bg".equals(r.sessionKind)
                ? "Taken over in the background: from here on it went on by itself, nobody asked for it."
                : "The client went on with it after an interruption; nobody typed this.";
        return new Entry.Notice(entries.head(i), "taken-over", null, new Text(words));
    }

    private Entry text(int i, Text text, boolean meta, @Nullable String origin, boolean queued) {
        if (r.compactSummary) {
            return new Entry.Summary(entries.head(i), text);
        }
        if (meta && text.value().strip().equals(TAKEN_OVER)) {
            return takenOver(i);
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
