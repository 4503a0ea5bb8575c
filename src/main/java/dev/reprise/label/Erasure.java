package dev.reprise.label;

import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes everything that is written of a session out of the database and of backups, the record of what was done included. */
final class Erasure {

    private static final String INSTEAD = "a session that was purged";
    /** A shorter word would stand in other sentences as well. */
    private static final int SHORTEST = 3;

    private final SessionId session;
    private final Set<String> words = new HashSet<>();

    /** @param words names that it had, which are taken out of sentences */
    Erasure(SessionId session, Set<String> words) {
        this.session = session;
        this.words.addAll(words);
    }

    /** A row of what was done. */
    private record Row(long id, String what, String changes) {}

    /** In the database; every name that it ever had is known from the record of what was done. */
    void from(DataSource source) {
        JdbcClient jdbc = JdbcClient.create(source);
        jdbc.sql("select name, note from label where agent = ? and native_id = ?")
                .params(session.agent(), session.value())
                .query((r, n) -> add(r.getString(1), r.getString(2)))
                .list();
        List<Row> rows = jdbc.sql("select id, what, changes from activity")
                .query((r, n) -> new Row(r.getLong(1), r.getString(2), r.getString(3)))
                .list();
        List<Row> concerned = new ArrayList<>();
        for (Row row : rows) {
            if (row.changes.contains(session.value())) {
                concerned.add(new Row(row.id, row.what, without(row.changes)));
            }
        }
        for (Row row : concerned) {
            jdbc.sql("update activity set changes = ? where id = ?")
                    .params(row.changes, row.id)
                    .update();
        }
        for (Row row : rows) {
            String what = without(row.what, true);
            if (!what.equals(row.what)) {
                jdbc.sql("update activity set what = ? where id = ?")
                        .params(what, row.id)
                        .update();
            }
        }
        for (String table : List.of("label_tag", "label")) {
            jdbc.sql("delete from " + table + " where agent = ? and native_id = ?")
                    .params(session.agent(), session.value())
                    .update();
        }
    }

    private boolean add(@Nullable String name, @Nullable String note) {
        if (name != null && name.length() >= SHORTEST) {
            words.add(name);
        }
        return note != null;
    }

    private String without(String changes) {
        Activity.Changes all = Json.changes(changes);
        List<Activity.Change> left = new ArrayList<>();
        for (Activity.Change change : all.labels()) {
            if (change.before().session().equals(session)) {
                add(change.before().name(), null);
                add(change.after().name(), null);
            } else {
                left.add(change);
            }
        }
        return Json.changes(new Activity.Changes(left, all.items()));
    }

    private String without(String what, boolean names) {
        String text = what.replace(session.toString(), INSTEAD);
        if (names) {
            for (String word : words) {
                text = Pattern.compile("(?<![\\p{L}\\p{N}_-])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}_-])")
                        .matcher(text)
                        .replaceAll(INSTEAD);
            }
        }
        return text;
    }

    /** What a backup has left of it. */
    Json.Backup from(Json.Backup backup) {
        backup.labels().stream().filter(this::isIts).forEach(label -> add(label.name(), null));
        List<Json.Done> activities = backup.activities();
        return new Json.Backup(
                backup.format(),
                backup.writtenAt(),
                backup.labels().stream().filter(label -> !isIts(label)).toList(),
                backup.items(),
                activities == null
                        ? null
                        : activities.stream()
                                .map(done -> new Json.Done(
                                        done.id(),
                                        done.at(),
                                        done.who(),
                                        without(done.what(), true),
                                        done.sessions(),
                                        done.undoes()))
                                .toList());
    }

    private boolean isIts(LabelJson label) {
        return label.agent().equals(session.agent()) && label.id().equals(session.value());
    }
}
