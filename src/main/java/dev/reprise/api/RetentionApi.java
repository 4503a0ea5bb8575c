package dev.reprise.api;

import dev.reprise.api.RetentionJson.CliJson;
import dev.reprise.api.RetentionJson.ExtractJson;
import dev.reprise.api.RetentionJson.InForceJson;
import dev.reprise.api.RetentionJson.OutcomeJson;
import dev.reprise.api.RetentionJson.PeriodJson;
import dev.reprise.api.RetentionJson.PlanJson;
import dev.reprise.api.RetentionJson.PreviewJson;
import dev.reprise.api.RetentionJson.PrivateJson;
import dev.reprise.api.RetentionJson.PurgeJson;
import dev.reprise.api.RetentionJson.RetentionAnswer;
import dev.reprise.api.RetentionJson.RuleJson;
import dev.reprise.api.RetentionJson.RulesJson;
import dev.reprise.api.RetentionJson.TrashedJson;
import dev.reprise.catalogue.SessionFiles;
import dev.reprise.catalogue.Sessions;
import dev.reprise.label.Act;
import dev.reprise.label.KeepRule;
import dev.reprise.label.KeepSettings;
import dev.reprise.label.Labels;
import dev.reprise.label.Private;
import dev.reprise.pastfiles.FileWrites;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.retention.CleanupPeriods;
import dev.reprise.retention.Extracts;
import dev.reprise.retention.Forecasts;
import dev.reprise.retention.KeepRules;
import dev.reprise.retention.Privates;
import dev.reprise.retention.Purges;
import dev.reprise.retention.Receipt;
import dev.reprise.retention.Receipts;
import dev.reprise.retention.Rescues;
import dev.reprise.retention.Restores;
import dev.reprise.retention.Restores.Wanted;
import dev.reprise.retention.Sweeps;
import dev.reprise.retention.Trashes;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How long sessions are kept: what the CLI will delete, rules, the trash, and the way back. */
@RestController
@RequestMapping("/api")
class RetentionApi {

    private static final int RECEIPTS = 200;
    private static final int MOST = 20_000;

    private final Sessions sessions;
    private final SessionFiles files;
    private final Labels labels;
    private final Forecasts forecasts;
    private final KeepRules rules;
    private final Sweeps sweeps;
    private final Trashes trashes;
    private final Restores restores;
    private final Extracts extracts;
    private final Rescues rescues;
    private final Receipts receipts;
    private final Purges purges;
    private final CleanupPeriods periods;
    private final Privates privates;
    private final FileWrites fileWrites;

    RetentionApi(
            Sessions sessions,
            SessionFiles files,
            Labels labels,
            Forecasts forecasts,
            KeepRules rules,
            Sweeps sweeps,
            Trashes trashes,
            Restores restores,
            Extracts extracts,
            Rescues rescues,
            Receipts receipts,
            Purges purges,
            CleanupPeriods periods,
            Privates privates,
            FileWrites fileWrites) {
        this.sessions = sessions;
        this.files = files;
        this.labels = labels;
        this.forecasts = forecasts;
        this.rules = rules;
        this.sweeps = sweeps;
        this.trashes = trashes;
        this.restores = restores;
        this.extracts = extracts;
        this.rescues = rescues;
        this.receipts = receipts;
        this.purges = purges;
        this.periods = periods;
        this.privates = privates;
        this.fileWrites = fileWrites;
    }

    @GetMapping("/retention")
    RetentionAnswer retention() {
        return new RetentionAnswer(CliJson.of(forecasts.forecast()), RulesJson.of(rules.now(), 0), trash());
    }

    private List<TrashedJson> trash() {
        return trashes.all().stream().map(TrashedJson::of).toList();
    }

