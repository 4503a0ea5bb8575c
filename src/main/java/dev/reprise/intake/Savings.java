package dev.reprise.intake;

import dev.reprise.agent.LogSearch;
import dev.reprise.agent.Running;
import dev.reprise.agent.Unregistered;
import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.TrackedFile;
import dev.reprise.intake.Unsaved.Why;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is said in the sessions that run reaches their logs: by how their processes were started, and by what the registries
 * say that they do beside the logs as they lie there (client/RESUME.md sections 1c and 1d). A client that only waits is never
 * suspected. Not thread-safe; costs an unchanged home a look at the logs of the sessions that run.
 */
final class Savings {

    /** A client writes a prompt to its log at once. */
    private static final Duration AT_ONCE = Duration.ofSeconds(15);
    /** A compaction works so long at most before it writes. */
    private static final Duration COMPACTION = Duration.ofMinutes(5);

    private static final Duration NEAR = Duration.ofSeconds(3);
    private static final Duration SEARCH_AGAIN = Duration.ofSeconds(10);
    private static final Duration SEEK_AGAIN = Duration.ofMinutes(1);
    /** What a client writes into its own entry while it starts. */
    private static final Duration STARTING = Duration.ofSeconds(30);

    private final Clock clock;
    private final Map<String, Watch> watches = new HashMap<>();
    private @Nullable Instant searched;

    Savings(Clock clock) {
        this.clock = clock;
    }

    /** The main logs of sessions that the import knows of, those that are gone from their homes included. */
    interface KnownLogs {
        List<TrackedFile> of(Set<String> sessions);
    }

    /** What was seen of one process and its session's log. */
    private static final class Watch {
        @Nullable
        Path log;

        /** When all of the home was looked through for it. */
        @Nullable
        Instant sought;

        /** Since when it works; null also where it did at the first look and does not say since when. */
        @Nullable
        Instant busy;

        boolean worked;
        boolean first = true;
        boolean hadLog;

        @Nullable
        Instant silent;

        void take(Path file) {
            Instant time = time(file);
            Instant before = time(log);
            if (time != null && (before == null || time.isAfter(before))) {
                log = file;
                hadLog = true;
            }
        }
    }

    /**
     * What is not saved now, of these homes with what their registries say.
     *
     * @param unwritten sessions of which the client's own prompt history goes on where their logs end, since when
     */
    List<Unsaved> look(Map<Home, List<Running>> homes, KnownLogs known, Map<String, Instant> unwritten) {
        List<Unsaved> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Map<String, Watch> without = new HashMap<>();
        boolean fresh = false;
        for (List<Running> running : homes.values()) {
            for (Running one : running) {
                if (one.alive() && seen.add(key(one))) {
                    fresh |= !watches.containsKey(key(one));
                    Watch watch = watches.computeIfAbsent(key(one), k -> new Watch());
                    if (time(watch.log) == null) {
                        without.put(one.session(), watch);
                    }
                }
            }
        }
        watches.keySet().retainAll(seen);
        search(without, fresh, known);
        homes.forEach((home, running) -> running.stream()
                .filter(Running::alive)
                .flatMap(
                        one -> registered(
                                home, one, Objects.requireNonNull(watches.get(key(one))), unwritten.get(one.session()))
                                .stream())
                .forEach(all::add));
        unregistered(homes.keySet(), all);
        return all;
    }

    private static String key(Running one) {
        return one.pid() + " " + one.session();
    }

    /** All that are looked for, in one look through what is known. */
    private void search(Map<String, Watch> without, boolean fresh, KnownLogs known) {
        Instant now = clock.instant();
        boolean due = searched == null || now.isAfter(searched.plus(SEARCH_AGAIN));
        if (without.isEmpty() || !due && !fresh) {
            return;
        }
        searched = now;
        for (TrackedFile file : known.of(without.keySet())) {
            Watch watch = without.get(String.valueOf(file.file().session()));
            if (watch != null) {
                watch.hadLog |= file.row().kept().bytes() > 0;
                watch.take(file.home().source(file.file().path()));
            }
        }
    }

