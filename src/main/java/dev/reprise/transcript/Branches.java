package dev.reprise.transcript;

import dev.reprise.agent.EntryKind;
import dev.reprise.catalogue.Entries.Brief;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a log are on an abandoned branch: after a rewind or an edit the next prompt hangs on an earlier
 * message, and what hung there before is no longer sent to the model. Parallel tool calls, compaction and records of
 * types not shown make trees that only look like branches (docs/formats/claude.md, "The graph"): an entry counts as
 * abandoned only below a prompt that has a later sibling prompt. Grows with its log; not thread-safe.
 */
final class Branches {

    private static final Set<EntryKind> PERSON = EnumSet.of(EntryKind.PROMPT, EntryKind.COMMAND, EntryKind.SHELL);

    /** What is nearer the client bridges over (client/RESUME.md section 1e). */
    private static final long NEAR_MILLIS = 5_000;

    private record Edge(int seq, UUID uuid) {}

    /** An entry whose parent was not in the log when it came. */
    private record Loose(int seq, UUID parent) {}

    private final List<Loose> loose = new ArrayList<>();
    private long last;

    private final List<Edge> edges = new ArrayList<>();
    private final Map<UUID, UUID> parents = new HashMap<>();
    private final Set<UUID> seen = new HashSet<>();
    private final Map<UUID, UUID> lastPromptBelow = new HashMap<>();
    private final Set<UUID> left = new HashSet<>();
    private final Set<UUID> gone = new HashSet<>();
    private final BitSet abandoned = new BitSet();
    private int settled;
    private boolean moreLeft;

    /** The next row with a uuid, in the order of the log. */
    void add(Brief row) {
        UUID uuid = row.uuid();
        UUID parent = row.parent();
        if (uuid == null) {
            return;
        }
        edges.add(new Edge(row.seq(), uuid));
        if (parent != null && !seen.contains(parent) && !row.sidechain() && row.at() - last > NEAR_MILLIS) {
            loose.add(new Loose(row.seq(), parent));
        }
        last = row.at() > 0 && !row.sidechain() ? row.at() : last;
        if (seen.add(uuid) && parent != null) {
            parents.put(uuid, parent);
        }
        if (PERSON.contains(row.kind()) && !row.sidechain() && parent != null) {
            UUID before = lastPromptBelow.put(parent, uuid);
            if (before != null && !before.equals(uuid)) {
                moreLeft |= left.add(before);
            }
        }
    }

    /** Marks what was added; all of it again only if a branch was left since. */
    void settle() {
        if (moreLeft) {
            settled = 0;
            gone.clear();
            abandoned.clear();
            moreLeft = false;
        }
        for (; settled < edges.size(); settled++) {
            Edge edge = edges.get(settled);
            UUID parent = parents.get(edge.uuid);
            if (left.contains(edge.uuid) || isGone(parent, edge.uuid)) {
                gone.add(edge.uuid);
                abandoned.set(edge.seq);
            }
        }
    }

    private boolean isGone(@Nullable UUID parent, UUID child) {
        return parent != null && !parent.equals(child) && gone.contains(parent);
    }

    boolean holds(int seq) {
        return abandoned.get(seq);
    }

    /** Those whose parents never came. */
    BitSet broken() {
        BitSet broken = new BitSet();
        loose.stream().filter(one -> !seen.contains(one.parent)).forEach(one -> broken.set(one.seq));
        return broken;
    }

    BitSet abandoned() {
        return (BitSet) abandoned.clone();
    }
}