    /** Instead of all rules that there are; what else the body names. */
    @PutMapping("/retention/rules")
    RulesJson replace(@RequestBody Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "rules", "trashDays", "sweep", "ceiling");
        KeepSettings now = rules.now().settings();
        String sweep = fields.text("sweep", now.daily() ? RulesJson.DAILY : RulesJson.BY_HAND);
        if (!sweep.equals(RulesJson.DAILY) && !sweep.equals(RulesJson.BY_HAND)) {
            throw new Problem(Reason.BAD_INPUT, "sweep is by hand, or daily.");
        }
        KeepSettings settings = new KeepSettings(
                fields.number("trashDays", now.trashDays()), sweep.equals(RulesJson.DAILY), ceiling(body, now));
        List<KeepRule> wanted =
                body.containsKey("rules") ? wanted(body) : rules.now().rules();
        long activity = rules.replace(Act.API, wanted, settings);
        return RulesJson.of(rules.now(), activity);
    }

    private static @Nullable Long ceiling(Map<String, @Nullable Object> body, KeepSettings now) {
        Object given = body.containsKey("ceiling") ? body.get("ceiling") : now.ceiling();
        if (given != null && !(given instanceof Integer) && !(given instanceof Long)) {
            throw new Problem(Reason.BAD_INPUT, "ceiling is a number of bytes, or null.");
        }
        return given == null ? null : ((Number) given).longValue();
    }

    private static List<KeepRule> wanted(Map<String, @Nullable Object> body) {
        if (!(body.get("rules") instanceof List<?> all)) {
            throw new Problem(Reason.BAD_INPUT, "rules is a list, each with match and keep.");
        }
        List<KeepRule> wanted = new ArrayList<>();
        for (Object one : all) {
            if (!(one instanceof Map<?, ?> map)) {
                throw new Problem(Reason.BAD_INPUT, "A rule is an object with match and keep.");
            }
            Map<String, @Nullable Object> texts = new java.util.HashMap<>();
            map.forEach((key, value) -> texts.put(String.valueOf(key), value));
            Body fields = new Body(texts, "id", "match", "keep", "from");
            String from = fields.text("from", RuleJson.VAULT);
            if (!from.equals(RuleJson.VAULT) && !from.equals(RuleJson.BOTH)) {
                throw new Problem(Reason.BAD_INPUT, "from is vault, or vault and home.");
            }
            wanted.add(new KeepRule(
                    "", fields.text("match", ""), fields.text("keep", ""), from.equals(RuleJson.BOTH), wanted.size()));
        }
        return wanted;
    }

    @GetMapping("/retention/preview")
    PreviewJson preview(@RequestParam(defaultValue = "500") int limit) {
        return PreviewJson.of(sweeps.preview(), Math.clamp(limit, 1, MOST), sweeps::titles);
    }

    /** Of rules that are not in force. */
    @PostMapping("/retention/preview")
    PreviewJson previewOf(@RequestBody Map<String, @Nullable Object> body) {
        return PreviewJson.of(sweeps.preview(wanted(body)), MOST, sweeps::titles);
    }

    @PostMapping("/retention/sweep")
    Receipt sweep(@RequestBody Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "preview", "sources");
        return sweeps.sweep(Act.API, fields.text("preview", ""), fields.number("sources", 0));
    }

    @GetMapping("/sessions/{id}/retention")
    InForceJson inForce(@PathVariable String id) {
        Session session = sessions.get(id);
        boolean hold = labels.of(session.id()).hold();
        return InForceJson.of(
                sweeps.inForce(
                        session.id(),
                        session.marks().pinned(),
                        hold,
                        session.period().lastActivityAt()),
                session.period().expiresAt(),
                files.of(session.id()));
    }

    @PostMapping("/sessions/{id}/trash")
    Receipt trash(
            @PathVariable String id, @RequestBody(required = false) @Nullable Map<String, @Nullable Object> body) {
        Body fields = new Body(body == null ? Map.of() : body, "from");
        boolean source = both(fields.text("from", RuleJson.VAULT));
        SessionId session = sessions.get(id).id();
        return trashes.trash(
                Act.API, List.of(session), source, rules.now().settings().trashDays());
    }

    @PostMapping("/sessions/{id}/untrash")
    Map<String, List<String>> untrash(@PathVariable String id) {
        return Map.of("notes", trashes.untrash(Act.API, List.of(sessions.get(id).id())));
    }

    @GetMapping("/sessions/{id}/restore")
    PlanJson plan(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String directory,
            @RequestParam(defaultValue = "0") int version) {
        return PlanJson.of(restores.plan(new Wanted(sessions.get(id).id(), directory, version)));
    }

    @PostMapping("/sessions/{id}/restore")
    Receipt restore(
            @PathVariable String id, @RequestBody(required = false) @Nullable Map<String, @Nullable Object> body) {
        Body fields = new Body(body == null ? Map.of() : body, "directory", "version", "plan");
        Wanted wanted =
                new Wanted(sessions.get(id).id(), fields.nullable("directory", null), fields.number("version", 0));
        return restores.restore(Act.API, wanted, fields.nullable("plan", null));
    }

    /** A part of a session that a resume does not reach, to be saved as a session of its own. */
    @GetMapping("/sessions/{id}/parts/{leaf}")
    ExtractJson extract(@PathVariable String id, @PathVariable UUID leaf) {
        return ExtractJson.of(extracts.plan(sessions.get(id).id(), leaf));
    }

    @PostMapping("/sessions/{id}/parts/{leaf}")
    Receipt save(@PathVariable String id, @PathVariable UUID leaf, @RequestBody Map<String, @Nullable Object> body) {
        String plan = new Body(body, "plan").text("plan", "");
        return extracts.save(Act.API, sessions.get(id).id(), leaf, plan);
    }

    /** What a person exported from a window that saved nothing. */
    @PostMapping("/rescues")
    Map<String, String> rescue(@RequestBody Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "session", "text");
        SessionId id = rescues.rescue(Act.API, fields.nullable("session", null), fields.text("text", ""));
        return Map.of("id", id.toString());
    }

    /** Many, each for itself. */
    @PostMapping("/restores")
    List<OutcomeJson> restoreAll(@RequestBody Map<String, @Nullable Object> body) {
        List<SessionId> ids = new Body(body, "sessions")
                .list("sessions", List.of()).stream()
                        .map(id -> sessions.get(id).id())
                        .toList();
        return restores.restore(Act.API, ids).stream()
                .map(outcome -> {
                    Receipt receipt = outcome.receipt();
                    return new OutcomeJson(
                            outcome.session().toString(), receipt == null ? null : receipt.id(), outcome.refused());
                })
                .toList();
    }

    @GetMapping("/sessions/{id}/purge")
    PurgeJson purgePlan(@PathVariable String id, @RequestParam(defaultValue = "vault and home") String from) {
        return PurgeJson.of(purges.plan(sessions.get(id).id(), both(from)));
    }

    private static boolean both(String from) {
        return switch (from) {
            case RuleJson.BOTH -> true;
            case RuleJson.VAULT -> false;
            default -> throw new Problem(Reason.BAD_INPUT, "from is vault, or vault and home.");
        };
    }

    /** Cannot be taken back. */
    @PostMapping("/sessions/{id}/purge")
    Receipt purge(@PathVariable String id, @RequestBody Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "from", "plan", "confirm");
        return purges.purge(
                Act.API,
                sessions.get(id).id(),
                both(fields.text("from", RuleJson.BOTH)),
                fields.text("plan", ""),
                fields.text("confirm", ""));
    }

    @GetMapping("/purged")
    List<String> purged() {
        return purges.purged().stream().sorted().toList();
    }

    /** The next scan imports it again, if the CLI still has it. */
    @DeleteMapping("/purged/{id}")
    OrganiseJson.Did readmit(@PathVariable String id) {
        return new OrganiseJson.Did(purges.readmit(Act.API, id), 0);
    }

    @GetMapping("/private")
    List<PrivateJson> privates() {
        return privates.all().stream().map(known -> PrivateJson.of(known, 0)).toList();
    }

    @PostMapping("/private")
    PrivateJson makePrivate(@RequestBody Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "by", "text");
        Privates.Made made = privates.make(Act.API, Private.By.of(fields.text("by", "")), fields.text("text", ""));
        return PrivateJson.of(made.known(), made.activity());
    }

    @DeleteMapping("/private/{key}")
    OrganiseJson.Did openPrivate(@PathVariable String key) {
        return new OrganiseJson.Did(privates.delete(Act.API, key), 0);
    }

    /** Purges what was imported before it was private. */
    @PostMapping("/private/{key}/purge")
    List<Receipt> purgePrivate(@PathVariable String key, @RequestBody Map<String, @Nullable Object> body) {
        return privates.purge(Act.API, key, new Body(body, "confirm").number("confirm", -1));
    }

    @GetMapping("/receipts")
    List<Receipt> receipts() {
        return receipts.latest(RECEIPTS);
    }

    @GetMapping("/receipts/{id}")
    Receipt receipt(@PathVariable String id) {
        return receipts.get(id);
    }

    /** A restore, files that were written back, or what was written into settings. */
    @PostMapping("/receipts/{id}/undo")
    Receipt undo(@PathVariable String id) {
        Receipt receipt = receipts.get(id);
        return switch (receipt.what()) {
            case "settings" -> periods.undo(Act.API, receipt);
            case FileWrites.WHAT -> fileWrites.undo(id);
            default -> restores.undo(Act.API, id);
        };
    }

    @GetMapping("/retention/period")
    PeriodJson period(@RequestParam long days, @RequestParam(required = false) @Nullable String home) {
        return PeriodJson.of(periods.plan(home, days));
    }

    @PostMapping("/retention/period")
    Receipt writePeriod(@RequestBody Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "days", "home", "plan");
        return periods.write(Act.API, fields.nullable("home", null), fields.number("days", 0), fields.text("plan", ""));
    }
}
