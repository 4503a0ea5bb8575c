package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
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
import org.jspecify.annotations.Nullable;

/** The changes of one act. Nothing of it stays if it refuses: it runs within one transaction. */
final class Work implements Arranging {

    private static final int AT_ONCE = 500;

    private final OwnDatabase.Tables tables;
    private final List<Activity.Change> labels = new ArrayList<>();
    private final List<Activity.Rearranged> items = new ArrayList<>();
    private final Map<String, String> spellings = new HashMap<>();
    private final Map<LabelRow.Key, Optional<LabelRow>> expected = new HashMap<>();
    private final Map<ItemRow.Key, Item> there = new HashMap<>();
    private Arrangement now;

    Work(OwnDatabase.Tables tables) {
        this.tables = tables;
        tables.items().findAll().forEach(row -> there.put(ItemRow.Key.of(row.item()), row.item()));
        now = new Arrangement(there.values());
    }

    @Override
    public Arrangement now() {
        return now;
    }

    Activity.Changes changes() {
        return new Activity.Changes(labels, items);
    }

    @Override
    public void put(Item item) {
        now.check(item);
        replace(there.get(ItemRow.Key.of(item)), item);
    }

    @Override
    public void remove(Item item) {
        replace(item, null);
    }

    private void replace(@Nullable Item before, @Nullable Item after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (after != null) {
            tables.items().save(new ItemRow(after));
            there.put(ItemRow.Key.of(after), after);
        } else {
            ItemRow.Key key = ItemRow.Key.of(Objects.requireNonNull(before));
            tables.items().deleteById(key);
            there.remove(key);
        }
        items.add(new Activity.Rearranged(before, after));
        now = new Arrangement(there.values());
    }

    @Override
    public List<SessionId> tagged(String tag) {
        return tables.labels().tagged(tag.strip()).stream()
                .map(LabelRow::session)
                .toList();
    }

    @Override
    public List<SessionId> in(Stream stream) {
        return tables.labels().findByStream(stream.key()).stream()
                .map(LabelRow::session)
                .toList();
    }

    @Override
    public void expect(Collection<SessionId> sessions) {
        List<LabelRow.Key> keys = sessions.stream().map(LabelRow.Key::of).toList();
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            List<LabelRow.Key> some = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
            some.forEach(key -> expected.put(key, Optional.empty()));
            tables.labels()
                    .findAllById(some)
                    .forEach(row -> expected.put(LabelRow.Key.of(row.session()), Optional.of(row)));
        }
    }

    @Override
    public Label change(SessionId session, UnaryOperator<Label> change) {
        LabelRow.Key key = LabelRow.Key.of(session);
        Optional<LabelRow> read = expected.remove(key);
        Optional<LabelRow> known = read == null ? tables.labels().findById(key) : read;
        Label before = known.map(LabelRow::label).orElse(Label.none(session));
        Label after = settled(before, change.apply(before));
        if (after.equals(before)) {
            return before;
        }
        String name = after.name();
        if (name != null && isTaken(name, session)) {
            throw new Problem(
                    Reason.CONFLICT,
                    "Another session is called " + name + ". " + Given.free(name, other -> isTaken(other, session))
                            + " is free.");
        }
        if (after.isBlank()) {
            known.ifPresent(tables.labels()::delete);
        } else {
            LabelRow row = known.orElseGet(() -> new LabelRow(key));
            row.take(after);
            tables.labels().save(row);
        }
        labels.add(new Activity.Change(before, after));
        return after;
    }

    /** With tags as they are spelled elsewhere, one of each group, and a stream by its key. */
    private Label settled(Label before, Label after) {
        Set<String> added = new TreeSet<>(after.tags());
        added.removeAll(before.tags());
        Set<String> tags = new TreeSet<>(after.tags());
        for (String tag : added) {
            String spelled = spelled(tag);
            tags.remove(tag);
            String group = now.tag(spelled).group();
            if (group != null) {
                tags.removeIf(other -> group.equals(now.tag(other).group()));
            }
            tags.add(spelled);
        }
        Set<String> off = new TreeSet<>(after.tagsOff());
        off.removeAll(tags);
        before.tags().stream()
                .filter(tag -> !tags.contains(tag)
                        && now.rules().stream().anyMatch(rule -> rule.tag().equals(tag)))
                .forEach(off::add);
        Label settled = tags.equals(after.tags()) && off.equals(after.tagsOff()) ? after : after.with(tags, off);
        return settled.moved(stream(before.stream(), after.stream()));
    }

    private String spelled(String tag) {
        return spellings.computeIfAbsent(
                tag,
                given -> now.tags().stream()
                        .map(TagInfo::key)
                        .filter(given::equalsIgnoreCase)
                        .findFirst()
                        .or(() -> tables.labels().tagged(given).stream()
                                .limit(1)
                                .flatMap(row -> row.label().tags().stream())
                                .filter(given::equalsIgnoreCase)
                                .findFirst())
                        .orElse(given));
    }

    private @Nullable String stream(@Nullable String before, @Nullable String given) {
        if (Objects.equals(before, given) || Label.OUT.equals(given)) {
            return given;
        }
        if (given == null || given.isBlank()) {
            // a default would only move it back
            boolean defaults = now.streams().stream()
                    .anyMatch(stream ->
                            !stream.dirs().isEmpty() || !stream.branches().isEmpty());
            return before != null && defaults ? Label.OUT : null;
        }
        return now.stream(given).key();
    }

    private boolean isTaken(String name, SessionId session) {
        return tables.labels().findByNameIgnoreCase(name).stream()
                .anyMatch(row -> !row.session().equals(session));
    }

    /** Takes back what that act made other, where it is still as that act made it. */
    void takeBack(Activity.Changes done) {
        for (Activity.Rearranged change : done.items().reversed()) {
            Item one = Objects.requireNonNull(change.before() == null ? change.after() : change.before());
            Item current = there.get(ItemRow.Key.of(one));
            if (Objects.equals(current, change.after())) {
                if (change.before() != null) {
                    now.check(change.before());
                }
                replace(current, change.before());
            }
        }
        for (Activity.Change change : done.labels().reversed()) {
            change(change.before().session(), label -> back(label, change));
        }
    }

    private Label back(Label label, Activity.Change change) {
        Label before = change.before();
        Label after = change.after();
        String old = before.name();
        boolean name = Objects.equals(label.name(), after.name()) && (old == null || !isTaken(old, label.session()));
        return new Label(
                label.session(),
                name ? old : label.name(),
                back(label.tags(), before.tags(), after.tags()),
                back(label.tagsOff(), before.tagsOff(), after.tagsOff()),
                Objects.equals(label.note(), after.note()) ? before.note() : label.note(),
                Objects.equals(label.stream(), after.stream()) ? still(before.stream()) : label.stream(),
                label.pinned() == after.pinned() ? before.pinned() : label.pinned(),
                label.hidden() == after.hidden() ? before.hidden() : label.hidden(),
                label.hold() == after.hold() ? before.hold() : label.hold(),
                Objects.equals(label.trash(), after.trash()) ? before.trash() : label.trash());
    }

    /** None instead of a stream that was deleted since. */
    private @Nullable String still(@Nullable String stream) {
        return Label.OUT.equals(stream) || now.path(stream) != null ? stream : null;
    }

    private static Set<String> back(Set<String> now, Set<String> before, Set<String> after) {
        Set<String> all = new TreeSet<>(now);
        Set<String> added = new HashSet<>(after);
        added.removeAll(before);
        all.removeAll(added);
        before.stream().filter(one -> !after.contains(one)).forEach(all::add);
        return all;
    }
}
