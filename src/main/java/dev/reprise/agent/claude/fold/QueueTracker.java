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

    /** Blocks of this record that were shown already, where they were typed. */
    BitSet shown(ClaudeRecord r, List<Entry> entries) {
        BitSet shown = new BitSet();
        boolean typed = isTyped(r);
        if (!typed && s.waiting.isEmpty()) {
            return shown;
        }
        for (Entry entry : entries) {
            String words = words(entry);
            if (words == null) {
                continue;
            }
            if (typed) {
                s.waiting.add(words);
                if (s.waiting.size() > MAX_WAITING) {
                    s.waiting.removeFirst();
                }
            } else if (s.waiting.remove(words)) {
                shown.set(entry.head().block());
            } else if (words.equals(Texts.oneLine(String.join(" ", s.waiting), LENGTH))) {
                // several that waited are delivered as one
                s.waiting.clear();
                shown.set(entry.head().block());
            }
        }
        return shown;
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
