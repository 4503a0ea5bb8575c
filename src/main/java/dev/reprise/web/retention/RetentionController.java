package dev.reprise.web.retention;

import dev.reprise.catalogue.Sessions;
import dev.reprise.label.Act;
import dev.reprise.label.KeepRule;
import dev.reprise.label.KeepSettings;
import dev.reprise.label.Labels;
import dev.reprise.label.Private;
import dev.reprise.pastfiles.FileWrites;
import dev.reprise.problem.Problem;
import dev.reprise.retention.CleanupPeriods;
import dev.reprise.retention.Extracts;
import dev.reprise.retention.Extracts.Extract;
import dev.reprise.retention.KeepRules;
import dev.reprise.retention.Preview;
import dev.reprise.retention.Privates;
import dev.reprise.retention.Purges;
import dev.reprise.retention.Receipt;
import dev.reprise.retention.Receipts;
import dev.reprise.retention.Rescues;
import dev.reprise.retention.RestorePlan;
import dev.reprise.retention.Restores;
import dev.reprise.retention.Restores.Wanted;
import dev.reprise.retention.Sweeps;
import dev.reprise.retention.Trashes;
import dev.reprise.session.SessionId;
import dev.reprise.web.shell.Chosen;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.ListQuery;
import dev.reprise.web.shell.SafeText;
import dev.reprise.web.shell.Told;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of retention, and what is done on it. */
@Controller
@RequestMapping("/retention")
class RetentionController {

    private final RetentionPages pages;
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
    private final Labels labels;
    private final Sessions sessions;
    private final FileWrites fileWrites;
    private final Chosen chosen;

    RetentionController(
            RetentionPages pages,
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
            Labels labels,
            Sessions sessions,
            FileWrites fileWrites,
            Chosen chosen) {
        this.fileWrites = fileWrites;
        this.pages = pages;
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
        this.labels = labels;
        this.sessions = sessions;
        this.chosen = chosen;
    }

    /** @param whole whether to wait for what the rules would take */
    @GetMapping
    String page(@RequestParam(defaultValue = "false") boolean whole, Model model) {
        model.addAttribute("page", pages.page(whole));
        return "retention";
    }

    private static String told(Model model, long activity, String text) {
        model.addAttribute("page", Told.of(activity, text, null));
        return "labels :: done";
    }

    /** Something that no activity takes back. */
    private static String said(Model model, String text) {
        model.addAttribute("page", new Told(0, SafeText.line(text, 300), null));
        return "labels :: done";
    }

    /**
     * A rule as its form says it.
     *
     * @param number of the kind of {@code keep} that has one; {@code unit} of sizes
     */
    record RuleForm(
            @Nullable String match,
            @Nullable String keep,
            @Nullable String number,
            @Nullable String unit,
            @Nullable String source) {

        KeepRule rule() {
            String count = number == null ? "" : number.strip();
            String kind = keep == null ? "forever" : keep;
            String text = switch (kind) {
                case "days" -> count + " days";
                case "project", "routine" -> "newest " + count + " per " + kind;
                case "most" -> "at most " + count + " " + (unit == null ? "GB" : unit);
                default -> "forever";
            };
            return new KeepRule("", match == null ? "" : match, text, source != null, 0);
        }
    }

    /** What the rules would take with this one among them. */
    @GetMapping("/effect")
    String effect(RuleForm form, @RequestParam(required = false) @Nullable String key, Model model) {
        model.addAttribute("page", effect(form, key));
        return "retention :: effect";
    }

    /** @param bad whether it cannot be saved so */
    record Effect(String text, boolean bad) {}

    private Effect effect(RuleForm form, @Nullable String key) {
        try {
            KeepRule draft = form.rule();
            List<KeepRule> now = new ArrayList<>(rules.now().rules());
            int before = sweeps.preview(now).takes().size();
            int at = now.size();
            for (int n = 0; n < now.size(); n++) {
                if (now.get(n).key().equals(key)) {
                    at = n;
                }
            }
            if (at < now.size()) {
                now.set(at, draft);
            } else {
                now.add(draft);
            }
            Preview then = sweeps.preview(now);
            String matches = Format.count(then.rules().get(at).of().sessions(), "session");
            String takes = then.takes().size() == before
                    ? "as before, " + Format.count(before) + " go"
                    : "takes " + Format.count(then.takes().size()) + " instead of " + Format.count(before);
            return new Effect(matches + " · " + takes, false);
        } catch (Problem e) {
            return new Effect(SafeText.line(e.sentence()), true);
        }
    }

