package dev.reprise.transcript;

import dev.reprise.catalogue.Entries.Brief;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Turns and branches of one log as far as it was read; grows with it. Not thread-safe. */
final class Shape {

    private final int generation;
    private final Branches branches = new Branches();
    private final List<Turns> turns = new ArrayList<>();
    private volatile int seqs;

    Shape(int generation) {
        this.generation = generation;
    }

    int generation() {
        return generation;
    }

    /** Entries taken in so far. */
    int seqs() {
        return seqs;
    }

    /** Takes in the next rows, up to sequence number {@code to}. */
    void add(List<Brief> next, int to) {
        for (Brief row : next) {
            if (row.uuid() != null) {
                branches.add(row);
            }
            if (row.position() >= 0) {
                turn(row);
            }
        }
        branches.settle();
        seqs = to;
    }

    private void turn(Brief row) {
        switch (row.kind()) {
            case PROMPT, COMMAND, SHELL, COMPACTION -> turns.add(new Turns(row));
            default -> {
                // what stands before the first prompt belongs to no turn
                Turns open = turns.isEmpty() ? null : turns.getLast();
                if (open != null) {
                    open.add(row);
                }
            }
        }
    }

    List<Turn> turns() {
        List<Turn> all = new ArrayList<>(turns.size());
        turns.forEach(turn -> all.add(turn.made(branches.holds(turn.first.seq()))));
        return all;
    }

    BitSet abandoned() {
        return branches.abandoned();
    }

    /** A turn that may still grow. */
    private static final class Turns {
        final Brief first;
        private int tools;
        private int failures;
        private int files;
        private long last;

        Turns(Brief first) {
            this.first = first;
            this.last = first.at();
            add(first);
        }

        void add(Brief row) {
            boolean call = row.kind() == dev.reprise.agent.EntryKind.TOOL_CALL;
            tools += call ? 1 : 0;
            failures += row.failed() ? 1 : 0;
            files += row.edits() ? 1 : 0;
            last = Math.max(last, row.at());
        }

        Turn made(boolean abandoned) {
            return new Turn(
                    first.position(),
                    first.line(),
                    first.kind().slug(),
                    first.preview() == null ? "" : first.preview(),
                    first.at() == 0 ? null : java.time.Instant.ofEpochMilli(first.at()),
                    tools,
                    files,
                    failures,
                    first.at() == 0 ? 0 : last - first.at(),
                    abandoned);
        }
    }
}
