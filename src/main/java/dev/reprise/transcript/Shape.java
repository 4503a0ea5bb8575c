package dev.reprise.transcript;

import dev.reprise.agent.EntryKind;
import dev.reprise.catalogue.Entries.Brief;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns and branches of one log as far as it was read; grows with it. Not thread-safe. */
final class Shape {

    /** Steps of a turn's work that stay in sight while nothing was said after them. */
    private static final int STEPS = 6;

    private final int generation;
    private final Branches branches = new Branches();
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
            last.opened(row);
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
        for (Turns turn : turns) {
            all.add(turn.made(branches.holds(turn.first.seq()), turn == turns.getLast()));
        }
        return all;
    }

    BitSet broken() {
        return branches.broken();
    }

    BitSet abandoned() {
        return branches.abandoned();
    }

    /** A turn that may still grow. */
    private static final class Turns {
        Brief first;
        private final int start;
        /** Positions of the last steps of its work, calls and thinking. */
        private final ArrayDeque<Integer> steps = new ArrayDeque<>();

        private boolean answered;
        private boolean replied;
        private int tools;
        private int failures;
        /** Files that were changed; what has no name is one of its own. */
        private final Set<String> files = new HashSet<>();

        private long last;
        private int work;
        private int rest;
        private int end;

        Turns(Brief first) {
            this.first = first;
            this.start = first.position();
            this.last = first.at();
            count(first);
            opened(first);
        }

        /** A block of what opens it. */
        void opened(Brief row) {
            work = row.position() + 1;
            rest = work;
            end = work;
        }

        void add(Brief row) {
            count(row);
            end = row.position() + 1;
            switch (row.kind()) {
                case THINKING, TOOL_CALL -> {
                    steps.add(row.position());
                    if (steps.size() > STEPS) {
                        steps.remove();
                    }
                    worked();
                }
                case TOOL_RESULT -> worked();
                case REPLY -> replied = true;
                default -> {
                    // what the client said between
                }
            }
        }

        private void worked() {
            rest = end;
            replied = false;
        }

        private void count(Brief row) {
            tools += row.kind() == EntryKind.TOOL_CALL ? 1 : 0;
            failures += row.failed() ? 1 : 0;
            if (row.edits()) {
                files.add(row.preview() == null ? "#" + row.seq() : row.preview());
            }
            last = Math.max(last, row.at());
        }

        /** @param newest whether no turn came after it */
        Turn made(boolean abandoned, boolean newest) {
            boolean going = newest && !replied && !steps.isEmpty();
            return new Turn(
                    new Turn.Extent(start, work, going ? Math.max(work, steps.getFirst()) : rest, end),
                    first.line(),
                    first.kind().slug(),
                    first.preview() == null ? "" : first.preview(),
                    first.at() == 0 ? null : java.time.Instant.ofEpochMilli(first.at()),
                    tools,
                    files.size(),
                    failures,
                    first.at() == 0 ? 0 : last - first.at(),
                    answered,
                    abandoned);
        }
    }
}
