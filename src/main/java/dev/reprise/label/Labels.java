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
import java.util.function.Consumer;
import java.util.function.Function;
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

    private static final int ONE_BY_ONE = 100;

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

    /** What is written of these; those of which nothing is are left out. */
    public List<Label> of(Set<SessionId> sessions) {
        return sessions.size() > ONE_BY_ONE
                ? all().stream()
                        .filter(label -> sessions.contains(label.session()))
                        .toList()
                : sessions.stream()
                        .flatMap(session -> database.labels(session).stream())
                        .toList();
    }

    /**
     * The name itself if no other session than this has it, else one like it that nobody has.
     *
     * @throws Problem BAD_INPUT for what cannot be a name, or is none
     */
    public String free(String name, SessionId session) {
        String given = Given.name(name);
        if (given == null) {
            throw new Problem(Reason.BAD_INPUT, "A name needs a word.");
        }
        return Given.free(
                given, other -> named(other).filter(by -> !by.equals(session)).isPresent());
    }

    /** Whose name this is, whatever its case. */
    public Optional<SessionId> named(String name) {
        return database.named(name);
    }

    /** To be called when somebody looks, who may write next: what takes long to start is started. */
    public void ready() {
        database.ready();
    }

    /** Said once after names and tags were restored from a backup; empty if they were not. */
    public Optional<String> restored() {
        return database.restored();
    }

    /** What people arrange sessions by, now. */
    public Arrangement arrangement() {
        return database.arrangement();
    }

    /** Changes what is written of one session; see {@link #change(Collection, Act, UnaryOperator)}. */
    public Label change(SessionId session, UnaryOperator<Label> change) {
        return change(List.of(session), Act.page("changed"), change).now().getFirst();
    }

    /**
     * Changes what is written of sessions, in one transaction; it is on the disk when this returns. All of it, or nothing.
     *
     * @param change gets what is written now; may refuse
     * @throws Problem CONFLICT if another session has the name; says one that is free. BAD_INPUT for more than {@link #MOST}
     */
    public Done change(Collection<SessionId> sessions, Act act, UnaryOperator<Label> change) {
        if (sessions.size() > MOST) {
            throw new Problem(Reason.BAD_INPUT, "At most 20,000 sessions are changed at once. Choose fewer.");
        }
        return arrange(act, work -> {
            if (sessions.size() > 1) {
                work.expect(sessions);
            }
            List<Label> now = new ArrayList<>();
            sessions.forEach(session -> now.add(work.change(session, change)));
            return now;
        });
    }

    /** The same of everything that people arrange; answers as {@code change} does. */
    public Done arrange(Act act, Function<Arranging, List<Label>> change) {
        return tell(database.write(tables -> {
            Optional<ActivityRow> known = act.request() == null
                    ? Optional.empty()
                    : tables.activities().findByRequest(act.request());
            if (known.isPresent()) {
                return again(known.get());
            }
            Work work = new Work(tables);
            List<Label> now = change.apply(work);
            return done(tables, work, act, null, now);
        }));
    }

    /** The same of what is no label; answers what undoes it, 0 if nothing was changed. */
    public long rearrange(Act act, Consumer<Arranging> change) {
        return arrange(act, work -> {
                    change.accept(work);
                    return List.of();
                })
                .activity();
    }

    /**
     * Takes everything that is written of sessions away for good: their labels, what was done to it, the same in every backup. Cannot be
     * taken back. The sentence that it was done is for the caller to write.
     */
    public void erase(Set<SessionId> sessions) {
        database.erase(sessions);
        events.publishEvent(new LabelsChanged(sessions, false));
    }

    /** Notes that something was done which changed nothing that is written here. */
    public void note(Act act, int sessions) {
        database.write(tables -> tables.activities()
                .save(new ActivityRow(clock.millis(), act, sessions, null, ActivityRow.NOTHING))
                .id());
        backups.soon(database::backup);
    }

    private static Outcome again(ActivityRow row) {
        List<Activity.Change> was = Json.changes(row.changes()).labels();
        return new Outcome(
                new Done(
                        row.id(),
                        was.size(),
                        was.stream().map(Activity.Change::after).toList()),
                null);
    }

    /**
     * Takes back what was done, as far as nobody changed the same since.
     *
     * @return how many sessions are as before again
     * @throws Problem NOT_FOUND, or CONFLICT if it was taken back already or nothing of it is left
     */
    public Done undo(long activity, String who) {
        return tell(database.write(tables -> {
            ActivityRow row = tables.activities()
                    .findById(activity)
                    .orElseThrow(() -> new Problem(Reason.NOT_FOUND, "There is nothing to undo with this number."));
            if (tables.activities().existsByUndoes(activity)) {
                throw new Problem(Reason.CONFLICT, "That was taken back already.");
            }
            Work work = new Work(tables);
            work.takeBack(Json.changes(row.changes()));
            if (work.changes().isEmpty()) {
                throw new Problem(Reason.CONFLICT, "All of it was changed again since; nothing is left to take back.");
            }
            List<Label> now =
                    work.changes().labels().stream().map(Activity.Change::after).toList();
            return done(tables, work, Act.of(who, "took back: " + row.what()), activity, now);
        }));
    }

    /** What is told after the commit; {@code changes} null if it was told before. */
    private record Outcome(Done done, Activity.@Nullable Changes changes) {}

    private Outcome done(OwnDatabase.Tables tables, Work work, Act act, @Nullable Long undoes, List<Label> now) {
        Activity.Changes changes = work.changes();
        int sessions = changes.labels().size();
        if (changes.isEmpty()) {
            return new Outcome(new Done(0, 0, now), null);
        }
        long id = tables.activities()
                .save(new ActivityRow(clock.millis(), act, sessions, undoes, Json.changes(changes)))
                .id();
        return new Outcome(new Done(id, sessions, now), changes);
    }

    private Done tell(Outcome outcome) {
        if (outcome.changes != null) {
            backups.soon(database::backup);
            Set<SessionId> sessions = new HashSet<>();
            outcome.changes
                    .labels()
                    .forEach(change -> sessions.add(change.after().session()));
            events.publishEvent(
                    new LabelsChanged(sessions, !outcome.changes.items().isEmpty()));
        }
        return outcome.done;
    }

    /** What was done last, newest first, at most 200. */
    public List<Activity> activities() {
        if (!database.isBegun()) {
            return List.of();
        }
        return database.read(tables -> {
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
                    .forEach(
                            row -> few.put(row.id(), Json.changes(row.changes()).labels()));
            return newest.stream()
                    .map(row -> new Activity(
                            row.getId(),
                            Instant.ofEpochMilli(row.getAt()),
                            row.getWho(),
                            row.getWhat(),
                            row.getSessions(),
                            few.getOrDefault(row.getId(), List.of()),
                            row.getUndoes(),
                            undone.contains(row.getId()),
                            row.isUndoable()))
                    .toList();
        });
    }
}
