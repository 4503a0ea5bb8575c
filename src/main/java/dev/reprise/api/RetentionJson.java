package dev.reprise.api;

import dev.reprise.agent.Cleanup;
import dev.reprise.catalogue.SessionFiles;
import dev.reprise.label.KeepRule;
import dev.reprise.label.KeepSettings;
import dev.reprise.retention.CleanupPeriods;
import dev.reprise.retention.Extracts;
import dev.reprise.retention.Forecasts.Deletion;
import dev.reprise.retention.Forecasts.Forecast;
import dev.reprise.retention.Forecasts.HomeRule;
import dev.reprise.retention.Forecasts.ShorterRule;
import dev.reprise.retention.KeepRules;
import dev.reprise.retention.Preview;
import dev.reprise.retention.Privates;
import dev.reprise.retention.PurgePlan;
import dev.reprise.retention.RestorePlan;
import dev.reprise.retention.Sweeps;
import dev.reprise.retention.Trashes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers of {@link RetentionApi}. Bytes are raw unless said otherwise. */
final class RetentionJson {

    private RetentionJson() {}

    /** Everything about it. */
    record RetentionAnswer(CliJson cli, RulesJson rules, List<TrashedJson> trash) {}

    /** What the CLIs' own clean-up does. */
    record CliJson(
            Instant at,
            long sessions,
            long notKept,
            List<DayJson> days,
            List<HomeJson> homes,
            GoneJson gone,
            List<DeletionJson> deletions) {

        static CliJson of(Forecast forecast) {
            return new CliJson(
                    forecast.at(),
                    forecast.sessions(),
                    forecast.notKept(),
                    forecast.days().stream()
                            .map(day -> new DayJson(day.day(), day.kept(), day.notKept()))
                            .toList(),
                    forecast.homes().stream().map(HomeJson::of).toList(),
                    new GoneJson(
                            forecast.gone().onlyInVault(),
                            forecast.gone().lost(),
                            forecast.gone().prompts(),
                            forecast.gone().damaged()),
                    forecast.deletions().stream().map(DeletionJson::of).toList());
        }
    }

    record DayJson(LocalDate day, long kept, long notKept) {}

    record GoneJson(long onlyInVault, long lost, long prompts, long damaged) {}

    record HomeJson(
            String home,
            @Nullable Long days,
            @Nullable String paused,
            @Nullable Instant lastSweep,
            @Nullable Instant nextSweep,
            List<SettingJson> settings,
            List<ShorterJson> shorter) {

        static HomeJson of(HomeRule rule) {
            Cleanup cleanup = rule.cleanup();
            Cleanup.Setting inForce = cleanup.inForce().orElse(null);
            return new HomeJson(
                    rule.home().toString(),
                    cleanup.after().map(Duration::toDays).orElse(null),
                    cleanup.paused(),
                    cleanup.last(),
                    cleanup.next(),
                    cleanup.settings().stream()
                            .map(setting -> SettingJson.of(setting, setting.equals(inForce)))
                            .toList(),
                    rule.shorter().stream().map(ShorterJson::of).toList());
        }
    }

    record SettingJson(
            String level,
            @Nullable String file,
            String found,
            @Nullable Long days,
            boolean inForce) {

        static SettingJson of(Cleanup.Setting setting, boolean inForce) {
            return new SettingJson(
                    setting.level().word(),
                    text(setting.file()),
                    setting.found().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    setting.days(),
                    inForce);
        }
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }

    record ShorterJson(String project, @Nullable String file, long days, long sessions) {
        static ShorterJson of(ShorterRule rule) {
            return new ShorterJson(rule.dir(), text(rule.file()), rule.days(), rule.sessions());
        }
    }

    record DeletionJson(
            Instant noticedAt, String home, int sessions, long kept, List<String> ids, String explained, String why) {
        static DeletionJson of(Deletion deletion) {
            return new DeletionJson(
                    deletion.at(),
                    deletion.home().toString(),
                    deletion.sessions(),
                    deletion.kept(),
                    deletion.ids(),
                    answer(deletion.explained()),
                    deletion.why());
        }
    }

