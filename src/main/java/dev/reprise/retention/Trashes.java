package dev.reprise.retention;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.CleanupsSeen;
import dev.reprise.intake.Imports;
import dev.reprise.label.Act;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.LabelsChanged;
import dev.reprise.label.Trash;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** The trash: sessions out of every list that can be taken out again, with everything, until their days are over. */
@Service
public class Trashes {

    private static final Logger log = LoggerFactory.getLogger(Trashes.class);

    private final Labels labels;
    private final Sessions sessions;
    private final SourceCopies copies;
    private final Restores restores;
    private final Receipts receipts;
    private final Imports imports;
    private final Clock clock;
    /** Sessions in the trash whose copies in the CLI's home went with them. */
    private final Set<SessionId> withSource = ConcurrentHashMap.newKeySet();

    Trashes(
            Labels labels,
            Sessions sessions,
            SourceCopies copies,
            Restores restores,
            Receipts receipts,
            Imports imports,
            Clock clock) {
        this.labels = labels;
        this.sessions = sessions;
        this.copies = copies;
        this.restores = restores;
        this.receipts = receipts;
        this.imports = imports;
        this.clock = clock;
    }

    /**
     * A session in the trash.
     *
     * @param title to know it by; its id if the catalogue does not know it
     * @param bytes raw
     */
    public record Trashed(SessionId id, String title, Trash trash, long bytes) {}

    /** What is in it, what goes first first. */
    public List<Trashed> all() {
        List<Trashed> found = new ArrayList<>();
        for (Label label : labels.all()) {
            Trash trash = label.trash();
            if (trash != null) {
                Optional<Session> session = sessions.find(label.session().toString());
                found.add(new Trashed(
                        label.session(),
                        session.map(Session::title).orElse(label.session().value()),
                        trash,
                        session.map(one -> one.held().bytes()).orElse(0L)));
            }
        }
        found.sort(Comparator.comparing((Trashed one) -> one.trash.until()).thenComparing(one -> one.id.toString()));
        return found;
    }

    /**
     * Moves to the trash what a preview showed.
     *
     * @throws Problem CONFLICT if one of them was pinned, held or trashed a moment ago
     */
    Receipt sweep(String who, Preview preview) {
        Set<SessionId> ids = preview.takes().stream().map(Preview.Take::id).collect(Collectors.toSet());
        long kept = labels.of(ids).stream()
                .filter(label -> label.pinned() || label.hold() || label.trash() != null)
                .count();
        if (kept > 0) {
            throw new Problem(
                    Reason.CONFLICT,
                    kept + (kept == 1 ? " session" : " sessions") + " changed since you looked: look again.");
        }
        List<Chosen> chosen = preview.takes().stream()
                .map(take -> new Chosen(
                        take.id(),
                        take.bytes(),
                        "rule " + take.rule() + ": "
                                + preview.rules().get(take.rule() - 1).rule().match(),
                        take.source()))
                .toList();
        return move(
                who,
                "sweep",
                "moved " + sessions(chosen.size()) + " to the trash, by the sweep " + preview.id(),
                chosen,
                preview.trashDays());
    }

    private static String sessions(int count) {
        return count == 1 ? "1 session" : count + " sessions";
    }

    /** One that goes, and by what. */
    private record Chosen(SessionId id, long bytes, String by, boolean source) {}

    /**
     * Moves sessions to the trash that a person chose.
     *
     * @param source whether the CLI's own copies go too
     * @throws Problem CONFLICT if one of them runs or is held: then none is moved
     */
    public Receipt trash(String who, List<SessionId> ids, boolean source, int days) {
        List<Chosen> chosen = new ArrayList<>();
        for (SessionId id : ids) {
            Session session = sessions.get(id.toString());
            refuse(session);
            if (labels.of(session.id()).trash() == null) {
                chosen.add(new Chosen(session.id(), session.held().bytes(), who, source));
            }
        }
        if (chosen.isEmpty()) {
            throw new Problem(Reason.CONFLICT, "It is in the trash already.");
        }
        String what = "moved " + (chosen.size() == 1 ? "it" : sessions(chosen.size())) + " to the trash";
        return move(who, "trash", what, chosen, days);
    }

