package dev.reprise.intake;

import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.Source;
import dev.reprise.catalogue.TrackedFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All files of all homes as they are known, compared with what a scan sees. Used by the import's own thread only. */
final class FileIndex {

    private final Map<String, TrackedFile> byPath = new HashMap<>();
    private @Nullable Deque<TrackedFile> stale;

    /** What a scan found to do. */
    record Difference(List<TrackedFile> changed, List<TrackedFile> vanished, List<Move> moved) {}

    /** A source file that now lies elsewhere in its home. */
    record Move(TrackedFile log, TrackedFile to) {}

    void add(TrackedFile log) {
        byPath.put(log.vaultPath(), log);
    }

    /** A file that only the vault has. */
    TrackedFile addAlone(Home home, SourceFile file, long size) {
        TrackedFile alone = new TrackedFile(home, file, new Source(false, size, 0, null));
        add(alone);
        return alone;
    }

    int size() {
        return byPath.size();
    }

    Collection<TrackedFile> all() {
        return byPath.values();
    }

    /** The file that the vault keeps at this path; null if none is known. */
    @Nullable
    TrackedFile find(String vaultPath) {
        return byPath.get(vaultPath);
    }

    /** Logs that were seen to grow since we began to look. */
    List<TrackedFile> grown() {
        return byPath.values().stream()
                .filter(log -> log.file().isLog() && log.grewAt() > 0)
                .toList();
    }

    /** The main logs of these sessions, those that are gone included. */
    List<TrackedFile> mainLogs(Set<String> sessions) {
        return byPath.values().stream()
                .filter(file -> file.file().role() == Role.TRANSCRIPT
                        && file.file().session() != null
                        && sessions.contains(file.file().session()))
                .toList();
    }

    /** Whether a file seen at a new path is one that is known at another. */
    boolean knowsFile(ScannedFile seen) {
        String key = seen.source().key();
        return key != null
                && byPath.values().stream()
                        .anyMatch(log -> key.equals(log.source().key()));
    }

    /** What a whole scan covered: homes that were listed, but for what lies at or below the unsure paths. */
    record Coverage(Set<Home> listed, List<Path> unsure) {
        static final Coverage NONE = new Coverage(Set.of(), List.of());

        private boolean covers(TrackedFile log) {
            if (!listed.contains(log.home())) {
                return false;
            }
            Path source = log.home().source(log.file().path());
            return unsure.stream().noneMatch(source::startsWith);
        }
    }

    /**
     * Compares and takes over what was seen.
     *
     * @param coverage what is not among the seen there has vanished; files that failed are tried again only if it is not
     *     {@link Coverage#NONE}
     */
    Difference compare(List<ScannedFile> seen, Coverage coverage) {
        return compare(seen, coverage, Set.of());
    }

    /** The same; {@code gone} are files and folders that were found not to be there. */
    Difference compare(List<ScannedFile> seen, Coverage coverage, Set<Path> gone) {
        boolean again = !coverage.equals(Coverage.NONE);
        List<TrackedFile> changed = new ArrayList<>();
        Set<TrackedFile> present = new HashSet<>();
        List<TrackedFile> fresh = new ArrayList<>();
        for (ScannedFile file : seen) {
            TrackedFile known = byPath.get(file.vaultPath());
            if (file.leftOut()) {
                // what was imported before stays as it is, and has not vanished
                if (known != null) {
                    present.add(known);
                }
                continue;
            }
            if (known == null) {
                known = new TrackedFile(file.home(), file.file(), file.source());
                add(known);
                fresh.add(known);
                changed.add(known);
            } else if (!known.source().equals(file.source())
                    || again && (!known.isDone() || known.row().failed())) {
                known.seen(file.source());
                changed.add(known);
            }
            present.add(known);
        }
        List<TrackedFile> vanished = vanished(present, coverage, gone);
        List<Move> moved = moved(fresh, Set.copyOf(vanished));
        for (Move move : moved) {
            vanished.remove(move.log());
            changed.remove(move.to());
        }
        changed.sort(Comparator.comparingInt((TrackedFile log) -> log.file().isLog() ? 0 : 1)
                .thenComparingLong(log -> -log.source().mtime()));
        return new Difference(changed, vanished, moved);
    }

    private List<TrackedFile> vanished(Set<TrackedFile> present, Coverage coverage, Set<Path> gone) {
        List<TrackedFile> vanished = new ArrayList<>();
        for (TrackedFile log : byPath.values()) {
            boolean missed = log.source().there() && !present.contains(log);
            if (missed && (coverage.covers(log) || isBelow(log, gone) && isGone(log))) {
                vanished.add(log);
            }
        }
        vanished.stream().filter(log -> !log.isStored()).forEach(log -> byPath.remove(log.vaultPath()));
        return vanished;
    }

