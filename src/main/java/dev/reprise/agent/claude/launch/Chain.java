package dev.reprise.agent.claude.launch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The records of a log and how they hang together, by the client's own rules (client/RESUME.md sections 1e and 1f, seen with
 * 2.1.332): the last {@code last-prompt} decides where a resume ends; a parent that is not in the log is replaced by the newest
 * record of the same kind of chain that is at most five seconds older; a record without a parent begins anew; of the times only
 * the order in the file picks the end.
 */
final class Chain {

    /** No record. */
    static final int NONE = -1;

    private static final long NEAR_MILLIS = 5_000;

    /**
     * A record of the log, in the order of its lines.
     *
     * @param message one that the client sends: of a person, of the model, or of a tool
     * @param asked whether a person sent it; {@code answer} whether the model, or an error in its place, answers with it
     * @param boundary a compaction, behind which the conversation begins anew
     * @param words first ones, of a prompt
     */
    record Node(
            UUID uuid,
            @Nullable UUID parent,
            long at,
            boolean sidechain,
            boolean message,
            boolean asked,
            boolean answer,
            boolean boundary,
            int line,
            String words) {

        /** A compaction: what it names as its parent is only told of. */
        Node beginning() {
            return new Node(uuid, null, at, sidechain, message, asked, answer, true, line, words);
        }
    }

    /** The messages from {@code head} to {@code tail} were kept by a compaction and hang behind {@code anchor}. */
    record Kept(UUID head, UUID anchor, UUID tail) {}

    /** What the last {@code last-prompt} record names. */
    record Named(UUID leaf, boolean explicit) {}

    private final List<Node> nodes;
    private final Map<UUID, Integer> places = new HashMap<>();
    /** Parents as a compaction changed them. */
    private final Map<Integer, Integer> moved = new HashMap<>();
    /** Of the messages of each kind of chain, ordered by time, then place. */
    private final List<int[]> byTime = new ArrayList<>();

    Chain(List<Node> nodes, List<Kept> kept) {
        this.nodes = nodes;
        for (int i = 0; i < nodes.size(); i++) {
            places.put(nodes.get(i).uuid, i);
        }
        for (boolean sidechain : new boolean[] {false, true}) {
            byTime.add(inTime(sidechain));
        }
        kept.forEach(this::keep);
    }

    private int[] inTime(boolean sidechain) {
        List<Integer> of = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).sidechain == sidechain && nodes.get(i).at > 0) {
                of.add(i);
            }
        }
        of.sort(Comparator.<Integer>comparingLong(i -> nodes.get(i).at).thenComparing(Comparator.naturalOrder()));
        return of.stream().mapToInt(i -> i).toArray();
    }

    /** The kept messages hang behind the anchor, and what hung on the anchor hangs behind them. */
    private void keep(Kept kept) {
        int head = place(kept.head);
        int tail = place(kept.tail);
        int anchor = place(kept.anchor);
        if (head == NONE || tail == NONE || anchor == NONE || !leads(tail, head)) {
            return;
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (i != head && kept.anchor.equals(nodes.get(i).parent)) {
                moved.put(i, tail);
            }
        }
        moved.put(head, anchor);
    }

    private boolean leads(int from, int to) {
        BitSet seen = new BitSet();
        for (int at = from; at != NONE && !seen.get(at); at = linked(at)) {
            if (at == to) {
                return true;
            }
            seen.set(at);
        }
        return false;
    }

    /** When the first message was written; 0 if none says when. */
    long begun() {
        return nodes.stream()
                .filter(node -> node.message && !node.sidechain && node.at > 0)
                .mapToLong(Node::at)
                .min()
                .orElse(0);
    }

    Node node(int at) {
        return nodes.get(at);
    }

    int place(@Nullable UUID uuid) {
        Integer known = uuid == null ? null : places.get(uuid);
        return known == null ? NONE : known;
    }

    /** The record that this one names as its parent, if it is in the log. */
    int linked(int of) {
        Integer other = moved.get(of);
        return other == null ? place(nodes.get(of).parent) : other;
    }

    /** The parent by the client's rule. */
    int parent(int of) {
        int linked = linked(of);
        return linked != NONE || nodes.get(of).parent == null || moved.containsKey(of) ? linked : near(of);
    }

    /** The parent, and where the client finds none although the record has one: the record before it. */
    int mended(int of) {
        int parent = parent(of);
        if (parent != NONE || nodes.get(of).parent == null) {
            return parent;
        }
        for (int i = of - 1; i >= 0; i--) {
            if (nodes.get(i).sidechain == nodes.get(of).sidechain) {
                return i;
            }
        }
        return NONE;
    }

    private int near(int of) {
        Node node = nodes.get(of);
        if (node.at <= 0) {
            return NONE;
        }
        int[] times = byTime.get(node.sidechain ? 1 : 0);
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean before = nodes.get(times[middle]).at < node.at
                    || nodes.get(times[middle]).at == node.at && times[middle] < of;
            low = before ? middle + 1 : low;
            high = before ? high : middle;
        }
        if (low == 0) {
            return NONE;
        }
        int best = times[low - 1];
        return node.at - nodes.get(best).at <= NEAR_MILLIS ? best : NONE;
    }

    /** How to get from a record to the one before it; {@link #NONE} ends the way. */
    interface Way {
        int before(int of);
    }

    /** The records from this one back to the beginning of its chain; each once. */
    BitSet back(int from, Way way) {
        BitSet chain = new BitSet(nodes.size());
        for (int at = from; at != NONE && !chain.get(at); at = way.before(at)) {
            chain.set(at);
        }
        return chain;
    }

    /** The messages of the conversation on which no other message hangs, in the order of the log. */
    List<Integer> leaves(Way way) {
        BitSet below = new BitSet(nodes.size());
        BitSet passed = new BitSet(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            if (isMessage(i)) {
                int at = way.before(i);
                for (; at != NONE && !passed.get(at) && !isMessage(at); at = way.before(at)) {
                    passed.set(at);
                }
                if (at != NONE && at != i) {
                    below.set(at);
                }
            }
        }
        List<Integer> leaves = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (isMessage(i) && !below.get(i)) {
                leaves.add(i);
            }
        }
        return leaves;
    }

    boolean isMessage(int at) {
        return nodes.get(at).message && !nodes.get(at).sidechain;
    }

    /** Where a resume ends; {@link #NONE} if there is nothing to resume. */
    int end(@Nullable Named named) {
        List<Integer> leaves = leaves(this::linked);
        int newest = leaves.isEmpty() ? NONE : leaves.getLast();
        int leaf = named == null ? NONE : place(named.leaf);
        if (named == null || leaf == NONE || nodes.get(leaf).sidechain) {
            return newest;
        }
        boolean onIt = newest != NONE && back(newest, this::linked).get(leaf);
        return onIt && !named.explicit() ? newest : leaf;
    }

    /** The prompts of a person that were answered. */
    BitSet turns() {
        BitSet turns = new BitSet(nodes.size());
        BitSet passed = new BitSet(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).answer && !nodes.get(i).sidechain) {
                int at = mended(i);
                for (; at != NONE && !passed.get(at) && !nodes.get(at).asked; at = mended(at)) {
                    passed.set(at);
                }
                if (at != NONE && nodes.get(at).asked) {
                    turns.set(at);
                }
            }
        }
        return turns;
    }
}
