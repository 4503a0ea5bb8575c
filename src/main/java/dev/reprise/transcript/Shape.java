package dev.reprise.transcript;

import dev.reprise.agent.EntryKind;
import dev.reprise.catalogue.Entries.Brief;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns and branches of one log as far as it was read; grows with it. Not thread-safe. */
final class Shape {

    private final int generation;
    private final Branches branches = new Branches();
    private final Roots roots = new Roots();
    private final List<Turns> turns = new ArrayList<>();
    /** What was sent and not answered yet. */
    private @Nullable Turns asked;

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
                roots.add(row);
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
            case PROMPT, COMMAND, IMAGE, DOCUMENT -> sent(row);
            case SHELL, COMPACTION -> turns.add(new Turns(row));
            default -> {
                // what stands before the first prompt belongs to no turn
                Turns open = turns.isEmpty() ? null : turns.getLast();
                if (open != null) {
                    open.add(row);
                }
                if (asked != null && !row.sidechain() && isAnswer(row)) {
                    asked.answered = true;
                    asked = null;
                }
            }
        }
    }

    /** The blocks of one record are one thing that was sent; its words name it. */
    private void sent(Brief row) {
        Turns last = turns.isEmpty() ? null : turns.getLast();
        if (last != null && last.first.line() == row.line()) {
            if (row.kind() == EntryKind.PROMPT && last.first.kind() != EntryKind.PROMPT) {
                last.first = row;
            }
            return;
        }
        turns.add(new Turns(row));
        asked = row.sidechain() ? asked : turns.getLast();
    }

    private static boolean isAnswer(Brief row) {
        return switch (row.kind()) {
            case REPLY, THINKING, TOOL_CALL, ERROR -> true;
            default -> false;
        };
    }

    List<Turn> turns() {
        List<Turn> all = new ArrayList<>(turns.size());
        turns.forEach(turn -> all.add(turn.made(branches.holds(turn.first.seq()))));
        return all;
    }

    BitSet abandoned() {
        return branches.abandoned();
    }

    Reach reach() {
        return roots.reach();
    }

    /** A turn that may still grow. */
    private static final class Turns {
        Brief first;
        private boolean answered;
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
            boolean call = row.kind() == EntryKind.TOOL_CALL;
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
                    answered,
                    abandoned);
        }
    }
}
