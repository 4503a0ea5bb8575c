package dev.reprise.retention;

import dev.reprise.criteria.Criteria;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Parsed;
import dev.reprise.label.Act;
import dev.reprise.label.Arrangement;
import dev.reprise.label.KeepRule;
import dev.reprise.label.KeepSettings;
import dev.reprise.label.Labels;
import dev.reprise.label.LabelsChanged;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** The rules of retention, on the page, by API and in {@code rules.yaml}: each shows in the others. Without rules nothing is ever removed. */
@Service
public class KeepRules {

    private static final int MOST = 100;
    private static final String FILE = "rules.yaml";

    private final Labels labels;
    private final RulesFile file;
    private final Clock clock;
    private RulesFile.@Nullable Broken broken;
    private boolean putting;

    KeepRules(Labels labels, RulesFile file, Clock clock) {
        this.labels = labels;
        this.file = file;
        this.clock = clock;
    }

    /**
     * As they are now, in order.
     *
     * @param broken what is wrong with {@code rules.yaml}, a sentence: then the rules are the last good ones, and nothing is swept
     */
    public record Now(
            List<KeepRule> rules,
            KeepSettings settings,
            @Nullable String broken) {}

    /** What is in force. Takes over what somebody wrote into {@code rules.yaml}. */
    public synchronized Now now() {
        takeFile();
        Arrangement arrangement = labels.arrangement();
        return new Now(arrangement.keepRules(), arrangement.keepSettings(), broken == null ? null : broken.sentence());
    }

    /** An undo, say. */
    @EventListener
    synchronized void on(LabelsChanged event) {
        if (event.arranged() && !putting) {
            takeFile();
        }
    }

    private void takeFile() {
        Optional<String> edited = file.edited();
        if (edited.isEmpty()) {
            broken = null;
            Arrangement now = labels.arrangement();
            boolean any = !now.keepRules().isEmpty() || !now.keepSettings().equals(KeepSettings.DEFAULT);
            if (any || file.isThere()) {
                file.write(new RulesFile.Content(now.keepSettings(), now.keepRules()));
            }
            return;
        }
        try {
            RulesFile.Content content = RulesFile.parse(edited.get());
            broken = null;
            put(FILE, "took over " + FILE, content.settings(), content.rules());
        } catch (RulesFile.BrokenException e) {
            broken = e.broken();
        }
    }

    /** A rule and what undoes the act; 0 if nothing was changed. */
    public record Changed(KeepRule rule, long activity) {}

    /** @param place from 0; null: the last */
    public synchronized Changed make(String who, KeepRule wanted, @Nullable Integer place) {
        KeepRule rule = checked(new KeepRule(key(), wanted.match(), wanted.keep(), wanted.source(), 0));
        List<KeepRule> all = editable();
        if (all.size() >= MOST) {
            throw new Problem(Reason.BAD_INPUT, "There are 100 rules already. Delete one first.");
        }
        all.add(place == null ? all.size() : Math.clamp(place, 0, all.size()), rule);
        long activity = put(who, "made the rule " + rule.match() + " → " + rule.keep(), settings(), all);
        return new Changed(rule, activity);
    }

    /** @param seen etag of the rule that was looked at; null: whatever it is */
    public synchronized Changed change(String who, String key, @Nullable String seen, KeepRule wanted) {
        List<KeepRule> all = editable();
        int at = indexOf(all, key);
        if (seen != null && !seen.equals(all.get(at).etag())) {
            throw new Problem(Reason.CONFLICT, "The rule was changed since you looked. Look again.");
        }
        KeepRule rule = checked(new KeepRule(key, wanted.match(), wanted.keep(), wanted.source(), 0));
        all.set(at, rule);
        return new Changed(rule, put(who, "changed a rule to " + rule.match() + " → " + rule.keep(), settings(), all));
    }

    public synchronized long delete(String who, String key) {
        List<KeepRule> all = editable();
        KeepRule rule = all.remove(indexOf(all, key));
        return put(who, "deleted the rule " + rule.match() + " → " + rule.keep(), settings(), all);
    }

