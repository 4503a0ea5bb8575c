package dev.reprise.retention;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reprise.catalogue.Retained;
import dev.reprise.catalogue.Retained.Row;
import dev.reprise.label.Keep;
import dev.reprise.label.KeepRule;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.retention.Preview.Decides;
import dev.reprise.retention.Preview.Left;
import dev.reprise.retention.Preview.Sum;
import dev.reprise.retention.Preview.Take;
import dev.reprise.session.Protection;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionKind;
import dev.reprise.session.SessionState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The preview of what the rules would take, and the sweep that does exactly that. */
@Service
public class Sweeps {

    /** What was written to within this time is never taken. */
    static final Duration QUIET = Duration.ofHours(24);

    private static final long READING = Duration.ofMillis(700).toNanos();
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private final KeepRules rules;
    private final Retained retained;
    private final Verified verified;
    private final Trashes trashes;
    private final Clock clock;
    private final Cache<String, Set<String>> shown =
            Caffeine.newBuilder().maximumSize(20).build();

    Sweeps(KeepRules rules, Retained retained, Verified verified, Trashes trashes, Clock clock) {
        this.rules = rules;
        this.retained = retained;
        this.verified = verified;
        this.trashes = trashes;
        this.clock = clock;
    }

    /** What the rules would take now. */
    public Preview preview() {
        KeepRules.Now now = rules.now();
        Preview preview = preview(now.rules(), now.settings().trashDays(), now.broken());
        shown.put(preview.id(), fingerprints(preview));
        return preview;
    }

    /**
     * What these rules would take, if they were in force.
     *
     * @throws Problem BAD_INPUT for a filter that is not understood
     */
    public Preview preview(List<KeepRule> wanted) {
        return preview(
                wanted.stream().map(KeepRules::checked).toList(),
                rules.now().settings().trashDays(),
                "These rules are not saved.");
    }

    private Preview preview(List<KeepRule> inForce, int trashDays, @Nullable String refused) {
        Instant now = clock.instant();
        Sum exempt = new Sum(0, 0);
        Sum rest = new Sum(0, 0);
        List<Row> open = new ArrayList<>();
        for (Row row : retained.all()) {
            if (row.pinned() || row.hold()) {
                exempt = exempt.plus(row.trashed() ? 0 : row.bytes());
            } else if (!row.trashed()) {
                open.add(row);
            }
        }
        List<List<Row>> inForceFor = new ArrayList<>();
        List<Wanted> wanted = new ArrayList<>();
        for (int n = 0; n < inForce.size(); n++) {
            KeepRule rule = inForce.get(n);
            Set<Long> matching = retained.matching(rules.criterion(rule));
            List<Row> its =
                    open.stream().filter(row -> matching.contains(row.row())).toList();
            open.removeIf(row -> matching.contains(row.row()));
            wanted.addAll(takes(rule, n + 1, its, now));
            inForceFor.add(its);
        }
        List<Decides> decides = decides(inForce, inForceFor, wanted);
        for (Row row : open) {
            rest = rest.plus(row.bytes());
        }
        return sorted(inForce, decides, exempt, rest, wanted, trashDays, refused, now);
    }

    private List<Decides> decides(List<KeepRule> inForce, List<List<Row>> inForceFor, List<Wanted> wanted) {
        Map<Long, Long> stored = wanted.isEmpty() ? Map.of() : retained.stored();
        List<Decides> decides = new ArrayList<>();
        for (int n = 0; n < inForce.size(); n++) {
            int number = n + 1;
            List<Wanted> takes =
                    wanted.stream().filter(take -> take.rule() == number).toList();
            long frees = takes.stream()
                    .mapToLong(take -> stored.getOrDefault(take.row().row(), 0L))
                    .sum();
            decides.add(new Decides(inForce.get(n), sum(inForceFor.get(n)), takes.size(), frees));
        }
        return decides;
    }

    private static Sum sum(Collection<Row> rows) {
        return new Sum(rows.size(), rows.stream().mapToLong(Row::bytes).sum());
    }

    /** A session that a rule would take. */
    private record Wanted(Row row, int rule, String why) {}

    /** @param its that the rule is in force for, the most recently active first */
    private List<Wanted> takes(KeepRule rule, int number, List<Row> its, Instant now) {
        return switch (rule.keeps()) {
            case Keep.Forever forever -> List.of();
            case Keep.Days(int days) -> {
                long before = now.minus(Duration.ofDays(days)).toEpochMilli();
                yield its.stream()
                        .filter(row -> row.lastAt() < before)
                        .map(row -> new Wanted(row, number, "last active " + day(row.lastAt())))
                        .toList();
            }
            case Keep.Newest newest -> newest(newest, number, its);
            case Keep.Most(long bytes) -> most(bytes, number, its);
        };
    }

