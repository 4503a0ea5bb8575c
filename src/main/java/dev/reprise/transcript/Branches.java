package dev.reprise.transcript;

import dev.reprise.agent.EntryKind;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Which entries of a log are on a branch that was left: after a rewind or an edit the next prompt hangs on an earlier
 * message, and what hung there before is no longer sent to the model. Parallel tool calls, compaction and records of
 * types not shown make trees that only look like branches (docs/formats/claude.md, "The graph"): an entry counts as
 * abandoned only below a prompt that has a later sibling prompt.
 */
@Component
class Branches {

    private static final int CACHED = 16;
    private static final Set<EntryKind> PERSON = EnumSet.of(EntryKind.PROMPT, EntryKind.COMMAND, EntryKind.SHELL);

    private final Rows rows;
    private final Map<Long, Cached> cache = new LinkedHashMap<>(32, 0.75f, true);

    Branches(Rows rows) {
        this.rows = rows;
    }

    private record Cached(int entries, Abandoned abandoned) {}

    /** The sequence numbers of abandoned entries. */
    record Abandoned(BitSet seqs) {
        boolean holds(int seq) {
            return seqs.get(seq);
        }
    }

    Abandoned of(LogRef log) {
        synchronized (cache) {
            Cached known = cache.get(log.id());
            if (known != null && known.entries == log.entries()) {
                return known.abandoned;
            }
        }
        Abandoned found = find(rows.edges(log));
        synchronized (cache) {
            cache.put(log.id(), new Cached(log.entries(), found));
            if (cache.size() > CACHED) {
                cache.remove(cache.keySet().iterator().next());
            }
        }
        return found;
    }

    static Abandoned find(List<Rows.Edge> edges) {
        Map<UUID, UUID> parents = new HashMap<>();
        Map<UUID, Integer> firstSeq = new HashMap<>();
        for (Rows.Edge edge : edges) {
            if (firstSeq.putIfAbsent(edge.uuid(), edge.seq()) == null && edge.parent() != null) {
                parents.put(edge.uuid(), edge.parent());
            }
        }
        Set<UUID> left = leftPrompts(edges);
        BitSet abandoned = new BitSet();
        Map<UUID, Boolean> known = new HashMap<>();
        for (Rows.Edge edge : edges) {
            UUID parent = parents.get(edge.uuid());
            boolean gone = left.contains(edge.uuid())
                    || parent != null && !parent.equals(edge.uuid()) && Boolean.TRUE.equals(known.get(parent));
            known.put(edge.uuid(), gone);
            if (gone) {
                abandoned.set(edge.seq());
            }
        }
        return new Abandoned(abandoned);
    }

    /** Prompts that have a later sibling: another prompt with the same parent. */
    private static Set<UUID> leftPrompts(List<Rows.Edge> edges) {
        Map<UUID, UUID> lastChild = new HashMap<>();
        Set<UUID> left = new java.util.HashSet<>();
        for (Rows.Edge edge : edges) {
            if (PERSON.contains(edge.kind()) && !edge.sidechain() && edge.parent() != null) {
                UUID before = lastChild.put(edge.parent(), edge.uuid());
                if (before != null && !before.equals(edge.uuid())) {
                    left.add(before);
                }
            }
        }
        return left;
    }
}
