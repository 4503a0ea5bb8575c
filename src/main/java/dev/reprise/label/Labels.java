package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Repository;

/** Everything that people wrote about sessions, and what they did to it. */
@Repository
public class Labels {

    /** Sessions that are changed at once. */
    public static final int MOST = 20_000;

    private final OwnDatabase database;
    private final Backups backups;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Labels(OwnDatabase database, Backups backups, ApplicationEventPublisher events, Clock clock) {
        this.database = database;
        this.backups = backups;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param activity what undoes it; 0 if nothing was changed
     * @param changed labels that are other than before; {@code now} all that were asked for, as they are
     */
    public record Done(long activity, int changed, List<Label> now) {}

    /** Of every session of which something was written. Costs nothing while nothing was ever written. */
    public List<Label> all() {
        return database.labels(null);
    }

    /** What is written of this session. */
    public Label of(SessionId session) {
        return database.labels(session).stream().findFirst().orElse(Label.none(session));
    }

    /** To be called when somebody looks, who may write next: what takes long to start is started. */
    public void ready() {
        database.ready();
    }

    /** Said once after names and tags were restored from a backup; empty if they were not. */
    public Optional<String> restored() {
        return database.restored();
    }

    /** Changes what is written of one session; see {@link #change(Collection, String, String, UnaryOperator)}. */
    public Label change(SessionId session, UnaryOperator<Label> change) {
        return change(List.of(session), "changed", null, change).now().getFirst();
    }

    /**
     * Changes what is written of sessions, in one transaction; it is on the disk when this returns. All of it, or nothing.
     *
     * @param what was done, for people: at most 400 characters
     * @param request an id that the one who asks gives: the same one is not done twice; null: none
     * @param change gets what is written now; may refuse
     * @throws Problem CONFLICT if another session has the name; says one that is free. BAD_INPUT for more than {@link #MOST}
     */
    public Done change(
            Collection<SessionId> sessions, String what, @Nullable String request, UnaryOperator<Label> change) {
        if (sessions.size() > MOST) {
            throw new Problem(Reason.BAD_INPUT, "At most 20,000 sessions are changed at once. Choose fewer.");
        }
        Done done = database.write(tables -> {
            Optional<ActivityRow> known =
                    request == null ? Optional.empty() : tables.activities().findByRequest(request);
            if (known.isPresent()) {
                ActivityRow row = known.get();
                List<Activity.Change> was = Json.changes(row.changes());
                return new Done(
                        row.id(),
                        was.size(),
                        was.stream().map(Activity.Change::after).toList());
            }
            List<Label> now = new ArrayList<>();
            List<Activity.Change> changes = new ArrayList<>();
            for (SessionId session : sessions) {
                now.add(put(tables, session, change, changes));
            }
            return new Done(record(tables, what, null, request, changes), changes.size(), now);
        });
        if (done.changed() > 0) {
            tell(done.now());
        }
        return done;
    }

    /**
     * Takes back what was done, as far as nobody changed the same since.
     *
     * @return how many sessions are as before again
     * @throws Problem NOT_FOUND, or CONFLICT if it was taken back already or nothing of it is left
     */
    public Done undo(long activity) {
        Done done = database.write(tables -> {
            ActivityRow row = tables.activities()
                    .findById(activity)
                    .orElseThrow(() -> new Problem(Reason.NOT_FOUND, "There is nothing to undo with this number."));
            if (tables.activities().existsByUndoes(activity)) {
                throw new Problem(Reason.CONFLICT, "That was taken back already.");
            }
            List<Label> now = new ArrayList<>();
            List<Activity.Change> changes = new ArrayList<>();
            for (Activity.Change change : Json.changes(row.changes())) {
                now.add(put(tables, change.before().session(), label -> back(tables, label, change), changes));
            }
            if (changes.isEmpty()) {
                throw new Problem(Reason.CONFLICT, "All of it was changed again since; nothing is left to take back.");
            }
            return new Done(record(tables, "took back: " + row.what(), activity, null, changes), changes.size(), now);
        });
        tell(done.now());
        return done;
    }

    /** What was done last, newest first, at most 200. */
    public List<Activity> activities() {
        if (!database.isBegun()) {
            return List.of();
        }
        return database.write(tables -> {
            List<ActivityRows.Brief> newest = tables.activities().findTop200ByOrderByIdDesc();
            // what undoes one of them came after it: it is among them
            Set<Long> undone = newest.stream()
                    .map(ActivityRows.Brief::getUndoes)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            Map<Long, List<Activity.Change>> few = new HashMap<>();
            tables.activities()
                    .findByIdInAndSessionsLessThanEqual(
                            newest.stream().map(ActivityRows.Brief::getId).toList(), Activity.FEW)
                    .forEach(row -> few.put(row.id(), Json.changes(row.changes())));
            return newest.stream()
                    .map(row -> new Activity(
                            row.getId(),
                            Instant.ofEpochMilli(row.getAt()),
                            row.getWhat(),
                            row.getSessions(),
                            few.getOrDefault(row.getId(), List.of()),
                            row.getUndoes(),
                            undone.contains(row.getId())))
                    .toList();
        });
    }

    private static Label put(
            OwnDatabase.Tables tables, SessionId session, UnaryOperator<Label> change, List<Activity.Change> changes) {
        LabelRow.Key key = LabelRow.Key.of(session);
        Optional<LabelRow> known = tables.labels().findById(key);
        Label before = known.map(LabelRow::label).orElse(Label.none(session));
        Label after = change.apply(before);
        if (after.equals(before)) {
            return before;
        }
        String name = after.name();
        if (name != null && isTaken(tables, name, session)) {
            throw new Problem(
                    Reason.CONFLICT,
                    "Another session is called " + name + ". " + free(tables, name, session) + " is free.");
        }
        if (after.isBlank()) {
            known.ifPresent(tables.labels()::delete);
        } else {
            LabelRow row = known.orElseGet(() -> new LabelRow(key));
            row.take(after);
            tables.labels().save(row);
        }
        changes.add(new Activity.Change(before, after));
        return after;
    }

    private static boolean isTaken(OwnDatabase.Tables tables, String name, SessionId session) {
        return tables.labels().findByNameIgnoreCase(name).stream()
                .anyMatch(row -> !row.label().session().equals(session));
    }

    private static String free(OwnDatabase.Tables tables, String name, SessionId session) {
        int number = 2;
        while (isTaken(tables, name + "-" + number, session)) {
            number++;
        }
        return name + "-" + number;
    }

    /** Only what this change made other, and what is still as it made it. */
    private static Label back(OwnDatabase.Tables tables, Label label, Activity.Change change) {
        Label before = change.before();
        Label after = change.after();
        boolean name = same(label.name(), after.name());
        String old = before.name();
        if (name && old != null && isTaken(tables, old, label.session())) {
            name = false;
        }
        Set<String> tags = new TreeSet<>(label.tags());
        Set<String> added = new HashSet<>(after.tags());
        added.removeAll(before.tags());
        tags.removeAll(added);
        before.tags().stream().filter(tag -> !after.tags().contains(tag)).forEach(tags::add);
        return new Label(
                label.session(),
                name ? old : label.name(),
                tags,
                same(label.note(), after.note()) ? before.note() : label.note(),
                label.pinned() == after.pinned() ? before.pinned() : label.pinned(),
                label.hidden() == after.hidden() ? before.hidden() : label.hidden(),
                label.hold() == after.hold() ? before.hold() : label.hold());
    }

    private static boolean same(@Nullable String a, @Nullable String b) {
        return Objects.equals(a, b);
    }

    private long record(
            OwnDatabase.Tables tables,
            String what,
            @Nullable Long undoes,
            @Nullable String request,
            List<Activity.Change> changes) {
        if (changes.isEmpty()) {
            return 0;
        }
        ActivityRow row = new ActivityRow(
                clock.millis(),
                what.length() > 400 ? what.substring(0, 400) : what,
                changes.size(),
                undoes,
                request,
                Json.changes(changes));
        return tables.activities().save(row).id();
    }

    private void tell(List<Label> now) {
        backups.soon(this::all);
        Set<SessionId> sessions = new HashSet<>();
        now.forEach(label -> sessions.add(label.session()));
        events.publishEvent(new LabelsChanged(sessions));
    }
}
