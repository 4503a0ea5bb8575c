package dev.reprise.intake;

import dev.reprise.catalogue.Home;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** After how long the CLI of each home deletes a log, as its settings say: they are read again every ten seconds. */
final class SweepTimes {

    private static final long EVERY = TimeUnit.SECONDS.toNanos(10);

    private final Homes homes;
    private Map<Home, Optional<Duration>> known = Map.of();
    private long lookedNanos;

    SweepTimes(Homes homes) {
        this.homes = homes;
    }

    boolean isDue() {
        return System.nanoTime() - lookedNanos > EVERY;
    }

    /** Times by home, if one is other than the last time; else empty. */
    Map<Home, Optional<Duration>> look() {
        lookedNanos = System.nanoTime();
        Map<Home, Optional<Duration>> now = new HashMap<>();
        for (Home home : homes.all()) {
            now.put(home, home.agent().sources().sweepsAfter(home.path()));
        }
        if (now.equals(known)) {
            return Map.of();
        }
        known = now;
        return now;
    }
}