    private static String answer(@Nullable Boolean explained) {
        return explained == null ? "unknown" : explained ? "yes" : "no";
    }

    /** @param from {@code vault}, or {@code vault and home} */
    record RuleJson(String id, String match, String keep, String from) {

        static final String VAULT = "vault";
        static final String BOTH = "vault and home";

        static RuleJson of(KeepRule rule) {
            return new RuleJson(rule.key(), rule.match(), rule.keep(), rule.source() ? BOTH : VAULT);
        }
    }

    /** @param sweep {@code by hand} or {@code daily}; {@code ceiling} bytes; {@code activity} undoes what was done */
    record RulesJson(
            List<RuleJson> rules,
            int trashDays,
            String sweep,
            @Nullable Long ceiling,
            @Nullable String broken,
            long activity) {

        static final String DAILY = "daily";
        static final String BY_HAND = "by hand";

        static RulesJson of(KeepRules.Now now, long activity) {
            KeepSettings settings = now.settings();
            return new RulesJson(
                    now.rules().stream().map(RuleJson::of).toList(),
                    settings.trashDays(),
                    settings.daily() ? DAILY : BY_HAND,
                    settings.ceiling(),
                    now.broken(),
                    activity);
        }
    }

    record PreviewJson(
            String id,
            Instant at,
            long sessions,
            long bytes,
            long sources,
            int trashDays,
            @Nullable String refused,
            List<DecidesJson> rules,
            Preview.Sum exempt,
            Preview.Sum rest,
            List<TakeJson> takes,
            long leftAlone,
            List<LeftJson> left) {

        /** @param limit of the sessions that are listed, each */
        static PreviewJson of(Preview preview, int limit, Function<Collection<Long>, Map<Long, String>> named) {
            List<Preview.Take> takes =
                    preview.takes().subList(0, Math.min(limit, preview.takes().size()));
            List<Preview.Left> left =
                    preview.left().subList(0, Math.min(limit, preview.left().size()));
            Set<Long> rows = new HashSet<>();
            takes.forEach(take -> rows.add(take.row()));
            left.forEach(one -> rows.add(one.row()));
            Map<Long, String> titles = named.apply(rows);
            return new PreviewJson(
                    preview.id(),
                    preview.at(),
                    preview.takes().size(),
                    preview.bytes(),
                    preview.sources(),
                    preview.trashDays(),
                    preview.refused(),
                    preview.rules().stream()
                            .map(one -> new DecidesJson(
                                    RuleJson.of(one.rule()),
                                    one.of().sessions(),
                                    one.of().bytes(),
                                    one.takes(),
                                    one.frees()))
                            .toList(),
                    preview.exempt(),
                    preview.rest(),
                    takes.stream()
                            .map(take -> TakeJson.of(take, titles.getOrDefault(take.row(), "")))
                            .toList(),
                    preview.left().size(),
                    left.stream()
                            .map(one -> new LeftJson(
                                    one.id().toString(), titles.getOrDefault(one.row(), ""), one.rule(), one.why()))
                            .toList());
        }
    }

    /** @param frees bytes on disk that the vault would be smaller by, once these are purged */
    record DecidesJson(RuleJson rule, long sessions, long bytes, long takes, long frees) {}

    /** @param rule its number, from 1; {@code from} as of a rule */
    record TakeJson(String id, String title, int rule, String why, Instant lastActivityAt, long bytes, String from) {
        static TakeJson of(Preview.Take take, String title) {
            return new TakeJson(
                    take.id().toString(),
                    title,
                    take.rule(),
                    take.why(),
                    take.lastAt(),
                    take.bytes(),
                    take.source() ? RuleJson.BOTH : RuleJson.VAULT);
        }
    }

    record LeftJson(String id, String title, int rule, String why) {}

    record TrashedJson(String id, String title, Instant trashedAt, Instant until, String by, String from, long bytes) {
        static TrashedJson of(Trashes.Trashed one) {
            return new TrashedJson(
                    one.id().toString(),
                    one.title(),
                    one.trash().at(),
                    one.trash().until(),
                    one.trash().by(),
                    one.trash().source() ? RuleJson.BOTH : RuleJson.VAULT,
                    one.bytes());
        }
    }

