package dev.reprise.web.retention;

import dev.reprise.agent.Cleanup;
import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Trait;
import dev.reprise.label.Keep;
import dev.reprise.label.KeepRule;
import dev.reprise.retention.Forecasts;
import dev.reprise.retention.Forecasts.Day;
import dev.reprise.retention.Forecasts.Deletion;
import dev.reprise.retention.Forecasts.Forecast;
import dev.reprise.retention.Forecasts.HomeRule;
import dev.reprise.retention.KeepRules;
import dev.reprise.retention.Preview;
import dev.reprise.retention.Privates;
import dev.reprise.retention.Receipt;
import dev.reprise.retention.Receipts;
import dev.reprise.retention.Sweeps;
import dev.reprise.retention.Trashes;
import dev.reprise.secondcopy.SecondCopies;
import dev.reprise.session.SessionId;
import dev.reprise.web.retention.RetentionPage.Bar;
import dev.reprise.web.retention.RetentionPage.Chart;
import dev.reprise.web.retention.RetentionPage.DeletionRow;
import dev.reprise.web.retention.RetentionPage.Headline;
import dev.reprise.web.retention.RetentionPage.Held;
import dev.reprise.web.retention.RetentionPage.HeldRow;
import dev.reprise.web.retention.RetentionPage.HomeRow;
import dev.reprise.web.retention.RetentionPage.Kind;
import dev.reprise.web.retention.RetentionPage.LeftRow;
import dev.reprise.web.retention.RetentionPage.Next;
import dev.reprise.web.retention.RetentionPage.PrivateRow;
import dev.reprise.web.retention.RetentionPage.ReceiptRow;
import dev.reprise.web.retention.RetentionPage.RuleRow;
import dev.reprise.web.retention.RetentionPage.Rules;
import dev.reprise.web.retention.RetentionPage.SettingRow;
import dev.reprise.web.retention.RetentionPage.Sum;
import dev.reprise.web.retention.RetentionPage.TakeRow;
import dev.reprise.web.retention.RetentionPage.Taken;
import dev.reprise.web.retention.RetentionPage.TrashRow;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frames;
import dev.reprise.web.shell.ListQuery;
import dev.reprise.web.shell.SafeText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together the page Retention. */
@Component
class RetentionPages {

    private static final int SHOWN = 8;
    private static final int LEFT = 100;
    private static final int MANY = 2_000;
    private static final int HELD = 5;
    private static final int DELETIONS = 5;
    private static final int RECEIPTS = 8;
    private static final int SLOT = 12;
    private static final int HEIGHT = 58;
    private static final int SOON = 5;
    private static final Set<String> UNDOABLE = Set.of("restore", "settings", "files");

    /** So long a page waits for what the rules would take. */
    private static final long PATIENCE_MILLIS = 100;

    private final Executor pool = command -> Thread.ofVirtual().name("preview").start(command);
    private final Sessions sessions;
    private final Forecasts forecasts;
    private final KeepRules rules;
    private final Sweeps sweeps;
    private final Trashes trashes;
    private final Receipts receipts;
    private final Privates privates;
    private final SecondCopies copies;
    private final Frames frames;
    private final Format format;

    RetentionPages(
            Sessions sessions,
            Forecasts forecasts,
            KeepRules rules,
            Sweeps sweeps,
            Trashes trashes,
            Receipts receipts,
            Privates privates,
            SecondCopies copies,
            Frames frames,
            Format format) {
        this.sessions = sessions;
        this.forecasts = forecasts;
        this.rules = rules;
        this.sweeps = sweeps;
        this.trashes = trashes;
        this.receipts = receipts;
        this.privates = privates;
        this.copies = copies;
        this.frames = frames;
        this.format = format;
    }

    /**
     * @param whole whether to wait for what the rules would take; else it is left out where it takes longer than a page may
     */
    RetentionPage page(boolean whole) {
        CompletableFuture<Preview> previewing = CompletableFuture.supplyAsync(sweeps::preview, pool);
        Forecast forecast = forecasts.forecast();
        KeepRules.Now now = rules.now();
        List<Trashes.Trashed> inTrash = trashes.all();
        List<TrashRow> trash = inTrash.stream().map(this::trashed).toList();
        long bytes = inTrash.stream().mapToLong(Trashes.Trashed::bytes).sum();
        List<Deletion> deletions = forecast.deletions();
        Preview preview = preview(previewing, whole, now);
        return new RetentionPage(
                frames.frame("retention"),
                deletes(forecast),
                takes(preview, now),
                forecast.homes().stream()
                        .map(home -> home(home, forecast.homes().size() == 1))
                        .toList(),
                chart(forecast),
                taken(forecast),
                deletions.stream().limit(DELETIONS).map(this::deletion).toList(),
                deletions.size() > DELETIONS ? Format.count(deletions.size() - DELETIONS) + " earlier" : "",
                held(),
                CopyView.of(copies.state(), copies.onSameDisk(), forecast.gone().damaged(), format),
                rules(now, preview),
                next(preview, now),
                trash,
                Format.count(trash.size(), "session") + ", " + Format.bytes(bytes),
                privates.all().stream().map(RetentionPages::hidden).toList(),
                receipts.latest(RECEIPTS).stream().map(this::receipt).toList(),
                preview.id().isEmpty());
    }