    private String day(long millis) {
        return DAY.format(Instant.ofEpochMilli(millis).atZone(clock.getZone()));
    }

    private List<Wanted> newest(Keep.Newest newest, int number, List<Row> its) {
        List<Row> unspoken = its.stream()
                .filter(row -> row.kind() != SessionKind.INTERACTIVE)
                .toList();
        List<Long> rows = unspoken.stream().map(Row::row).toList();
        Set<Long> spoken = retained.spoken(rows);
        Map<Long, String> routines = newest.per() == Keep.Per.ROUTINE ? retained.routines(rows) : Map.of();
        Map<String, Integer> counted = new HashMap<>();
        List<Wanted> takes = new ArrayList<>();
        for (Row row : unspoken) {
            String routine = routines.get(row.row());
            boolean counts = newest.per() == Keep.Per.PROJECT || routine != null;
            if (spoken.contains(row.row()) || !counts) {
                continue;
            }
            String of = newest.per() == Keep.Per.PROJECT
                    ? name(row.projectDir())
                    : routine + " in " + name(row.projectDir());
            int place = counted.merge(row.projectDir() + "\0" + routine, 1, Integer::sum);
            if (place > newest.count()) {
                takes.add(new Wanted(row, number, ordinal(place) + " newest of " + of));
            }
        }
        return takes;
    }

    /** The last two names of a path. */
    private static String name(String dir) {
        String[] parts = dir.split("[/\\\\]");
        return parts.length < 2 ? dir : parts[parts.length - 2] + "/" + parts[parts.length - 1];
    }

    private static String ordinal(int number) {
        int last = number % 100 >= 11 && number % 100 <= 13 ? 0 : number % 10;
        return number + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
    }

    private List<Wanted> most(long bytes, int number, List<Row> its) {
        Map<Long, Long> stored = retained.stored();
        List<Wanted> takes = new ArrayList<>();
        long sum = 0;
        for (Row row : its) {
            sum += stored.getOrDefault(row.row(), 0L);
            if (sum > bytes) {
                takes.add(new Wanted(
                        row, number, "beyond " + new Keep.Most(bytes).text().substring("at most ".length())));
            }
        }
        return takes;
    }

    private Preview sorted(
            List<KeepRule> inForce,
            List<Decides> decides,
            Sum exempt,
            Sum rest,
            List<Wanted> wanted,
            int trashDays,
            @Nullable String refused,
            Instant now) {
        Map<Wanted, String> leave = new HashMap<>();
        Map<Wanted, Verified.Asked> unread = new HashMap<>();
        for (Wanted one : wanted) {
            Optional<String> why = leftAlone(one.row, now);
            why.ifPresent(reason -> leave.put(one, reason));
            if (why.isEmpty() && !one.row.verified()) {
                unread.put(one, asked(one.row));
            }
        }
        verified.read(unread.values().stream().filter(ask -> !verified.is(ask)).toList(), System.nanoTime() + READING);
        unread.forEach((one, ask) -> {
            if (!verified.is(ask)) {
                leave.put(
                        one,
                        verified.isBad(ask.id()) ? "a part of the vault's copy cannot be read" : "not verified yet");
            }
        });
        List<Take> takes = new ArrayList<>();
        List<Left> left = new ArrayList<>();
        for (Wanted one : wanted) {
            String why = leave.get(one);
            if (why != null) {
                left.add(new Left(one.row.id(), one.row.row(), one.rule, why));
            } else {
                takes.add(new Take(
                        one.row.id(),
                        one.row.row(),
                        one.rule,
                        one.why,
                        Instant.ofEpochMilli(one.row.lastAt()),
                        one.row.bytes(),
                        inForce.get(one.rule - 1).source()));
            }
        }
        takes.sort(Comparator.comparing(Take::lastAt)
                .thenComparing(take -> take.id().toString()));
        return new Preview(id(takes, inForce, trashDays), now, decides, exempt, rest, takes, left, trashDays, refused);
    }

    private static Verified.Asked asked(Row row) {
        return new Verified.Asked(row.id(), row.bytes() + ":" + row.lastAt() + ":" + row.sourceAt());
    }

