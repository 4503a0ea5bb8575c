package dev.reprise.transcript;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some entries of a log, in order.
 *
 * @param total conversation entries of the log
 * @param first position of the first item among them, from 0
 */
public record Window(int total, int first, List<Item> items) {

    /**
     * @param row where it stands and what it is; its line as addresses count them
     * @param position in the conversation
     * @param entry its contents
     * @param seam what is to be said before it: another file begins, or what it goes on from is nowhere; null if nothing
     * @param abandoned on an abandoned branch (rewind, edit)
     */
    public record Item(
            EntryRow row,
            int position,
            Entry entry,
            boolean abandoned,
            @Nullable String seam) {}

    public int end() {
        return first + items.size();
    }
}