    /** A home that is gone as a whole is for the scan to judge. */
    private static boolean isBelow(TrackedFile log, Set<Path> gone) {
        Path home = log.home().path();
        Path path = gone.isEmpty() ? null : log.home().source(log.file().path());
        while (path != null && !path.equals(home) && !gone.contains(path)) {
            path = path.getParent();
        }
        return path != null && !path.equals(home);
    }

    /** The CLI moves logs by renaming ({@code /cd}, worktrees): same file key, same session, new folder. */
    private List<Move> moved(List<TrackedFile> fresh, Set<TrackedFile> vanished) {
        List<Move> moves = new ArrayList<>();
        if (fresh.isEmpty()) {
            return moves;
        }
        Map<String, List<TrackedFile>> byKey = new HashMap<>();
        for (TrackedFile log : byPath.values()) {
            String key = log.source().key();
            if (key != null && log.isStored()) {
                byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(log);
            }
        }
        for (TrackedFile to : fresh) {
            String key = to.source().key();
            List<TrackedFile> sameFile = key == null ? List.of() : byKey.getOrDefault(key, List.of());
            sameFile.stream()
                    .filter(log -> !log.equals(to) && log.home().equals(to.home()) && sameThing(log, to))
                    .filter(log -> to.source().size() >= log.row().kept().bytes())
                    .filter(log -> vanished.contains(log) || isGone(log))
                    .findFirst()
                    .ifPresent(log -> moves.add(new Move(log, to)));
        }
        return moves;
    }

    private static boolean isGone(TrackedFile log) {
        return !Files.exists(log.home().source(log.file().path()), LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean sameThing(TrackedFile a, TrackedFile b) {
        String session = a.file().session();
        return a.file().role() == b.file().role()
                && a.file().kind().equals(b.file().kind())
                && fileName(a).equals(fileName(b))
                && (session == null || session.equals(b.file().session()));
    }

    private static String fileName(TrackedFile log) {
        String path = log.file().path();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The moved log takes the place of the one found at the new path. */
    TrackedFile apply(Move move) {
        byPath.remove(move.log().vaultPath());
        TrackedFile now = move.to();
        now.takeOver(move.log());
        byPath.put(now.vaultPath(), now);
        return now;
    }

    /** Whether files are left that a former reader read. */
    boolean hasStale() {
        return !staleOnes().isEmpty();
    }

    /** Takes so many of them, the most recently written first; each is handed out once. */
    List<TrackedFile> stale(int most) {
        List<TrackedFile> some = new ArrayList<>();
        Deque<TrackedFile> left = staleOnes();
        while (some.size() < most && !left.isEmpty()) {
            TrackedFile next = left.removeFirst();
            // it may have gone, moved or been read since
            if (byPath.get(next.vaultPath()) == next && next.isStale()) {
                some.add(next);
            }
        }
        return some;
    }

    private Deque<TrackedFile> staleOnes() {
        Deque<TrackedFile> known = stale;
        if (known == null) {
            known = new ArrayDeque<>(byPath.values().stream()
                    .filter(TrackedFile::isStale)
                    .sorted(Comparator.comparingLong(file -> -file.source().mtime()))
                    .toList());
            stale = known;
        }
        return known;
    }

    long bytes() {
        long bytes = 0;
        for (TrackedFile log : byPath.values()) {
            bytes += log.source().there() ? log.source().size() : kept(log);
        }
        return bytes;
    }

    long bytesDone() {
        long bytes = 0;
        for (TrackedFile log : byPath.values()) {
            bytes += log.source().there() ? Math.min(kept(log), log.source().size()) : kept(log);
        }
        return bytes;
    }

    private static long kept(TrackedFile log) {
        return log.isStale() ? 0 : log.row().kept().bytes();
    }

    long filesDone() {
        long files = 0;
        for (TrackedFile log : byPath.values()) {
            files += log.isDone() && !log.isStale() ? 1 : 0;
        }
        return files;
    }

    /** Main logs written to lately, newest first: looked at again and again. */
    List<TrackedFile> recent(long since, int most) {
        List<TrackedFile> recent = new ArrayList<>();
        for (TrackedFile log : byPath.values()) {
            if (log.source().there()
                    && log.source().mtime() >= since
                    && log.file().role() != Role.SIDECAR) {
                recent.add(log);
            }
        }
        recent.sort(Comparator.comparingLong(log -> -log.source().mtime()));
        return recent.subList(0, Math.min(most, recent.size()));
    }
}
