package dev.reprise.transcript;

import dev.reprise.agent.EntryKind;
import dev.reprise.catalogue.Entries.Brief;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a log hang together with its last one: only those does a resume bring back. A parent that is not in the log
 * is replaced by the newest record of the same kind of chain that is at most five seconds older; a record without a parent
 * begins anew (client/RESUME.md section 1e). Grows with its log; not thread-safe.
 */
final class Roots {

    private static final long NEAR_MILLIS = 5_000;

    private record Node(@Nullable UUID parent, long at, boolean sidechain, boolean message, EntryKind kind, int line) {}

    private final Map<UUID, Integer> places = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    /** The next row, in the order of the log; the blocks of a record share its uuid. */
    void add(Brief row) {
        UUID uuid = row.uuid();
        if (uuid == null) {
            return;
        }
        Integer known = places.putIfAbsent(uuid, nodes.size());
        boolean message = !row.sidechain() && isMessage(row.kind());
        if (known == null) {
            nodes.add(new Node(row.parent(), row.at(), row.sidechain(), message, row.kind(), row.line()));
        } else if (message && !nodes.get(known).message) {
            Node node = nodes.get(known);
            nodes.set(known, new Node(node.parent, node.at, node.sidechain, true, row.kind(), node.line));
        }
    }

    private static boolean isMessage(EntryKind kind) {
        return switch (kind) {
            case PROMPT, COMMAND, IMAGE, DOCUMENT, REPLY, THINKING, TOOL_CALL, TOOL_RESULT -> true;
            default -> false;
        };
    }

    /** What a resume brings back; everything if there is a compaction on the way, which tells what was before. */
    Reach reach() {
        int last = nodes.size() - 1;
        while (last >= 0 && !nodes.get(last).message) {
            last--;
        }
        int[] roots = new int[nodes.size()];
        int messages = 0;
        for (int i = 0; i < roots.length; i++) {
            roots[i] = -1;
        }
        int reached = 0;
        int root = last < 0 ? -1 : root(last, roots);
        int first = Integer.MAX_VALUE;
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).message) {
                messages++;
                boolean same = root(i, roots) == root;
                reached += same ? 1 : 0;
                first = same ? Math.min(first, nodes.get(i).line) : first;
            }
        }
        boolean told = last >= 0 && passesCompaction(last);
        return new Reach(messages, told ? messages : reached, told || first == Integer.MAX_VALUE ? 0 : first);
    }

    private boolean passesCompaction(int of) {
        int at = of;
        for (int steps = 0; at >= 0 && steps < nodes.size(); steps++) {
            EntryKind kind = nodes.get(at).kind;
            if (kind == EntryKind.COMPACTION || kind == EntryKind.SUMMARY) {
                return true;
            }
            at = parent(at);
        }
        return false;
    }

    /** Where the chain of this one ends; remembered for all on the way. */
    private int root(int of, int[] roots) {
        List<Integer> way = new ArrayList<>();
        int at = of;
        while (roots[at] < 0) {
            way.add(at);
            roots[at] = at;
            int parent = parent(at);
            if (parent < 0 || parent == at) {
                break;
            }
            at = parent;
        }
        int root = roots[at];
        for (int passed : way) {
            roots[passed] = root;
        }
        return root;
    }

    private int parent(int of) {
        Node node = nodes.get(of);
        if (node.parent == null) {
            return -1;
        }
        Integer known = places.get(node.parent);
        return known == null ? near(of) : known;
    }

    private int near(int of) {
        Node node = nodes.get(of);
        int best = -1;
        for (int i = of - 1; i >= 0 && node.at > 0; i--) {
            Node other = nodes.get(i);
            boolean fits = other.sidechain == node.sidechain
                    && other.at > 0
                    && other.at <= node.at
                    && node.at - other.at <= NEAR_MILLIS;
            if (fits && (best < 0 || other.at > nodes.get(best).at)) {
                best = i;
            }
        }
        return best;
    }
}
