package dev.reprise.intake;

import dev.reprise.agent.Running;
import dev.reprise.catalogue.Home;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Which sessions a process runs, by the registries of the CLIs; asked every two seconds. */
final class RunningSessions {

    private static final long EVERY = TimeUnit.SECONDS.toNanos(2);

    private final Homes homes;
    private Map<String, Set<String>> known = Map.of();
    private long lookedNanos;

    RunningSessions(Homes homes) {
        this.homes = homes;
    }

    /** Native ids by agent, if it is time to look and they are others than the last time; else empty. */
    Map<String, Set<String>> look() {
        if (System.nanoTime() - lookedNanos < EVERY && lookedNanos != 0) {
            return Map.of();
        }
        lookedNanos = System.nanoTime();
        Map<String, Set<String>> now = new HashMap<>();
        for (Home home : homes.read()) {
            Set<String> ids = now.computeIfAbsent(home.agent().id(), agent -> new HashSet<>());
            home.agent().sources().running(home.path()).stream()
                    .filter(Running::alive)
                    .forEach(r -> ids.add(r.session()));
        }
        if (now.equals(known)) {
            return Map.of();
        }
        known = now;
        return now;
    }
}