    /** @param place from 0; left out: the last */
    @PostMapping("/rules")
    String make(RuleForm form, @RequestParam(required = false) @Nullable Integer place, Model model) {
        KeepRules.Changed made = rules.make(Act.PAGE, form.rule(), place);
        return told(model, made.activity(), "Made the rule; nothing goes before you look and press");
    }

    @PostMapping("/rules/{key}")
    String change(
            @PathVariable String key,
            RuleForm form,
            @RequestParam(required = false) @Nullable String seen,
            Model model) {
        KeepRules.Changed changed = rules.change(Act.PAGE, key, seen, form.rule());
        return told(model, changed.activity(), "Changed the rule; nothing goes before you look and press");
    }

    @PostMapping("/rules/{key}/delete")
    String delete(@PathVariable String key, Model model) {
        return told(model, rules.delete(Act.PAGE, key), "Deleted the rule");
    }

    @PostMapping("/rules/{key}/move")
    String move(@PathVariable String key, @RequestParam int by, Model model) {
        return told(model, rules.move(Act.PAGE, key, by), "Moved the rule");
    }

    @PostMapping("/settings")
    String set(@RequestParam int trashDays, @RequestParam(required = false) @Nullable String daily, Model model) {
        KeepSettings now = rules.now().settings();
        long activity = rules.set(Act.PAGE, new KeepSettings(trashDays, daily != null, now.ceiling()));
        return told(model, activity, "Changed it");
    }

    @PostMapping("/sweep")
    String sweep(@RequestParam String preview, @RequestParam(defaultValue = "0") long sources, Model model) {
        Receipt receipt = sweeps.sweep(Act.PAGE, preview, sources);
        long moved = receipt.files().stream()
                .filter(file -> file.done().equals("trashed"))
                .count();
        long activity = labels.activities().getFirst().id();
        return told(model, activity, "Moved " + Format.count(moved, "session") + " to the trash");
    }

    @GetMapping("/preview")
    String preview(Model model) {
        Preview preview = sweeps.preview();
        model.addAttribute("page", pages.takes(preview));
        return "retention :: takes";
    }

