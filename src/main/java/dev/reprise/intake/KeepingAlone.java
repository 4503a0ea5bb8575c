package dev.reprise.intake;

import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.TrackedFile;
import dev.reprise.problem.Problem;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** While the catalogue takes nothing: bytes go into the vault all the same, as far as it takes them, and it is said why. */
final class KeepingAlone {

    private static final Logger log = LoggerFactory.getLogger(KeepingAlone.class);
    private static final long KEEP_EVERY = TimeUnit.SECONDS.toNanos(2);

    private final Homes homes;
    private final Vault vault;
    private final Clock clock;
    private volatile Imports.@Nullable Obstacle obstacle;
    private long keptNanos;

    KeepingAlone(Homes homes, Vault vault, Clock clock) {
        this.homes = homes;
        this.vault = vault;
        this.clock = clock;
    }

    /** Why not everything can be kept now; null if it can. */
    Imports.@Nullable Obstacle obstacle() {
        return obstacle;
    }

    /** The catalogue takes rows again. Answers whether it did not before. */
    boolean isOver() {
        boolean was = obstacle != null;
        if (was) {
            log.warn("Reprise can keep your sessions again.");
        }
        obstacle = null;
        return was;
    }

    /**
     * Keeps what the index does not say is kept.
     *
     * @return whether there is something new to tell
     */
    boolean go(String why, FileIndex index) {
        if (System.nanoTime() - keptNanos < KEEP_EVERY && obstacle != null) {
            return false;
        }
        keptNanos = System.nanoTime();
        long waiting = 0;
        Set<Object> visited = new HashSet<>();
        for (Home home : homes.read()) {
            for (ScannedFile seen :
                    Scanner.scan(home, visited, homes.excluded()).files()) {
                TrackedFile known = index.find(seen.vaultPath());
                if (seen.leftOut()) {
                    continue;
                }
                if (known == null || !known.source().equals(seen.source()) || !known.isDone()) {
                    waiting++;
                    keep(seen);
                }
            }
        }
        Imports.Obstacle before = obstacle;
        Instant since = before == null ? clock.instant() : before.since();
        Imports.Obstacle now = new Imports.Obstacle(why, waiting, since);
        obstacle = now;
        if (before == null || !before.why().equals(why) && reason(before.why()) != reason(why)) {
            log.warn("{}", now.sentence());
        }
        return !now.equals(before);
    }

    /** The sentence without its figures. */
    private static int reason(String why) {
        return why.replaceAll("[0-9.]+", "").hashCode();
    }

    private void keep(ScannedFile seen) {
        try {
            TrackedFile file = new TrackedFile(seen.home(), seen.file(), seen.source());
            if (homes.excluded().filters(seen.home(), seen.file())) {
                Filtered.keep(vault, file, homes.excluded());
            } else {
                Keeping.keep(vault, file);
            }
        } catch (IOException | Problem e) {
            log.debug("{} waits", seen.file().path(), e);
        }
    }
}
