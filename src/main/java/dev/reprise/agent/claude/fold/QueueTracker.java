package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.Texts;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was typed while the model worked. It stands in a {@code queue-operation} record where it was typed, and again where
 * it was delivered, unless it never was, or by a client before about 2.1.97 (client/FORMAT.md): so it is shown where it was
 * typed, and what delivers it is not shown again.
 */
final class QueueTracker {
    static final int MAX_WAITING = 40;
    private static final int LENGTH = 2_000;

    private final FoldState s;

    QueueTracker(FoldState state) {
        this.s = state;
    }

    /** Whether this record only says that something was typed. */
    static boolean isTyped(ClaudeRecord r) {
        return r.type.equals("queue-operation") && "enqueue".equals(r.value);
    }

    /**
     * Blocks of this record that are not shown: what was shown where it was typed, and what was queued while nobody worked,
     * which is delivered at once (a client that queues every prompt also writes it before a history that it copies).
     */
    BitSet hidden(boolean typed, ClaudeRecord r, List<Entry> entries) {
        if (!typed && r.message) {
            s.wish = null;
        }
        BitSet hidden = new BitSet();
        if (!typed && s.waiting.isEmpty()) {
            return hidden;
        }
        for (Entry entry : entries) {
            String words = words(entry);
            if (words != null && (typed ? isDeliveredAtOnce(entry, words) : isDelivery(words))) {
                hidden.set(entry.head().block());
            }
        }
        return hidden;
    }

    private boolean isDeliveredAtOnce(Entry entry, String words) {
        if (s.idle || s.last == FoldState.Last.NONE) {
            s.wish = entry instanceof Entry.Prompt ? words : s.wish;
            return true;
        }
        s.waiting.add(words);
        if (s.waiting.size() > MAX_WAITING) {
            s.waiting.removeFirst();
        }
        return false;
    }

    private boolean isDelivery(String words) {
        if (s.waiting.remove(words)) {
            return true;
        }
        // several that waited are delivered as one
        boolean all = words.equals(Texts.oneLine(String.join(" ", s.waiting), LENGTH));
        if (all) {
            s.waiting.clear();
        }
        return all;
    }

    /** Whether the model waits for the person after this record. */
    void after(boolean typed, ClaudeRecord r, List<Entry> entries) {
        if (r.type.equals("assistant") && r.stopReason != null) {
            s.idle = !r.stopReason.equals("tool_use");
        } else if ("turn_duration".equals(r.subtype)) {
            s.idle = true;
        }
        for (Entry entry : entries) {
            if (entry instanceof Entry.Interrupt) {
                s.idle = true;
            } else if (!typed && (entry instanceof Entry.Prompt || entry instanceof Entry.ToolCall)) {
                s.idle = false;
            }
        }
    }

    static @Nullable String words(Entry entry) {
        String text = switch (entry) {
            case Entry.Prompt e -> Prompts.withoutPasteTags(e.text().value());
            case Entry.Command e -> e.name() + " " + e.arguments();
            case Entry.Shell e -> "!" + e.command().value();
            case Entry.Notification e -> e.text().value();
            default -> "";
        };
        String line = Texts.oneLine(text, LENGTH);
        return line.isBlank() ? null : line;
    }
}