    @PostMapping("/trash")
    String trash(
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "false") boolean all,
            ListQuery query,
            @RequestParam(required = false) @Nullable String source,
            Model model) {
        List<SessionId> ids = List.copyOf(chosen.of(id, all, query));
        int days = rules.now().settings().trashDays();
        trashes.trash(Act.PAGE, ids, source != null, days);
        long activity = labels.activities().getFirst().id();
        return told(
                model,
                activity,
                "Moved " + (ids.size() == 1 ? "it" : Format.count(ids.size(), "session")) + " to the trash, for " + days
                        + " days");
    }

    @PostMapping("/untrash")
    String untrash(@RequestParam List<String> id, Model model) {
        List<SessionId> ids = List.copyOf(chosen.of(id, false, ListQuery.none()));
        List<String> notes = trashes.untrash(Act.PAGE, ids);
        String out = "Took " + (ids.size() == 1 ? "it" : Format.count(ids.size(), "session")) + " out of the trash";
        return said(model, notes.isEmpty() ? out + "." : out + ". " + notes.getFirst());
    }

    @PostMapping("/lift")
    String lift(@RequestParam String id, Model model) {
        SessionId session = sessions.get(id).id();
        Labels.Done done =
                labels.change(List.of(session), Act.page("took the hold off it"), label -> label.held(false));
        return told(model, done.activity(), "Took the hold off it");
    }

    @GetMapping("/restore/{id}")
    String plan(@PathVariable String id, @RequestParam(required = false) @Nullable String directory, Model model) {
        RestorePlan plan = restores.plan(new Wanted(sessions.get(id).id(), directory, 0));
        model.addAttribute("page", RestoreView.of(plan));
        return "retention :: restore";
    }

    @PostMapping("/restore")
    String restore(
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "false") boolean all,
            ListQuery query,
            @RequestParam(required = false) @Nullable String plan,
            @RequestParam(required = false) @Nullable String directory,
            Model model) {
        List<SessionId> ids = List.copyOf(chosen.of(id, all, query));
        if (ids.size() == 1) {
            Receipt receipt = restores.restore(Act.PAGE, new Wanted(ids.getFirst(), directory, 0), plan);
            return said(model, "Restored it. " + receipt.notes().getLast());
        }
        List<Restores.Outcome> outcomes = restores.restore(Act.PAGE, ids);
        List<Restores.Outcome> refused =
                outcomes.stream().filter(one -> one.refused() != null).toList();
        String done = "Restored " + Format.count((long) outcomes.size() - refused.size(), "session") + ".";
        return said(
                model,
                refused.isEmpty()
                        ? done
                        : done + " " + Format.count(refused.size()) + " not: "
                                + refused.getFirst().refused());
    }

    /** What a person exported from a window that saved nothing. */
    @PostMapping(path = "/rescue", consumes = MediaType.TEXT_PLAIN_VALUE)
    String rescue(@RequestParam(required = false) @Nullable String session, InputStream text, Model model)
            throws IOException {
        byte[] bytes = text.readNBytes(Rescues.LARGEST + 1);
        SessionId id = rescues.rescue(Act.PAGE, session, new String(bytes, StandardCharsets.UTF_8));
        return said(model, "Kept it as the text of session " + id.value() + "; it stands on its page.");
    }

    @GetMapping("/extract/{id}/{leaf}")
    String extract(@PathVariable String id, @PathVariable UUID leaf, Model model) {
        Extract extract = extracts.plan(sessions.get(id).id(), leaf);
        model.addAttribute("page", RestoreView.of(extract));
        return "retention :: restore";
    }

    @PostMapping("/extract")
    String extract(@RequestParam String id, @RequestParam UUID leaf, @RequestParam String plan, Model model) {
        Receipt receipt = extracts.save(Act.PAGE, sessions.get(id).id(), leaf, plan);
        String made = String.valueOf(receipt.files().getLast().session());
        return said(model, "Saved it as a session of its own, " + made.substring(made.indexOf(':') + 1) + ".");
    }

    @PostMapping("/private")
    String makePrivate(@RequestParam String by, @RequestParam String text, Model model) {
        Privates.Made made = privates.make(Act.PAGE, Private.By.of(by), text);
        int known = made.known().sessions().size();
        return told(
                model,
                made.activity(),
                "Nothing of it is imported from now on"
                        + (known == 0
                                ? ""
                                : "; " + Format.count(known, "session") + " were before, and may be purged"));
    }

    @PostMapping("/private/{key}/delete")
    String openPrivate(@PathVariable String key, Model model) {
        return told(model, privates.delete(Act.PAGE, key), "It is imported again");
    }

    @PostMapping("/private/{key}/purge")
    String purgePrivate(@PathVariable String key, @RequestParam int confirm, Model model) {
        List<Receipt> purged = privates.purge(Act.PAGE, key, confirm);
        return said(model, "Purged " + Format.count(purged.size(), "session") + "; Claude Code’s own files stay.");
    }

    @GetMapping("/period")
    String period(@RequestParam(defaultValue = "365") long days, @RequestParam String home, Model model) {
        model.addAttribute("page", periods.plan(home, days));
        return "retention :: period";
    }

    @PostMapping("/period")
    String period(@RequestParam long days, @RequestParam String home, @RequestParam String plan, Model model) {
        Receipt receipt = periods.write(Act.PAGE, home, days, plan);
        return said(model, receipt.notes().getFirst());
    }

    @GetMapping("/purge/{id}")
    String purgePlan(@PathVariable String id, @RequestParam(required = false) @Nullable String vaultOnly, Model model) {
        model.addAttribute("page", PurgeView.of(purges.plan(sessions.get(id).id(), vaultOnly == null)));
        return "retention :: purge";
    }

    @PostMapping("/purge")
    String purge(
            @RequestParam String id,
            @RequestParam(required = false) @Nullable String vaultOnly,
            @RequestParam String plan,
            @RequestParam(defaultValue = "") String confirm,
            Model model) {
        Receipt receipt = purges.purge(Act.PAGE, sessions.get(id).id(), vaultOnly == null, plan, confirm);
        return said(
                model,
                "Purged it: " + Format.count(receipt.files().size(), "file") + ", " + Format.bytes(receipt.bytes())
                        + ". The receipt is on the page Retention.");
    }

    @PostMapping("/receipts/{id}/undo")
    String undo(@PathVariable String id, Model model) {
        Receipt receipt = receipts.get(id);
        if (receipt.what().equals("settings")) {
            periods.undo(Act.PAGE, receipt);
            return said(model, "The settings are as they were before.");
        }
        if (FileWrites.isIts(receipt)) {
            fileWrites.undo(id);
            return said(model, "The files are as they were before.");
        }
        restores.undo(Act.PAGE, id);
        return said(model, "Took the restore back. The vault keeps it.");
    }

    @GetMapping("/receipts/{id}")
    ResponseEntity<byte[]> receipt(@PathVariable String id) {
        Receipt receipt = receipts.get(id);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"receipt-" + receipt.id() + ".json\"")
                .body(receipts.json(receipt));
    }
}
