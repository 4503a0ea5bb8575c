package dev.reprise.transcript;

import dev.reprise.agent.EntryRow;
import dev.reprise.catalogue.Entries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Puts records behind the ones they go on from. Logs are written in that order, but for those of {@code -p} clients before
 * 2.1.311, where a record may stand some lines before its parent; the client itself goes by the parents (client/RESUME.md
 * section 1g).
 */
final class ParentOrder {

    private ParentOrder() {}

    /** The same rows; the blocks of a record stay together, and what is in order stays where it is. */
    static List<Entries.Row> of(List<Entries.Row> rows) {
        List<List<Entries.Row>> records = records(rows);
        Map<UUID, Integer> places = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            UUID uuid = first(records.get(i)).uuid();
            if (uuid != null) {
                places.putIfAbsent(uuid, i);
            }
        }
        List<Entries.Row> sorted = new ArrayList<>(rows.size());
        Map<Integer, List<Integer>> waiting = new HashMap<>();
        Set<Integer> done = new HashSet<>();
        for (int i = 0; i < records.size(); i++) {
            UUID parent = first(records.get(i)).parent();
            Integer at = parent == null ? null : places.get(parent);
            if (at == null || at == i || done.contains(at)) {
                put(i, records, waiting, done, sorted);
            } else {
                waiting.computeIfAbsent(at, place -> new ArrayList<>()).add(i);
            }
        }
        // what only waits for each other
        for (int i = 0; i < records.size(); i++) {
            put(i, records, waiting, done, sorted);
        }
        return sorted;
    }

    /** A record, and behind it those that waited for it. */
    private static void put(
            int first,
            List<List<Entries.Row>> records,
            Map<Integer, List<Integer>> waiting,
            Set<Integer> done,
            List<Entries.Row> sorted) {
        Deque<Integer> next = new ArrayDeque<>(List.of(first));
        while (!next.isEmpty()) {
            int at = next.pop();
            if (done.add(at)) {
                sorted.addAll(records.get(at));
                waiting.getOrDefault(at, List.of()).reversed().forEach(next::push);
            }
        }
    }

    private static List<List<Entries.Row>> records(List<Entries.Row> rows) {
        List<List<Entries.Row>> records = new ArrayList<>();
        for (Entries.Row row : rows) {
            EntryRow last = records.isEmpty() ? null : first(records.getLast());
            boolean same = last != null
                    && last.line() == row.entry().line()
                    && last.offset() == row.entry().offset();
            if (!same) {
                records.add(new ArrayList<>());
            }
            records.getLast().add(row);
        }
        return records;
    }

    private static EntryRow first(List<Entries.Row> record) {
        return record.getFirst().entry();
    }
}