    private void unregistered(Set<Home> homes, List<Unsaved> all) {
        Map<dev.reprise.agent.CodingAgent, List<Path>> paths = new HashMap<>();
        homes.forEach(home ->
                paths.computeIfAbsent(home.agent(), agent -> new ArrayList<>()).add(home.path()));
        paths.forEach((agent, of) -> {
            for (Unregistered one : agent.sources().unregistered(of, clock.instant())) {
                SessionId session = one.session() == null ? null : new SessionId(agent.id(), one.session());
                all.add(new Unsaved(
                        agent.label(), session, one.pid(), one.directory(), null, one.since(), Why.INHERITED));
            }
        });
    }

    /** @param unwritten since when its prompts are in the history and not in its log; null: they are */
    private Optional<Unsaved> registered(Home home, Running one, Watch watch, @Nullable Instant unwritten) {
        Instant now = clock.instant();
        boolean works = "busy".equals(one.status()) || "waiting".equals(one.status());
        if (!works) {
            watch.busy = null;
        } else if (!watch.worked) {
            watch.busy = watch.first ? one.statusSince() : now;
        }
        watch.worked = works;
        watch.first = false;
        return switch (one.saving()) {
            case NOT_WANTED -> Optional.of(unsaved(home, one, one.startedAt(), Why.WANTED));
            case SWITCHED_OFF ->
                works || wasUsed(one)
                        ? Optional.of(unsaved(home, one, one.startedAt(), Why.SWITCHED_OFF))
                        : Optional.empty();
            case AS_USUAL, INHERITED, UNKNOWN ->
                unwritten != null
                        ? Optional.of(unsaved(home, one, unwritten, Why.NOT_WRITTEN))
                        : byItsLog(home, one, watch, works, now);
        };
    }

    private Optional<Unsaved> byItsLog(Home home, Running one, Watch watch, boolean works, Instant now) {
        Instant written = time(watch.log);
        if (written == null && watch.hadLog) {
            if (isThereAfterAll(home, one, watch, now)) {
                return Optional.empty();
            }
            watch.silent = watch.silent == null ? now : watch.silent;
            return Optional.of(unsaved(home, one, watch.silent, Why.LOG_GONE));
        }
        Instant process = one.processSince();
        boolean untouched = written == null || process != null && written.isBefore(process.minus(NEAR));
        Instant busy = watch.busy;
        boolean unchanged = written != null && busy != null && written.isBefore(busy.minus(NEAR));
        boolean behind = works && (untouched || unchanged);
        if (!behind) {
            watch.silent = null;
            return Optional.empty();
        }
        // only what was seen to last counts: the log may be written at this moment
        watch.silent = watch.silent == null ? now : watch.silent;
        boolean lasts = Duration.between(watch.silent, now).compareTo(untouched ? AT_ONCE : COMPACTION) >= 0;
        if (!lasts || isThereAfterAll(home, one, watch, now)) {
            return Optional.empty();
        }
        Instant since = written == null ? one.startedAt() : written;
        return Optional.of(unsaved(home, one, since, Why.NOT_WRITTEN));
    }

    /** Whether something happened in it since it started. */
    private static boolean wasUsed(Running one) {
        Instant last = one.statusSince() == null ? one.updatedAt() : one.statusSince();
        return last != null
                && one.startedAt() != null
                && last.isAfter(one.startedAt().plus(STARTING));
    }

    private static Unsaved unsaved(Home home, Running one, @Nullable Instant since, Why why) {
        return new Unsaved(
                home.agent().label(),
                new SessionId(home.agent().id(), one.session()),
                one.pid(),
                one.cwd(),
                one.name(),
                since,
                why);
    }

    /** Some logs are not to be imported, and one may lie where nobody thought: looked for before anything is said. */
    private static boolean isThereAfterAll(Home home, Running one, Watch watch, Instant now) {
        if (watch.sought != null && now.isBefore(watch.sought.plus(SEEK_AGAIN))) {
            return false;
        }
        watch.sought = now;
        Path before = watch.log;
        Instant time = time(before);
        LogSearch.find(home.agent(), home.path(), one.session()).forEach(watch::take);
        return !Objects.equals(time, time(watch.log));
    }

    private static @Nullable Instant time(@Nullable Path log) {
        try {
            return log == null ? null : Files.getLastModifiedTime(log).toInstant();
        } catch (IOException gone) {
            return null;
        }
    }
}
