package dev.reprise.retention;

import dev.reprise.catalogue.Retained;
import dev.reprise.intake.Imports;
import dev.reprise.label.Act;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.Private;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What is private: not imported from the moment that it is said. What was imported before is offered to be purged. */
@Service
public class Privates {

    private static final int MOST = 200;

    private final Labels labels;
    private final Retained retained;
    private final Purges purges;
    private final Imports imports;

    Privates(Labels labels, Retained retained, Purges purges, Imports imports) {
        this.labels = labels;
        this.retained = retained;
        this.purges = purges;
        this.imports = imports;
    }

    /**
     * Something that is private.
     *
     * @param sessions that Reprise has all the same: they were imported before
     */
    public record Known(Private rule, List<SessionId> sessions) {}

    public List<Known> all() {
        return labels.arrangement().privates().stream()
                .map(rule -> new Known(rule, matching(rule)))
                .toList();
    }

    private List<SessionId> matching(Private rule) {
        return rule.by() == Private.By.TAG
                ? labels.all().stream()
                        .filter(label -> label.tags().stream().anyMatch(rule.text()::equalsIgnoreCase))
                        .map(Label::session)
                        .filter(retained::isKnown)
                        .toList()
                : retained.inDirectory(rule.text());
    }

    /** What was made, and what undoes it. */
    public record Made(Known known, long activity) {}

    /** Nothing of it is imported from now on. */
    public Made make(String who, Private.By by, String text) {
        Private rule = new Private(UUID.randomUUID().toString().substring(0, 8), by, text);
        List<Private> now = labels.arrangement().privates();
        if (now.size() >= MOST) {
            throw new Problem(Reason.BAD_INPUT, "There are 200 of these already. Delete one first.");
        }
        for (Private one : now) {
            if (one.by() == rule.by() && one.text().equals(rule.text())) {
                return new Made(new Known(one, matching(one)), 0);
            }
        }
        long activity = labels.rearrange(Act.of(who, "made a " + by.word() + " private"), work -> work.put(rule));
        return new Made(new Known(rule, matching(rule)), activity);
    }

    /** It is imported from now on, with what is there. */
    public long delete(String who, String key) {
        Private rule = get(key);
        long activity = labels.rearrange(
                Act.of(who, "took back that a " + rule.by().word() + " is private"), work -> work.remove(rule));
        imports.start();
        return activity;
    }

    private Private get(String key) {
        return labels.arrangement().privates().stream()
                .filter(rule -> rule.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new Problem(Reason.NOT_FOUND, "There is no such rule (any more). Look again."));
    }

    /**
     * Purges from Reprise what it has of it; the CLI's own files stay.
     *
     * @param confirm how many sessions one means
     * @throws Problem BAD_INPUT if it is another number
     */
    public List<Receipt> purge(String who, String key, int confirm) {
        Private rule = get(key);
        List<SessionId> sessions = matching(rule);
        if (sessions.size() != confirm) {
            throw new Problem(
                    Reason.BAD_INPUT,
                    "Nothing was purged. It is about " + sessions.size() + " sessions; say that number to mean it.");
        }
        List<String> dirs = rule.by() == Private.By.TAG ? List.of() : List.of(rule.text());
        return sessions.isEmpty() ? new ArrayList<>() : purges.purgeAll(who, sessions, dirs);
    }
}