    /** With an empty id where it is not known yet. */
    private Preview preview(CompletableFuture<Preview> previewing, boolean whole, KeepRules.Now now) {
        try {
            return whole ? previewing.join() : previewing.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            List<Preview.Decides> decides = now.rules().stream()
                    .map(rule -> new Preview.Decides(rule, new Preview.Sum(0, 0), 0, 0))
                    .toList();
            Preview.Sum nothing = new Preview.Sum(0, 0);
            return new Preview(
                    "",
                    format.now(),
                    decides,
                    nothing,
                    nothing,
                    List.of(),
                    List.of(),
                    now.settings().trashDays(),
                    null);
        } catch (CompletionException | ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Headline deletes(Forecast forecast) {
        Instant end = forecast.days()
                .getLast()
                .day()
                .atStartOfDay(ZoneId.systemDefault())
                .toInstant();
        String text =
                (forecast.sessions() == 1 ? "session" : "sessions") + " Claude Code deletes by " + format.day(end);
        boolean never = forecast.homes().stream()
                .allMatch(home -> home.cleanup().after().isEmpty());
        if (forecast.sessions() == 0) {
            String why = never ? "it deletes nothing, as its settings are" : "nothing is old enough until then";
            return new Headline("0", text, why, "");
        }
        return forecast.notKept() == 0
                ? new Headline(
                        Format.count(forecast.sessions()),
                        text,
                        forecast.sessions() == 1
                                ? "it is in the vault, byte for byte"
                                : "all " + Format.count(forecast.sessions()) + " are in the vault, byte for byte",
                        "ok")
                : new Headline(
                        Format.count(forecast.sessions()),
                        text,
                        Format.count(forecast.notKept()) + " of them not wholly in the vault yet",
                        "bad");
    }

    private static Headline takes(Preview preview, KeepRules.Now now) {
        if (preview.id().isEmpty()) {
            return new Headline("…", "sessions your rules would move to the trash", "looking", "");
        }
        int count = preview.takes().size();
        String text = (count == 1 ? "session" : "sessions") + " your rules would move to the trash";
        if (now.rules().isEmpty()) {
            return new Headline("0", text, "There are no rules. Nothing is ever removed.", "");
        }
        return new Headline(
                Format.count(count),
                text,
                now.settings().daily() ? "once a day by itself, or now" : "only when you press the button below",
                "");
    }

    private HomeRow home(HomeRule rule, boolean only) {
        Cleanup cleanup = rule.cleanup();
        Cleanup.@Nullable Setting inForce = cleanup.inForce().orElse(null);
        List<SettingRow> settings = cleanup.settings().stream()
                .map(setting -> new SettingRow(
                        setting.level().word(),
                        setting.file() == null
                                ? "nobody set it"
                                : SafeText.line(tilde(setting.file().toString())),
                        setting.days() == null ? setting.found().words() : days(setting.days()),
                        setting.equals(inForce)))
                .toList();
        String paused = cleanup.paused();
        return new HomeRow(
                SafeText.line(rule.home().toString()),
                only,
                settings,
                paused == null ? null : SafeText.line(paused),
                sweeps(cleanup),
                rule.shorter().stream()
                        .map(shorter -> SafeText.line(shorter.label()) + " sets " + days(shorter.days())
                                + " in its own settings ("
                                + SafeText.line(tilde(String.valueOf(shorter.file()))) + "): the next sweep that runs"
                                + " there deletes "
                                + Format.count(shorter.sessions(), "session") + ", of every project.")
                        .toList());
    }

    private static String tilde(String path) {
        String home = System.getProperty("user.home", "");
        return home.length() > 1 && path.startsWith(home + "/") ? "~" + path.substring(home.length()) : path;
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : Format.count(days) + " days";
    }

    private String sweeps(Cleanup cleanup) {
        Instant last = cleanup.last();
        Instant next = cleanup.next();
        String before = last == null ? "It never ran here, as far as can be seen." : "Last sweep " + when(last) + ".";
        return next == null
                ? before
                : before + " Next: "
                        + (next.isAfter(format.now())
                                ? when(next) + " at the earliest."
                                : "when Claude Code is used next.");
    }

    private String when(Instant at) {
        Format.Moment moment = format.moment(at);
        return moment == null ? "" : moment.text();
    }

    private Chart chart(Forecast forecast) {
        List<Day> days = forecast.days();
        long most = Math.max(
                1,
                days.stream().mapToLong(day -> day.kept() + day.notKept()).max().orElse(1));
        List<Bar> bars = new ArrayList<>();
        boolean labelled = false;
        for (int n = 0; n < days.size(); n++) {
            Day day = days.get(n);
            long all = day.kept() + day.notKept();
            boolean label = !labelled && all == most && all > 0;
            labelled |= label;
            bars.add(new Bar(
                    n * SLOT,
                    height(all, most),
                    height(day.notKept(), most),
                    label,
                    format.day(day.day().atStartOfDay(ZoneId.systemDefault()).toInstant()),
                    Format.count(all, "session"),
                    Format.count(all),
                    all > 0));
        }
        return new Chart(
                bars,
                bars.getFirst().day(),
                bars.get(bars.size() / 2).day(),
                bars.getLast().day(),
                Format.count(forecast.sessions() - forecast.notKept()),
                Format.count(forecast.notKept()),
                "Sessions that Claude Code deletes on each of the next 30 days: "
                        + bars.stream()
                                .filter(Bar::any)
                                .map(bar -> bar.day() + ": " + bar.count())
                                .collect(Collectors.joining(", ")));
    }

    private static int height(long count, long most) {
        return count == 0 ? 0 : (int) Math.max(3, count * HEIGHT / most);
    }

    private static Taken taken(Forecast forecast) {
        return new Taken(
                Format.count(forecast.gone().onlyInVault()),
                Format.count(forecast.gone().lost()),
                Format.count(forecast.gone().prompts(), "prompt"),
                Format.count(forecast.gone().damaged()));
    }

    private DeletionRow deletion(Deletion deletion) {
        Boolean explained = deletion.explained();
        String answer = explained == null ? "unknown" : explained ? "yes" : "no";
        String kept = deletion.kept() == deletion.sessions() ? "kept" : Format.count(deletion.kept()) + " of them kept";
        return new DeletionRow(
                when(deletion.at()),
                Format.count(deletion.sessions(), "log") + " went, " + kept,
                answer,
                explained == null ? "can’t tell" : explained ? "explained" : "not explained",
                SafeText.line(deletion.why()));
    }

    private Held held() {
        Criterion held = new Criterion.Is(Trait.HELD);
        List<SessionId> ids = sessions.ids(held, HELD);
        return new Held(
                Format.count(sessions.tally(held).sessions()),
                ids.stream()
                        .map(id -> new HeldRow(
                                id.toString(),
                                SafeText.line(sessions.get(id.toString()).title(), 80),
                                "/sessions/" + id))
                        .toList());
    }

    private Rules rules(KeepRules.Now now, Preview preview) {
        List<RuleRow> all = new ArrayList<>();
        for (int n = 0; n < preview.rules().size(); n++) {
            Preview.Decides decides = preview.rules().get(n);
            KeepRule rule = decides.rule();
            all.add(new RuleRow(
                    rule.key(),
                    n + 1,
                    rule.match(),
                    terms(rule.match()),
                    rule.keep(),
                    kind(rule),
                    rule.source(),
                    rule.etag(),
                    sum(decides.of()),
                    decides.takes() == 0
                            ? ""
                            : "takes " + Format.count(decides.takes()) + ", frees " + Format.bytes(decides.frees()),
                    ListQuery.none().with("q", rule.match())));
        }
        return new Rules(
                all,
                sum(preview.exempt()),
                sum(preview.rest()),
                now.settings().trashDays(),
                now.settings().daily(),
                now.broken());
    }

    private static Kind kind(KeepRule rule) {
        return switch (rule.keeps()) {
            case Keep.Forever forever -> new Kind("forever", "", "GB");
            case Keep.Days(int days) -> new Kind("days", String.valueOf(days), "GB");
            case Keep.Newest(int count, Keep.Per per) ->
                new Kind(per == Keep.Per.PROJECT ? "project" : "routine", String.valueOf(count), "GB");
            case Keep.Most most -> {
                String[] words = most.text().split(" ");
                yield new Kind("most", words[2], words[3]);
            }
        };
    }

    private static Sum sum(Preview.Sum sum) {
        return new Sum(Format.count(sum.sessions()), Format.bytes(sum.bytes()));
    }

    /** Words that stand between spaces; what is quoted stays together. */
    private static List<String> terms(String match) {
        List<String> terms = new ArrayList<>();
        StringBuilder term = new StringBuilder();
        boolean quoted = false;
        for (char c : SafeText.line(match).toCharArray()) {
            quoted ^= c == '"';
            if (c == ' ' && !quoted) {
                terms.add(term.toString());
                term.setLength(0);
            } else {
                term.append(c);
            }
        }
        terms.add(term.toString());
        terms.removeIf(String::isBlank);
        return terms;
    }

    Next next(Preview preview, KeepRules.Now now) {
        if (preview.id().isEmpty()) {
            return new Next("", 0, "looking", List.of(), "", 0, "Move sessions to trash", "Looking.", List.of(), "");
        }
        int count = preview.takes().size();
        Map<String, Long> why = preview.left().stream()
                .collect(Collectors.groupingBy(Preview.Left::why, TreeMap::new, Collectors.counting()));
        String leftAlone = why.entrySet().stream()
                .map(entry -> Format.count(entry.getValue()) + " " + SafeText.line(entry.getKey()))
                .collect(Collectors.joining(", "));
        return new Next(
                preview.id(),
                count,
                Format.count(count, "session") + ", " + Format.bytes(preview.bytes()) + " · preview "
                        + preview.id().substring(0, 4) + ", looked " + when(preview.at()),
                takes(preview.takes().subList(0, Math.min(SHOWN, count))),
                count > SHOWN ? "all " + Format.count(count) : "",
                preview.sources(),
                count == 1 ? "Move 1 session to trash" : "Move " + Format.count(count) + " sessions to trash",
                disabled(preview, now),
                left(preview.left().subList(0, Math.min(LEFT, preview.left().size()))),
                leftAlone);
    }

    private static @Nullable String disabled(Preview preview, KeepRules.Now now) {
        String broken = now.broken();
        if (broken != null) {
            return broken;
        }
        if (now.rules().isEmpty()) {
            return "There are no rules. Nothing is ever removed.";
        }
        return preview.takes().isEmpty() ? "Nothing to take." : null;
    }

    /** What it takes, as far as a page can show it. */
    List<TakeRow> takes(Preview preview) {
        return takes(preview.takes().subList(0, Math.min(MANY, preview.takes().size())));
    }

    private List<TakeRow> takes(List<Preview.Take> some) {
        Map<Long, String> titles =
                sweeps.titles(some.stream().map(Preview.Take::row).toList());
        return some.stream()
                .map(take -> new TakeRow(
                        SafeText.line(titles.getOrDefault(take.row(), take.id().value()), 100),
                        "/sessions/" + take.id(),
                        "rule " + take.rule() + ": " + SafeText.line(take.why())
                                + (take.source() ? ", Claude Code’s copy too" : ""),
                        when(take.lastAt()),
                        Format.bytes(take.bytes())))
                .toList();
    }

    private List<LeftRow> left(List<Preview.Left> some) {
        Map<Long, String> titles =
                sweeps.titles(some.stream().map(Preview.Left::row).toList());
        return some.stream()
                .map(left -> new LeftRow(
                        SafeText.line(titles.getOrDefault(left.row(), left.id().value()), 80),
                        "/sessions/" + left.id(),
                        SafeText.line(left.why())))
                .toList();
    }

    private TrashRow trashed(Trashes.Trashed one) {
        Instant until = one.trash().until();
        long days = Math.max(0, java.time.Duration.between(format.now(), until).toDays());
        return new TrashRow(
                one.id().toString(),
                SafeText.line(one.title(), 100),
                "/sessions/" + one.id(),
                (one.trash().by().equals("page")
                                ? "you"
                                : SafeText.line(one.trash().by(), 80)) + ", "
                        + format.day(one.trash().at()),
                until.isAfter(format.now()) ? format.until(until) + " left" : "ends now",
                days < SOON,
                Format.bytes(one.bytes()));
    }

    private static PrivateRow hidden(Privates.Known known) {
        int count = known.sessions().size();
        return new PrivateRow(
                known.rule().key(),
                known.rule().by().word(),
                SafeText.line(known.rule().text()),
                count,
                count == 0 ? "" : "Purge the " + Format.count(count, "session") + " imported before");
    }

    private ReceiptRow receipt(Receipt receipt) {
        String word = switch (receipt.what()) {
            case "restore" -> "Restored";
            case "sweep" -> "Swept";
            case "trash" -> "Moved to trash";
            case "purge" -> "Purged";
            case "settings" -> "Claude Code’s settings";
            case "files" -> "Wrote files back";
            default -> receipt.what();
        };
        long sessionsDone = receipt.files().stream()
                .map(Receipt.Item::session)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .count();
        return new ReceiptRow(
                receipt.id(),
                word + (receipt.undoneAt() == null ? "" : ", taken back"),
                when(receipt.at()),
                Format.count(sessionsDone, "session") + ", " + Format.bytes(receipt.bytes()),
                UNDOABLE.contains(receipt.what()) && receipt.undoneAt() == null);
    }
}
