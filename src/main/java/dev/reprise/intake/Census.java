package dev.reprise.intake;

import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All files of all homes as they are known, compared with what a scan sees. Used by the import's own thread only. */
final class Census {

    private final Map<String, KnownLog> byPath = new HashMap<>();

    /** What a scan found to do. */
    record Difference(List<KnownLog> changed, List<KnownLog> vanished, List<Move> moved) {}

    /** A source file that now lies elsewhere in its home. */
    record Move(KnownLog log, KnownLog to) {}

    void add(KnownLog log) {
        byPath.put(log.vaultPath(), log);
    }

    /** A file that only the vault has. */
    KnownLog addAlone(Home home, SourceFile file, long size) {
        KnownLog alone = new KnownLog(home, file);
        alone.there = false;
        alone.size = size;
        add(alone);
        return alone;
    }

    int size() {
        return byPath.size();
    }

    Collection<KnownLog> all() {
        return byPath.values();
    }

    /** The file that the vault keeps at this path; null if none is known. */
    @Nullable
    KnownLog find(String vaultPath) {
        return byPath.get(vaultPath);
    }

    /** Whether a file seen at a new path is one that is known at another. */
    boolean knowsFile(Seen seen) {
        return seen.key() != null
                && byPath.values().stream().anyMatch(log -> seen.key().equals(log.key));
    }

    /** What a whole scan covered: homes that were listed, but for what lies at or below the unsure paths. */
    record Coverage(Set<Home> listed, List<Path> unsure) {
        static final Coverage NONE = new Coverage(Set.of(), List.of());

        private boolean covers(KnownLog log) {
            if (!listed.contains(log.home)) {
                return false;
            }
            Path source = log.home.source(log.file.path());
            return unsure.stream().noneMatch(source::startsWith);
        }
    }

    /**
     * Compares and takes over what was seen.
     *
     * @param coverage what is not among the seen there has vanished; files that failed are tried again only if it is not
     *     {@link Coverage#NONE}
     */
    Difference compare(List<Seen> seen, Coverage coverage) {
        boolean again = coverage != Coverage.NONE;
        List<KnownLog> changed = new ArrayList<>();
        Set<KnownLog> present = new HashSet<>();
        List<KnownLog> fresh = new ArrayList<>();
        for (Seen file : seen) {
            KnownLog known = byPath.get(file.home().vaultPath(file.file().path()));
            if (known == null) {
                known = new KnownLog(file.home(), file.file());
                known.source(file);
                add(known);
                fresh.add(known);
                changed.add(known);
            } else if (!known.unchanged(file) || again && (!known.done() || known.failed)) {
                known.source(file);
                changed.add(known);
            }
            present.add(known);
        }
        List<KnownLog> vanished = vanished(present, coverage);
        List<Move> moved = moved(fresh, Set.copyOf(vanished));
        for (Move move : moved) {
            vanished.remove(move.log());
            changed.remove(move.to());
        }
        changed.sort(
                Comparator.comparing((KnownLog log) -> log.file.isLog() ? 0 : 1).thenComparing(log -> -log.mtime));
        return new Difference(changed, vanished, moved);
    }

    private List<KnownLog> vanished(Set<KnownLog> present, Coverage coverage) {
        List<KnownLog> vanished = new ArrayList<>();
        for (KnownLog log : byPath.values()) {
            if (log.there && !present.contains(log) && coverage.covers(log)) {
                vanished.add(log);
            }
        }
        vanished.stream().filter(log -> log.id == 0).forEach(log -> byPath.remove(log.vaultPath()));
        return vanished;
    }

    /** The CLI moves logs by renaming ({@code /cd}, worktrees): same file key, same session, new folder. */
    private List<Move> moved(List<KnownLog> fresh, Set<KnownLog> vanished) {
        List<Move> moves = new ArrayList<>();
        if (fresh.isEmpty()) {
            return moves;
        }
        Map<String, List<KnownLog>> byKey = new HashMap<>();
        for (KnownLog log : byPath.values()) {
            if (log.key != null && log.id != 0) {
                byKey.computeIfAbsent(log.key, k -> new ArrayList<>()).add(log);
            }
        }
        for (KnownLog to : fresh) {
            List<KnownLog> sameFile = to.key == null ? List.of() : byKey.getOrDefault(to.key, List.of());
            sameFile.stream()
                    .filter(log -> log != to && log.home == to.home && sameThing(log, to) && to.size >= log.kept)
                    .filter(log -> vanished.contains(log) || isGone(log))
                    .findFirst()
                    .ifPresent(log -> moves.add(new Move(log, to)));
        }
        return moves;
    }

    private static boolean isGone(KnownLog log) {
        return !Files.exists(log.home.source(log.file.path()), LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean sameThing(KnownLog a, KnownLog b) {
        String session = a.file.session();
        return a.file.role() == b.file.role()
                && a.file.kind().equals(b.file.kind())
                && fileName(a).equals(fileName(b))
                && (session == null || session.equals(b.file.session()));
    }

    private static String fileName(KnownLog log) {
        String path = log.file.path();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The moved log takes the place of the one found at the new path. */
    KnownLog apply(Move move) {
        byPath.remove(move.log().vaultPath());
        KnownLog now = move.to();
        KnownLog old = move.log();
        now.id = old.id;
        now.sessionId = old.sessionId;
        now.kept = old.kept;
        now.stored = old.stored;
        now.readTo = old.readTo;
        now.newlines = old.newlines;
        now.seqs = old.seqs;
        now.entries = old.entries;
        now.toolCalls = old.toolCalls;
        now.unreadable = old.unreadable;
        now.versions = old.versions;
        now.generation = old.generation;
        now.recovered = old.recovered;
        now.vaultAt = old.vaultAt;
        now.verifiedAt = old.verifiedAt;
        now.damagedAt = old.damagedAt;
        now.readable = old.readable;
        now.failed = old.failed;
        now.since = old.since;
        byPath.put(now.vaultPath(), now);
        return now;
    }

    long bytes() {
        long bytes = 0;
        for (KnownLog log : byPath.values()) {
            bytes += log.there ? log.size : log.kept;
        }
        return bytes;
    }

    long bytesDone() {
        long bytes = 0;
        for (KnownLog log : byPath.values()) {
            bytes += log.there ? Math.min(log.kept, log.size) : log.kept;
        }
        return bytes;
    }

    long filesDone() {
        long files = 0;
        for (KnownLog log : byPath.values()) {
            files += log.done() ? 1 : 0;
        }
        return files;
    }

    /** Main logs written to lately, newest first: looked at again and again. */
    List<KnownLog> recent(long since, int most) {
        List<KnownLog> recent = new ArrayList<>();
        for (KnownLog log : byPath.values()) {
            if (log.there && log.mtime >= since && log.file.role() != Role.SIDECAR) {
                recent.add(log);
            }
        }
        recent.sort(Comparator.comparing(log -> -log.mtime));
        return recent.subList(0, Math.min(most, recent.size()));
    }
}