    /** One place up or down. */
    public synchronized long move(String who, String key, int by) {
        List<KeepRule> all = editable();
        int at = indexOf(all, key);
        all.add(Math.clamp(at + by, 0, all.size() - 1), all.remove(at));
        return put(
                who,
                "moved the rule "
                        + all.get(Math.clamp(at + by, 0, all.size() - 1)).match(),
                settings(),
                all);
    }

    /** Instead of all that there are. */
    public synchronized long replace(String who, List<KeepRule> rules, @Nullable KeepSettings settings) {
        editable();
        return put(
                who,
                "replaced the rules of retention",
                settings == null ? settings() : settings,
                rules.stream().map(KeepRules::checked).toList());
    }

    /** What else is set. */
    public synchronized long set(String who, KeepSettings settings) {
        return put(who, "changed what retention does", settings, editable());
    }

    private KeepSettings settings() {
        return labels.arrangement().keepSettings();
    }

    private List<KeepRule> editable() {
        takeFile();
        if (broken != null) {
            throw new Problem(Reason.CONFLICT, broken.sentence());
        }
        return new ArrayList<>(labels.arrangement().keepRules());
    }

    private static int indexOf(List<KeepRule> all, String key) {
        for (int n = 0; n < all.size(); n++) {
            if (all.get(n).key().equals(key)) {
                return n;
            }
        }
        throw new Problem(Reason.NOT_FOUND, "There is no such rule (any more). Look again.");
    }

    private static String key() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** All of them in their order; a rule that says the same keeps its key. */
    private long put(String who, String what, KeepSettings settings, List<KeepRule> rules) {
        if (rules.size() > MOST) {
            throw new Problem(Reason.BAD_INPUT, "There are at most 100 rules.");
        }
        Arrangement before = labels.arrangement();
        Map<String, List<KeepRule>> known = new HashMap<>();
        before.keepRules()
                .forEach(rule -> known.computeIfAbsent(rule.match() + "\0" + rule.keep(), k -> new ArrayList<>())
                        .add(rule));
        List<KeepRule> now = new ArrayList<>();
        for (KeepRule rule : rules) {
            String key = rule.key();
            List<KeepRule> same = known.getOrDefault(rule.match() + "\0" + rule.keep(), List.of());
            if (key.isEmpty()) {
                key = same.isEmpty() ? key() : same.removeFirst().key();
            }
            now.add(new KeepRule(key, rule.match(), rule.keep(), rule.source(), now.size()));
        }
        putting = true;
        long activity;
        try {
            activity = labels.rearrange(Act.of(who, what), work -> {
                work.now().keepRules().stream()
                        .filter(rule ->
                                now.stream().noneMatch(kept -> kept.key().equals(rule.key())))
                        .forEach(work::remove);
                now.forEach(work::put);
                if (!settings.equals(work.now().keepSettings())) {
                    work.put(settings);
                }
            });
        } finally {
            putting = false;
        }
        file.write(new RulesFile.Content(settings, now));
        return activity;
    }

    /** @throws Problem BAD_INPUT if its filter is not understood: a rule must not mean something else than was meant */
    static KeepRule checked(KeepRule rule) {
        if (rule.match().chars().anyMatch(Character::isISOControl)) {
            throw new Problem(Reason.BAD_INPUT, "What a rule matches stands on one line.");
        }
        Parsed parsed = Criteria.parse(rule.match(), ZonedDateTime.ofInstant(java.time.Instant.EPOCH, ZoneOffset.UTC));
        if (!parsed.notes().isEmpty()) {
            throw new Problem(Reason.BAD_INPUT, parsed.notes().getFirst() + " A rule needs it right.");
        }
        return rule;
    }

    /** What it matches now. */
    Criterion criterion(KeepRule rule) {
        return Criteria.parse(rule.match(), ZonedDateTime.now(clock)).criterion();
    }
}
