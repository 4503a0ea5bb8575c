package dev.reprise.intake;

import dev.reprise.agent.Cleanup;
import dev.reprise.catalogue.Home;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the clean-up of the CLI of each home does, as its settings say: they are read again every ten seconds. */
final class SweepTimes {

    private static final long EVERY = TimeUnit.SECONDS.toNanos(10);

    private final Homes homes;
    private final Clock clock;
    private Map<Home, Cleanup> known = Map.of();
    private long lookedNanos;

    SweepTimes(Homes homes, Clock clock) {
        this.homes = homes;
        this.clock = clock;
    }

    boolean isDue() {
        return System.nanoTime() - lookedNanos > EVERY;
    }

    /** By home, if one is other than the last time; else empty. */
    Map<Home, Cleanup> look() {
        lookedNanos = System.nanoTime();
        Map<Home, Cleanup> now = new HashMap<>();
        for (Home home : homes.all()) {
            now.put(home, home.agent().sources().cleanup(home.path(), null, clock.instant()));
        }
        if (now.equals(known)) {
            return Map.of();
        }
        known = now;
        return now;
    }
}
