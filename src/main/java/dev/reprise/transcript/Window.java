package dev.reprise.transcript;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryRow;
import java.util.List;

/**
 * Some entries of a log, in order.
 *
 * @param total conversation entries of the log
 * @param first position of the first item among them, from 0
 */
public record Window(int total, int first, List<Item> items) {

    /**
     * @param row where it stands and what it is
     * @param entry its contents
     * @param abandoned on an abandoned branch (rewind, edit)
     */
    public record Item(EntryRow row, Entry entry, boolean abandoned) {}

    public int end() {
        return first + items.size();
    }
}
