package dev.reprise.agent.claude.launch;

import static dev.reprise.agent.claude.launch.Chain.NONE;

import dev.reprise.agent.Brought;
import dev.reprise.agent.Brought.Mark;
import dev.reprise.agent.Brought.Part;
import dev.reprise.agent.Brought.Why;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What a resume brings back of a chain, and the parts that stay out of reach. */
final class Bringing {

    private final Chain chain;
    private final BitSet turns;
    private final int end;
    private final BitSet back;

    Bringing(ChainReader.Read read) {
        this.chain = read.chain();
        this.turns = chain.turns();
        this.end = chain.end(read.named());
        this.back = end == NONE ? new BitSet() : chain.back(end, chain::parent);
    }

    Brought all() {
        BitSet reached = and(turns, back);
        return new Brought(
                turns.cardinality(),
                reached.cardinality(),
                reached.isEmpty() ? null : mark(reached.nextSetBit(0)),
                reached.isEmpty() ? null : mark(reached.length() - 1),
                isCompacted(),
                chain.begun(),
                parts());
    }

    private boolean isCompacted() {
        return boundary() != NONE;
    }

    /** Each leaf is gone back from until what is known already; so all of them together cost one look at every record. */
    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        if (end == NONE) {
            return parts;
        }
        BitSet known = chain.back(end, chain::mended);
        BitSet beyond = (BitSet) known.clone();
        beyond.andNot(back);
        part(end, Why.BROKEN, beyond).ifPresent(parts::add);
        for (int leaf : chain.leaves(chain::mended).reversed()) {
            BitSet own = new BitSet();
            int at = leaf;
            for (; at != NONE && !known.get(at); at = chain.mended(at)) {
                own.set(at);
                known.set(at);
            }
            if (parts.size() < Brought.MOST) {
                part(leaf, why(leaf, own, at), own).ifPresent(parts::add);
            }
        }
        return parts;
    }

    private Optional<Part> part(int leaf, Why why, BitSet own) {
        BitSet ownTurns = and(turns, own);
        if (ownTurns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Part(
                why,
                chain.node(leaf).uuid(),
                and(turns, chain.back(leaf, chain::mended)).cardinality(),
                ownTurns.cardinality(),
                mark(ownTurns.nextSetBit(0)),
                mark(ownTurns.length() - 1)));
    }

    /** @param fork the known record on which the part hangs; {@link Chain#NONE} if it has a beginning of its own */
    private Why why(int leaf, BitSet own, int fork) {
        if (leaf < boundary()) {
            return Why.COMPACTED;
        }
        if (fork == NONE) {
            return Why.BEGINNING;
        }
        int next = back.nextSetBit(fork + 1);
        return next != NONE && own.length() - 1 < next ? Why.REWOUND : Why.BRANCH;
    }

    /** Of the last compaction that is brought back. */
    private int boundary() {
        int last = NONE;
        for (int at = back.nextSetBit(0); at >= 0; at = back.nextSetBit(at + 1)) {
            last = chain.node(at).boundary() ? at : last;
        }
        return last;
    }

    private Mark mark(int at) {
        return new Mark(chain.node(at).line(), chain.node(at).words());
    }

    private static BitSet and(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        return both;
    }
}