    record PlanJson(
            String id,
            String plan,
            @Nullable String blocked,
            long files,
            long bytes,
            @Nullable Instant protectedUntil,
            List<String> notes,
            List<StepJson> steps) {

        static PlanJson of(RestorePlan plan) {
            return new PlanJson(
                    plan.session().toString(),
                    plan.id(),
                    plan.blocked(),
                    plan.files(),
                    plan.bytes(),
                    plan.until(),
                    plan.notes(),
                    plan.steps().stream()
                            .map(step -> new StepJson(
                                    step.to().toString(),
                                    step.bytes(),
                                    step.does().name().toLowerCase(Locale.ROOT)))
                            .toList());
        }
    }

    /** @param own turns that nothing else brings back */
    record ExtractJson(String of, int turns, int own, String first, String last, PlanJson plan) {

        static ExtractJson of(Extracts.Extract extract) {
            return new ExtractJson(
                    extract.of().toString(),
                    extract.part().turns(),
                    extract.part().own(),
                    extract.part().first().words(),
                    extract.part().last().words(),
                    PlanJson.of(extract.plan()));
        }
    }

    /** @param does {@code write}, {@code refresh} (its time), {@code aside} (renamed to {@code .bak}), or {@code leave} */
    record StepJson(String path, long bytes, String does) {}

    record PurgeJson(
            String id,
            String plan,
            String title,
            String confirm,
            String from,
            @Nullable String blocked,
            List<GoesJson> files,
            int vaultFiles,
            long vaultBytes,
            List<String> notes) {

        static PurgeJson of(PurgePlan plan) {
            return new PurgeJson(
                    plan.session().toString(),
                    plan.id(),
                    plan.title(),
                    plan.confirm(),
                    plan.everywhere() ? RuleJson.BOTH : RuleJson.VAULT,
                    plan.blocked(),
                    plan.files().stream()
                            .map(one -> new GoesJson(one.path(), one.bytes(), one.does()))
                            .toList(),
                    plan.vaultFiles(),
                    plan.vaultBytes(),
                    plan.notes());
        }
    }

    /** @param does {@code delete}, or {@code rewrite}: without the lines of this session */
    record GoesJson(String path, long bytes, String does) {}

    /** @param diff lines with {@code -}, {@code +} or a space before them */
    record PeriodJson(String plan, String home, String file, long days, List<String> diff, List<String> notes) {
        static PeriodJson of(CleanupPeriods.Plan plan) {
            return new PeriodJson(
                    plan.id(), plan.home().toString(), plan.file().toString(), plan.days(), plan.diff(), plan.notes());
        }
    }

    /** @param by {@code directory}, {@code project} or {@code tag}; {@code sessions} that were imported before */
    record PrivateJson(String key, String by, String text, List<String> sessions, long activity) {
        static PrivateJson of(Privates.Known known, long activity) {
            return new PrivateJson(
                    known.rule().key(),
                    known.rule().by().word(),
                    known.rule().text(),
                    known.sessions().stream().map(Object::toString).toList(),
                    activity);
        }
    }

    /** What became of one of many. */
    record OutcomeJson(
            String id, @Nullable String receipt, @Nullable String refused) {}

    /** @param rule its number, from 1; 0: pinned or held; -1: none */
    record InForceJson(
            int rule,
            @Nullable String keep,
            @Nullable Instant keptUntil,
            String why,
            @Nullable Instant cliDeletesAt,
            List<FileJson> files) {

        static InForceJson of(Sweeps.InForce inForce, @Nullable Instant cliDeletesAt, List<SessionFiles.Held> files) {
            KeepRule rule = inForce.rule();
            return new InForceJson(
                    inForce.number(),
                    rule == null ? null : rule.keep(),
                    inForce.until(),
                    inForce.why(),
                    cliDeletesAt,
                    files.stream()
                            .map(held -> new FileJson(
                                    held.file().path(), held.file().kind(), held.there(), held.expiresAt()))
                            .toList());
        }
    }

    record FileJson(
            String path,
            String kind,
            boolean there,
            @Nullable Instant cliDeletesAt) {}
}
