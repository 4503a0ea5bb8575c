package dev.reprise.organise;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criteria;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Parsed;
import dev.reprise.criteria.TextField;
import dev.reprise.label.Act;
import dev.reprise.label.Arranging;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.TagRule;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Rules that give tags: a filter, and the tag of what it finds. They never take one off, and never give one back that a person took off. */
@Service
public class Rules {

    private static final int MOST = 100;

    private final Labels labels;
    private final Sessions sessions;
    private final Clock clock;

    Rules(Labels labels, Sessions sessions, Clock clock) {
        this.labels = labels;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * What a rule would do now.
     *
     * @param found sessions that the filter finds; {@code gets} of them those that would get the tag, the most recent first
     */
    public record Preview(int found, List<SessionId> gets) {}

    /** @throws Problem BAD_INPUT for a filter or tag that cannot be in a rule */
    public Preview preview(String filter, String tag) {
        return preview(new TagRule("", filter, tag));
    }

    private Preview preview(TagRule rule) {
        List<SessionId> found = sessions.ids(criterion(rule), Labels.MOST + 1);
        if (found.size() > Labels.MOST) {
            throw new Problem(Reason.BAD_INPUT, "That finds more than 20,000 sessions. Say more of those you mean.");
        }
        Map<SessionId, Label> written = new HashMap<>();
        labels.all().forEach(label -> written.put(label.session(), label));
        List<SessionId> gets = found.stream()
                .filter(id -> takes(rule, written.getOrDefault(id, Label.none(id))))
                .toList();
        return new Preview(found.size(), gets);
    }

    private boolean takes(TagRule rule, Label label) {
        String group = labels.arrangement().tag(rule.tag()).group();
        return label.tags().stream()
                        .noneMatch(tag -> tag.equalsIgnoreCase(rule.tag())
                                || group != null
                                        && group.equals(
                                                labels.arrangement().tag(tag).group()))
                && label.tagsOff().stream().noneMatch(rule.tag()::equalsIgnoreCase);
    }

    private Criterion criterion(TagRule rule) {
        Parsed parsed = Criteria.parse(rule.filter(), ZonedDateTime.now(clock));
        if (!parsed.notes().isEmpty()) {
            throw new Problem(Reason.BAD_INPUT, parsed.notes().getFirst() + " A rule needs it right.");
        }
        if (parsed.criterion()
                .mentions(c -> c instanceof Criterion.Holds(TextField field, String text, boolean whole)
                        && field == TextField.TAG
                        && text.equalsIgnoreCase(rule.tag()))) {
            throw new Problem(Reason.BAD_INPUT, "A rule cannot ask for the tag that it gives.");
        }
        return parsed.criterion();
    }

    /** One that was made; {@code tagged} sessions got its tag at once. */
    public record Made(TagRule rule, int tagged, long activity) {}

    /**
     * Makes a rule, and does what it says to what is there.
     *
     * @param previewed how many sessions the one who asks was told would get the tag; refused if it is another number now
     */
    public Made make(String who, String filter, String tag, int previewed) {
        if (labels.arrangement().rules().size() >= MOST) {
            throw new Problem(Reason.BAD_INPUT, "There are 100 rules already. Delete one first.");
        }
        TagRule rule = new TagRule(Items.key(), filter, tag);
        Preview preview = preview(rule);
        if (preview.gets().size() != previewed) {
            throw new Problem(
                    Reason.CONFLICT,
                    "It would tag " + preview.gets().size() + " sessions now, not " + previewed + ". Look again.");
        }
        Labels.Done done = labels.arrange(Act.of(who, "made the rule " + rule.filter() + " → " + rule.tag()), work -> {
            work.put(rule);
            return give(work, rule, preview.gets());
        });
        return new Made(rule, done.changed(), done.activity());
    }

    /** Tags that it gave stay. */
    public long delete(String who, String key) {
        TagRule rule = labels.arrangement().rule(key);
        return labels.rearrange(
                Act.of(who, "deleted the rule " + rule.filter() + " → " + rule.tag()),
                work -> work.remove(work.now().rule(key)));
    }

    private List<Label> give(Arranging work, TagRule rule, Collection<SessionId> to) {
        List<Label> now = new ArrayList<>();
        for (SessionId id : to) {
            now.add(work.change(id, label -> takes(rule, label) ? label.tagged(rule.tag()) : label));
        }
        return now;
    }

    /** Does to these sessions what the rules say. */
    void apply(Collection<SessionId> changed) {
        for (TagRule rule : labels.arrangement().rules()) {
            Criterion wanted =
                    criterion(rule).and(new Criterion.Not(new Criterion.Holds(TextField.TAG, rule.tag(), true)));
            List<SessionId> found = sessions.among(changed, wanted);
            if (!found.isEmpty()) {
                String what = "tagged " + (found.size() == 1 ? "it" : found.size() + " sessions") + " " + rule.tag();
                labels.arrange(Act.of("rule " + rule.filter(), what), work -> give(work, rule, found));
            }
        }
    }
}
