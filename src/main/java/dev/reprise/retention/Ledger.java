package dev.reprise.retention;

import dev.reprise.agent.Cleanup;
import dev.reprise.catalogue.Home;
import dev.reprise.intake.CleanupsSeen;
import dev.reprise.intake.SourcesVanished;
import dev.reprise.intake.SourcesVanished.Gone;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes down what the CLI's clean-up did and how it was set, and says of each log that went whether that explains it. */
@Component
class Ledger {

    /** A clean-up whose mark is not there so long after a log went is none. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration LONGEST_SWEEP = Duration.ofMinutes(10);

    private final SeenFile file;
    private final ProjectSettings projects;
    private final Clock clock;
    private final Set<Path> ours = ConcurrentHashMap.newKeySet();
    private volatile Map<Home, Cleanup> now = Map.of();

    Ledger(SeenFile file, ProjectSettings projects, Clock clock) {
        this.file = file;
        this.projects = projects;
        this.clock = clock;
    }

    /** Of all homes, as last looked up; empty until the first look. */
    Map<Home, Cleanup> cleanups() {
        return now;
    }

    /** These are about to be deleted by Reprise itself, on request. */
    void expect(List<Path> files) {
        ours.addAll(files);
    }

    /** What vanished, newest first. */
    List<Seen.Deletion> deletions() {
        settle();
        List<Seen.Deletion> found = new ArrayList<>();
        for (Seen.Deletion deletion : all()) {
            if (!deletion.open() || isOpen(deletion)) {
                found.addFirst(deletion);
            }
        }
        return found;
    }

    private List<Seen.Deletion> all() {
        return file.all().stream()
                .filter(Seen.Deletion.class::isInstance)
                .map(Seen.Deletion.class::cast)
                .toList();
    }

    /** Whether nothing was found out about it yet. */
    private boolean isOpen(Seen.Deletion deletion) {
        return deletion.open()
                && all().stream()
                        .noneMatch(other -> !other.open()
                                && other.at() == deletion.at()
                                && other.home().equals(deletion.home()));
    }

    @EventListener
    void on(CleanupsSeen event) {
        now = Map.copyOf(event.cleanups());
        event.cleanups().forEach((home, cleanup) -> {
            if (home.read()) {
                note(home, cleanup);
            }
        });
        settle();
    }

    private void note(Home home, Cleanup cleanup) {
        Instant last = cleanup.last();
        Seen.Setting seen = new Seen.Setting(
                clock.millis(),
                home.path().toString(),
                cleanup.after().map(Duration::toDays).orElse(null),
                cleanup.inForce()
                        .map(setting ->
                                setting.file() == null ? null : setting.file().toString())
                        .orElse(null),
                cleanup.paused(),
                last == null ? null : last.toEpochMilli());
        Optional<Seen.Setting> before =
                settings(home.path().toString()).reversed().stream().findFirst();
        if (before.isEmpty() || !before.get().saysAsMuchAs(seen)) {
            file.add(seen);
        }
    }

    private List<Seen.Setting> settings(String home) {
        List<Seen.Setting> found = new ArrayList<>();
        for (Seen seen : file.all()) {
            if (seen instanceof Seen.Setting setting && setting.home().equals(home)) {
                found.add(setting);
            }
        }
        return found;
    }

    @EventListener
    void on(SourcesVanished event) {
        Map<Home, List<Gone>> byHome = new HashMap<>();
        for (Gone gone : event.files()) {
            boolean mine = ours.remove(gone.home().path().resolve(gone.path()));
            if (gone.main() && !mine) {
                byHome.computeIfAbsent(gone.home(), home -> new ArrayList<>()).add(gone);
            }
        }
        byHome.forEach((home, gone) -> file.add(new Seen.Deletion(
                event.noticed().toEpochMilli(),
                home.path().toString(),
                millis(event.lastSeen()),
                null,
                gone.stream()
                        .map(log -> new Seen.Log(log.session(), log.path(), log.bytes(), log.modified(), log.kept()))
                        .toList(),
                null,
                "Noticed a moment ago; what it was is looked at in two minutes.",
                true)));
        settle();
    }

    /** Judges what was noticed: at once if a clean-up is seen to have run, else when it would be done. */
    private synchronized void settle() {
        for (Seen.Deletion deletion : all()) {
            Optional<Map.Entry<Home, Cleanup>> home = now.entrySet().stream()
                    .filter(entry -> entry.getKey().path().toString().equals(deletion.home()))
                    .findFirst();
            if (home.isPresent() && isOpen(deletion)) {
                judge(deletion, home.get().getKey());
            }
        }
    }

    private void judge(Seen.Deletion deletion, Home home) {
        // read now: the clean-up may have run since the last look
        Cleanup cleanup = home.agent().sources().cleanup(home.path(), null, clock.instant());
        note(home, cleanup);
        Instant noticed = Instant.ofEpochMilli(deletion.at());
        Instant lastSeen = deletion.lastSeen() == null ? null : Instant.ofEpochMilli(deletion.lastSeen());
        Instant swept = swept(deletion.home(), noticed);
        if (!Judge.ranSince(swept, lastSeen) && clock.instant().isBefore(noticed.plus(PATIENCE))) {
            return;
        }
        Optional<ProjectSettings.Shorter> shorter =
                projects.shorter(home.agent(), home.path(), cleanup, noticed).stream()
                        .findFirst();
        Judge.Known known = new Judge.Known(
                noticed,
                lastSeen,
                swept,
                inForce(deletion.home(), lastSeen),
                shorter.map(ProjectSettings.Shorter::label).orElse(null),
                shorter.map(ProjectSettings.Shorter::days).orElse(0L));
        Map<Optional<Boolean>, List<Seen.Log>> byVerdict = new HashMap<>();
        Map<Optional<Boolean>, String> why = new HashMap<>();
        for (Seen.Log log : deletion.logs()) {
            Judge.Verdict verdict = Judge.of(Instant.ofEpochMilli(log.modified()), known, clock.getZone());
            Optional<Boolean> explained = Optional.ofNullable(verdict.explained());
            byVerdict.computeIfAbsent(explained, e -> new ArrayList<>()).add(log);
            why.putIfAbsent(explained, verdict.why());
        }
        byVerdict.forEach((explained, logs) -> file.add(new Seen.Deletion(
                deletion.at(),
                deletion.home(),
                deletion.lastSeen(),
                millis(swept),
                logs,
                explained.orElse(null),
                String.valueOf(why.get(explained)),
                false)));
    }

    /** When the clean-up had last run then, by all that was seen of its mark: it is written when it is done. */
    private @Nullable Instant swept(String home, Instant noticed) {
        long latest = noticed.plus(LONGEST_SWEEP).toEpochMilli();
        Long found = null;
        for (Seen.Setting setting : settings(home)) {
            Long last = setting.last();
            if (last != null && last <= latest && (found == null || last > found)) {
                found = last;
            }
        }
        return found == null ? null : Instant.ofEpochMilli(found);
    }

    private static @Nullable Long millis(@Nullable Instant moment) {
        return moment == null ? null : moment.toEpochMilli();
    }

    /** The setting that was in force then, and all that came after it. */
    private List<Seen.Setting> inForce(String home, @Nullable Instant since) {
        List<Seen.Setting> all = settings(home);
        if (since == null) {
            return all.isEmpty() ? all : all.subList(Math.max(0, all.size() - 2), all.size());
        }
        int first = 0;
        for (int n = 0; n < all.size(); n++) {
            if (all.get(n).at() <= since.toEpochMilli()) {
                first = n;
            }
        }
        return all.subList(first, all.size());
    }
}