    private void refuse(Session session) {
        if (session.state().isRunning()) {
            throw new Problem(Reason.CONFLICT, session.title() + " runs now. Leave it first.");
        }
        if (labels.of(session.id()).hold()) {
            throw new Problem(Reason.CONFLICT, session.title() + " is held. Lift the hold first.");
        }
    }

    private Receipt move(String who, String what, String words, List<Chosen> chosen, int days) {
        Instant now = clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        Instant until = now.plus(Duration.ofDays(days));
        String receiptId = receipts.id();
        List<SessionId> sources =
                chosen.stream().filter(Chosen::source).map(Chosen::id).toList();
        withSource.addAll(sources);
        copies.begin(receiptId, sources);
        long activity = 0;
        for (int from = 0; from < chosen.size(); from += Labels.MOST) {
            List<Chosen> some = chosen.subList(from, Math.min(chosen.size(), from + Labels.MOST));
            java.util.Map<SessionId, Chosen> byId = new java.util.HashMap<>();
            some.forEach(one -> byId.put(one.id, one));
            activity = labels.change(List.copyOf(byId.keySet()), Act.of(who, words), label -> {
                        Chosen one = byId.get(label.session());
                        return one == null ? label : label.trashed(new Trash(now, until, one.by, one.source));
                    })
                    .activity();
        }
        List<Receipt.Item> items = new ArrayList<>();
        chosen.forEach(one -> items.add(new Receipt.Item(one.id.toString(), "", "trashed", one.bytes, null)));
        List<String> notes = new ArrayList<>();
        items.addAll(copies.delete(receiptId, sources, notes));
        notes.add("Restorable until " + until + ". Undo it by activity " + activity + ".");
        Receipt receipt = new Receipt(receiptId, what, now, who, items, notes, null);
        receipts.write(receipt);
        copies.end(receiptId);
        if (!sources.isEmpty()) {
            imports.start();
        }
        return receipt;
    }

    /**
     * Takes sessions out of the trash; the CLI's copies that went with them are restored.
     *
     * @return what could not be restored, in sentences; the sessions are out all the same
     */
    public List<String> untrash(String who, List<SessionId> ids) {
        List<SessionId> restored = new ArrayList<>();
        for (SessionId id : ids) {
            Trash trash = labels.of(id).trash();
            if (trash != null && trash.source()) {
                restored.add(id);
            }
        }
        // restored here, with the reasons why one is not
        withSource.removeAll(restored);
        labels.change(
                ids,
                Act.of(who, "took " + (ids.size() == 1 ? "it" : sessions(ids.size())) + " out of the trash"),
                label -> label.trashed(null));
        List<String> notes = new ArrayList<>();
        for (Restores.Outcome outcome : restores.restore(who, restored)) {
            if (outcome.refused() != null) {
                notes.add(outcome.refused());
            }
        }
        return notes;
    }

    @EventListener
    void on(CleanupsSeen event) {
        for (Label label : labels.all()) {
            Trash trash = label.trash();
            if (trash != null && trash.source()) {
                withSource.add(label.session());
            }
        }
    }

    /** Somebody took the move to the trash back: what went from the CLI's home comes back too. */
    @EventListener
    void on(LabelsChanged event) {
        List<SessionId> out = event.sessions().stream()
                .filter(id -> withSource.contains(id) && labels.of(id).trash() == null)
                .filter(withSource::remove)
                .filter(id -> sessions.find(id.toString()).isPresent())
                .toList();
        if (!out.isEmpty()) {
            // who hears of a change must not keep it waiting
            Thread.ofPlatform()
                    .name("untrash")
                    .start(() -> restores.restore("undo", out).stream()
                            .filter(outcome -> outcome.refused() != null)
                            .forEach(outcome -> log.warn(
                                    "{} is out of the trash, and not back in the CLI's home: {}",
                                    outcome.session(),
                                    outcome.refused())));
        }
    }
}
