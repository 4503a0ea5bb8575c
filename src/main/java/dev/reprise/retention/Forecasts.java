package dev.reprise.retention;

import dev.reprise.agent.Cleanup;
import dev.reprise.catalogue.Expiries;
import dev.reprise.catalogue.Home;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What the clean-up of the CLIs will delete within the next 30 days, and what it took. */
@Service
public class Forecasts {

    /** Days that are looked ahead. */
    public static final int DAYS = 30;

    private final Expiries expiries;
    private final Ledger ledger;
    private final ProjectSettings projects;
    private final Clock clock;

    Forecasts(Expiries expiries, Ledger ledger, ProjectSettings projects, Clock clock) {
        this.expiries = expiries;
        this.ledger = ledger;
        this.projects = projects;
        this.clock = clock;
    }

    /**
     * As of now.
     *
     * @param days today and the next 30, those that may go at once counted today
     * @param deletions what vanished while Reprise looked, newest first
     */
    public record Forecast(
            Instant at, List<HomeRule> homes, List<Day> days, Expiries.Gone gone, List<Deletion> deletions) {

        /** Sessions that will be deleted within the days. */
        public long sessions() {
            return days.stream().mapToLong(day -> day.kept + day.notKept).sum();
        }

        /** Those of them of which the vault has not every byte. */
        public long notKept() {
            return days.stream().mapToLong(Day::notKept).sum();
        }
    }

    /** What is deleted on one day: sessions that are wholly in the vault, and such that are not. */
    public record Day(LocalDate day, long kept, long notKept) {}

    /**
     * The rule of one home.
     *
     * @param shorter projects whose own settings say less, the shortest first
     */
    public record HomeRule(Path home, Cleanup cleanup, List<ShorterRule> shorter) {}

    /**
     * A project with a shorter time of its own.
     *
     * @param file that says so; null if it cannot be told
     * @param sessions whose log a clean-up that runs there now would delete, of every project
     */
    public record ShorterRule(
            String dir, String label, @Nullable Path file, long days, long sessions) {}

    /**
     * Logs that were gone when it was looked.
     *
     * @param sessions how many; {@code ids} of them, at most {@link #SHOWN}
     * @param kept how many of them are wholly in the vault
     * @param explained by the CLI's own rule; null: it cannot be told
     * @param why one sentence
     */
    public record Deletion(
            Instant at,
            Path home,
            int sessions,
            long kept,
            List<String> ids,
            @Nullable Boolean explained,
            String why) {

        static final int SHOWN = 100;
    }

    /** What there is to say now. Costs one look at the settings of each project. */
    public Forecast forecast() {
        Instant now = clock.instant();
        List<HomeRule> homes = new ArrayList<>();
        for (Map.Entry<Home, Cleanup> entry : ledger.cleanups().entrySet()) {
            if (entry.getKey().read()) {
                Home home = entry.getKey();
                Cleanup cleanup = home.agent().sources().cleanup(home.path(), null, now);
                homes.add(new HomeRule(home.path(), cleanup, shorter(home, cleanup, now)));
            }
        }
        homes.sort(Comparator.comparing(HomeRule::home));
        return new Forecast(now, homes, days(now), expiries.gone(), deletions());
    }

    private List<ShorterRule> shorter(Home home, Cleanup cleanup, Instant now) {
        return projects.shorter(home.agent(), home.path(), cleanup, now).stream()
                .map(found -> new ShorterRule(
                        found.dir(),
                        found.label(),
                        found.file(),
                        found.days(),
                        expiries.writtenBefore(now.minus(Duration.ofDays(found.days())))))
                .toList();
    }

    private List<Day> days(Instant now) {
        ZoneId zone = clock.getZone();
        LocalDate today = LocalDate.ofInstant(now, zone);
        Map<LocalDate, Day> days = new TreeMap<>();
        for (int n = 0; n <= DAYS; n++) {
            LocalDate day = today.plusDays(n);
            days.put(day, new Day(day, 0, 0));
        }
        Instant end = today.plusDays(DAYS + 1).atStartOfDay(zone).toInstant();
        for (Expiries.Slot slot : expiries.until(end)) {
            LocalDate day = LocalDate.ofInstant(slot.from(), zone);
            days.merge(
                    day.isBefore(today) ? today : day,
                    new Day(day, slot.kept() ? slot.sessions() : 0, slot.kept() ? 0 : slot.sessions()),
                    (all, more) -> new Day(all.day, all.kept + more.kept, all.notKept + more.notKept));
        }
        return List.copyOf(days.values());
    }

    private List<Deletion> deletions() {
        return ledger.deletions().stream()
                .map(seen -> new Deletion(
                        Instant.ofEpochMilli(seen.at()),
                        Path.of(seen.home()),
                        seen.logs().size(),
                        seen.logs().stream().filter(Seen.Log::kept).count(),
                        seen.logs().stream()
                                .map(log -> log.session() == null ? log.path() : log.session())
                                .limit(Deletion.SHOWN)
                                .toList(),
                        seen.explained(),
                        seen.why()))
                .toList();
    }
}