    /** Why it is not to be taken yet, whatever takes it; empty if it may be. */
    private static Optional<String> leftAlone(Row row, Instant now) {
        if (row.state().isRunning()) {
            return Optional.of("live");
        }
        if (row.state() == SessionState.UNKNOWN) {
            return Optional.of("whether it runs cannot be seen from here");
        }
        long since = now.minus(QUIET).toEpochMilli();
        if (row.lastAt() > since || row.sourceAt() > since) {
            return Optional.of("changed in the last 24 h");
        }
        if (row.damaged() || row.protection() == Protection.DAMAGED) {
            return Optional.of("a part of the vault's copy cannot be read");
        }
        return row.protection() == Protection.IMPORTING ? Optional.of("not wholly in the vault yet") : Optional.empty();
    }

    private static String id(List<Take> takes, List<KeepRule> inForce, int trashDays) {
        String all =
                takes.stream().map(take -> fingerprint(take)).collect(Collectors.joining("\n")) + inForce + trashDays;
        return Restoring.hash(all);
    }

    private static String fingerprint(Take take) {
        return take.id() + " " + take.lastAt().toEpochMilli() + " " + take.bytes() + " " + take.source();
    }

    private static Set<String> fingerprints(Preview preview) {
        return preview.takes().stream().map(Sweeps::fingerprint).collect(Collectors.toSet());
    }

    /**
     * Moves to the trash exactly what the preview with this id showed.
     *
     * @param sources how many sessions one was told go from the CLI's home too: said once more, so that nobody does it unaware
     * @throws Problem CONFLICT if the preview is another one now, or nothing can be swept
     */
    public synchronized Receipt sweep(String who, String previewId, long sources) {
        Preview now = preview();
        if (now.refused() != null) {
            throw new Problem(Reason.CONFLICT, now.refused());
        }
        if (!now.id().equals(previewId)) {
            throw new Problem(Reason.CONFLICT, changed(previewId, now));
        }
        if (now.takes().isEmpty()) {
            throw new Problem(Reason.CONFLICT, "There is nothing to take.");
        }
        if (now.sources() != sources) {
            throw new Problem(
                    Reason.CONFLICT,
                    "Claude Code's own copies of " + now.sources()
                            + " sessions would be deleted as well. Say so: sources is that number.");
        }
        return trashes.sweep(who, now);
    }

    private String changed(String previewId, Preview now) {
        Set<String> before = shown.getIfPresent(previewId);
        if (before == null) {
            return "That preview is not known (any more). Look again.";
        }
        Set<String> differ = new HashSet<>(before);
        Set<String> current = fingerprints(now);
        differ.removeAll(current);
        Set<String> more = new HashSet<>(current);
        more.removeAll(before);
        long sessions = java.util.stream.Stream.concat(differ.stream(), more.stream())
                .map(line -> line.substring(0, line.indexOf(' ')))
                .distinct()
                .count();
        return sessions == 0
                ? "The rules changed since you looked: look again."
                : sessions + (sessions == 1 ? " session" : " sessions") + " changed since you looked: look again.";
    }

    /** What to know these sessions by, by row. */
    public Map<Long, String> titles(Collection<Long> rows) {
        return retained.titles(rows);
    }

    /**
     * What is in force for one session.
     *
     * @param number of the rule; 0: pinned or held; -1: none matches
     * @param until until when it is kept at least; null: forever, or as others push it out
     * @param why in words
     */
    public record InForce(
            int number, @Nullable KeepRule rule, @Nullable Instant until, String why) {}

    /** The rule in force for this session, and why. */
    public InForce inForce(SessionId id, boolean pinned, boolean hold, @Nullable Instant lastAt) {
        if (pinned || hold) {
            return new InForce(0, null, null, "It is " + (hold ? "held" : "pinned") + ": no rule takes it.");
        }
        List<KeepRule> all = rules.now().rules();
        for (int n = 0; n < all.size(); n++) {
            KeepRule rule = all.get(n);
            if (retained.matches(id, rules.criterion(rule))) {
                Instant until = rule.keeps() instanceof Keep.Days(int days) && lastAt != null
                        ? lastAt.plus(Duration.ofDays(days))
                        : null;
                return new InForce(
                        n + 1,
                        rule,
                        until,
                        "Rule " + (n + 1) + " is the first that matches: " + rule.match() + " → " + rule.keep() + ".");
            }
        }
        return new InForce(
                -1,
                null,
                null,
                all.isEmpty()
                        ? "There are no rules: everything is kept forever."
                        : "No rule matches: it is kept forever.");
    }
}
