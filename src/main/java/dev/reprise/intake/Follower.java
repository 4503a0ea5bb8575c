package dev.reprise.intake;

import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.TrackedFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Looks between scans at what the watcher names and at the logs written to lately. Where the watcher's hints are proven they are
 * enough, and the logs are looked at seldom; where a look ever finds what no hint named, they are not trusted any more.
 */
final class Follower {

    private static final Duration LATELY = Duration.ofMinutes(30);
    private static final int MAX_RECENT = 64;
    /** The very newest are looked at each time, the others less often. */
    private static final int FEW_RECENT = 8;

    private static final int ALL_RECENT_EVERY = 4;
    private static final long RECENT_FRESH = TimeUnit.SECONDS.toNanos(5);
    /** How often logs are looked at that hints would name. */
    private static final Duration SELDOM = Duration.ofSeconds(10);
    /** How long the thread sleeps where hints wake it: registries of running processes are asked so often. */
    private static final Duration HINTED = Duration.ofSeconds(2);

    private final Homes homes;
    private final Watcher watcher;
    private final FileIndex index;
    private final Clock clock;
    private final Duration look;
    private List<TrackedFile> recent = List.of();
    private long recentNanos;
    private long lookedNanos;
    private int looks;
    private boolean trusted;
    private final Set<Path> unnamed = new HashSet<>();
    private final Set<Path> gone = new HashSet<>();

    Follower(Homes homes, Watcher watcher, FileIndex index, Clock clock, Duration look) {
        this.homes = homes;
        this.watcher = watcher;
        this.index = index;
        this.clock = clock;
        this.look = look;
        this.trusted = watcher.isComplete();
    }

    /** How long the thread may sleep when nobody wakes it. */
    Duration patience() {
        return isHinted() ? HINTED : look;
    }

    private boolean isHinted() {
        return trusted && watcher.isComplete();
    }

    /** Others may be the recent ones now. */
    void recentChanged() {
        recentNanos = 0;
    }

    /** What may have changed since the last time. */
    List<ScannedFile> seen() {
        Map<String, ScannedFile> seen = new LinkedHashMap<>();
        Set<Path> all = watcher.dirty();
        // what was found without a hint has had the time to get one
        trusted &= all.containsAll(unnamed);
        unnamed.clear();
        gone.clear();
        for (Path dirty : all) {
            for (Home home : homes.read()) {
                if (dirty.startsWith(home.path()) && !isThere(dirty)) {
                    gone.add(dirty);
                } else if (dirty.startsWith(home.path())) {
                    Scanner.Listing listing = Scanner.scan(home, dirty, homes.excluded());
                    add(seen, listing.files());
                    if (watcher.watch(listing.folders())) {
                        add(seen, Scanner.scan(home, dirty, homes.excluded()).files());
                    }
                }
            }
        }
        if (System.nanoTime() - lookedNanos >= (isHinted() ? SELDOM : look).toNanos() || lookedNanos == 0) {
            lookedNanos = System.nanoTime();
            lookAtRecent(seen);
        }
        return List.copyOf(seen.values());
    }

    private void lookAtRecent(Map<String, ScannedFile> seen) {
        if (System.nanoTime() - recentNanos > RECENT_FRESH || recentNanos == 0) {
            recentNanos = System.nanoTime();
            recent = index.recent(clock.millis() - LATELY.toMillis(), MAX_RECENT);
        }
        boolean everyOne = isHinted() || looks++ % ALL_RECENT_EVERY == 0;
        for (TrackedFile file : recent.subList(0, everyOne ? recent.size() : Math.min(FEW_RECENT, recent.size()))) {
            Path source = file.home().source(file.file().path());
            if (file.source().there() && !isThere(source)) {
                gone.add(source);
            }
            for (ScannedFile now :
                    Scanner.scan(file.home(), source, homes.excluded()).files()) {
                if (seen.put(now.vaultPath(), now) == null && !now.source().equals(file.source())) {
                    unnamed.add(source);
                }
            }
        }
    }

    /** What was found not to be there any more by the last call of {@link #seen()}. */
    Set<Path> gone() {
        return gone;
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void add(Map<String, ScannedFile> seen, List<ScannedFile> files) {
        files.forEach(file -> seen.put(file.vaultPath(), file));
    }

    /** Those of the seen that wait in no import; {@code theirs} are the files that do. */
    List<ScannedFile> free(List<ScannedFile> seen, Set<TrackedFile> theirs) {
        List<ScannedFile> free = new ArrayList<>();
        for (ScannedFile file : seen) {
            TrackedFile known = index.find(file.vaultPath());
            if (file.leftOut()) {
                continue;
            }
            if (known == null ? !index.knowsFile(file) : !theirs.contains(known)) {
                free.add(file);
            }
        }
        return free;
    }
}
