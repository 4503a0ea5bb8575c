package dev.reprise.intake;

import dev.reprise.agent.Running;
import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.Presence;
import dev.reprise.catalogue.TrackedFile;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What is seen of the processes that run sessions: by the registries of the CLIs, and by logs that grow although no registry
 * names a process for them (clients before registries; those that went over to another session without saying so). Asked every
 * two seconds.
 */
final class RunningSessions {

    /** A log that grew within this time is being written. */
    static final long WRITING_MILLIS = TimeUnit.MINUTES.toMillis(2);

    private static final long EVERY = TimeUnit.SECONDS.toNanos(2);

    private final Homes homes;
    private final Clock clock;
    private final Savings savings;
    private final Set<String> asked = new HashSet<>();
    private Map<Home, List<Running>> registered = Map.of();
    private final Alarms alarms;
    private Map<String, Map<String, Presence>> before = Map.of();
    private long lookedNanos;

    RunningSessions(Homes homes, Clock clock, Alarms alarms) {
        this.homes = homes;
        this.clock = clock;
        this.savings = new Savings(clock);
        this.alarms = alarms;
    }

    /**
     * Presences by agent and native id, if it is time to look and they are others than the last time; else empty.
     *
     * @param grown logs that were seen to grow; {@code known} main logs of sessions; {@code unwritten}
     *     sessions with prompts later than their logs, since when
     */
    Map<String, Map<String, Presence>> look(
            Supplier<List<TrackedFile>> grown, Savings.KnownLogs known, Map<String, Instant> unwritten) {
        if (System.nanoTime() - lookedNanos < EVERY && lookedNanos != 0) {
            return Map.of();
        }
        lookedNanos = System.nanoTime();
        Map<String, Map<String, Presence>> now = new HashMap<>();
        // what died is not there any more, however lately it wrote
        Set<String> ended = new HashSet<>();
        registered = new LinkedHashMap<>();
        for (Home home : homes.read()) {
            registered.put(home, home.agent().sources().running(home.path()));
            Map<String, Presence> seen = now.computeIfAbsent(home.agent().id(), agent -> new HashMap<>());
            for (Running running : registered.getOrDefault(home, List.of())) {
                registered(seen, running);
                if (running.life() == Running.Life.GONE) {
                    ended.add(running.session());
                }
            }
        }
        for (TrackedFile log : grown.get()) {
            String session = log.file().session();
            if (session != null && clock.millis() - log.grewAt() < WRITING_MILLIS && !ended.contains(session)) {
                now.computeIfAbsent(log.home().agent().id(), agent -> new HashMap<>())
                        .putIfAbsent(session, Presence.writing());
            }
        }
        List<Unsaved> unsaved = savings.look(registered, known, unwritten);
        alarms.now(unsaved);
        for (Unsaved one : unsaved) {
            if (one.session() != null && one.isAlarm()) {
                now.computeIfAbsent(one.session().agent(), agent -> new HashMap<>())
                        .put(
                                one.session().value(),
                                new Presence(
                                        Presence.Kind.UNSAVED,
                                        null,
                                        "Not being saved: " + one.why().words()));
            }
        }
        if (now.equals(before)) {
            return Map.of();
        }
        before = now;
        return now;
    }

    /** Whether a process was there at the last look. */
    boolean isAny() {
        return registered.values().stream().flatMap(List::stream).anyMatch(Running::alive);
    }

    /**
     * What registries say of processes that are gone and whose sessions no log is known of, each once. To be asked when all logs are
     * known. What a program started is left out.
     */
    Map<Home, List<Running>> neverWritten(Savings.KnownLogs known) {
        Map<Home, List<Running>> all = new LinkedHashMap<>();
        Set<String> fresh = new HashSet<>();
        registered.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.life() == Running.Life.GONE && !asked.contains(one.session()))
                .forEach(one -> fresh.add(one.session()));
        if (fresh.isEmpty()) {
            return all;
        }
        asked.addAll(fresh);
        known.of(fresh).forEach(log -> fresh.remove(String.valueOf(log.file().session())));
        registered.forEach((home, running) -> {
            // of several entries for one session the last says most
            Map<String, Running> gone = new LinkedHashMap<>();
            for (Running one : running) {
                boolean person =
                        one.entrypoint() == null || !home.agent().reader().isHeadless(one.entrypoint());
                if (fresh.contains(one.session()) && one.life() == Running.Life.GONE && person && !one.background()) {
                    gone.put(one.session(), one);
                }
            }
            running.stream().filter(one -> one.life() != Running.Life.GONE).forEach(one -> gone.remove(one.session()));
            gone.values().removeIf(one -> homes.excluded().holds(home, one.session(), one.cwd()));
            if (!gone.isEmpty()) {
                all.put(home, List.copyOf(gone.values()));
            }
        });
        return all;
    }

    /** A process that is there outweighs one that cannot be seen. */
    private static void registered(Map<String, Presence> seen, Running running) {
        switch (running.life()) {
            case THERE ->
                seen.put(running.session(), new Presence(Presence.Kind.LIVE, running.status(), running.waitingFor()));
            case UNSEEN -> seen.putIfAbsent(running.session(), new Presence(Presence.Kind.UNSEEN, null, null));
            case GONE -> {}
        }
    }
}
