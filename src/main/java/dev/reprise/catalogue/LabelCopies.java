package dev.reprise.catalogue;

import dev.reprise.label.Label;
import dev.reprise.label.Trash;
import dev.reprise.session.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps a copy of what people wrote: rows of {@code label_copy}, and the same in the sessions that are there. */
final class LabelCopies {

    private static final String COPIED = "(name, tags, stream, pinned, hidden, hold, trash_until) ="
            + " (select c.name, c.tags, c.stream, c.pinned, c.hidden, c.hold, c.trash_until from label_copy c where c.agent = s.agent"
            + " and c.native_id = s.native_id)";
    private static final String BLANK =
            "name = null, tags = '', stream = null, pinned = false, hidden = false, hold = false, trash_until = null";

    private static final int ONE_BY_ONE = 100;

    private final Statements statements;
    private final ListRows list;

    LabelCopies(Statements statements, ListRows list) {
        this.statements = statements;
        this.list = list;
    }

    /**
     * Takes over all that is written; answers the sessions that look different now.
     *
     * @param written each as it is shown
     * @param only the sessions that it is of; null: all that there are
     */
    Set<Long> refresh(Collection<Label> written, @Nullable Set<SessionId> only) throws SQLException {
        Map<SessionId, Label> now = new HashMap<>();
        written.stream().filter(label -> !label.isBlank()).forEach(label -> now.put(label.session(), label));
        Map<SessionId, Label> before = only == null || only.size() > ONE_BY_ONE ? known() : known(only);
        if (only != null) {
            before.keySet().retainAll(only);
        }
        Set<Long> changed = new HashSet<>();
        List<SessionId> gone = new ArrayList<>(before.keySet());
        gone.removeAll(now.keySet());
        for (SessionId session : gone) {
            of("delete from label_copy where agent = :agent and native_id = :id", session)
                    .execute();
            changed.addAll(apply(session, BLANK));
        }
        for (Label label : now.values()) {
            if (!label.equals(before.get(label.session()))) {
                write(label);
                changed.addAll(apply(label.session(), COPIED));
            }
        }
        return changed;
    }

    /** For a session that came later than its label. */
    void apply(SessionId session) throws SQLException {
        boolean any = Statements.first(
                        of("select 1 from label_copy where agent = :agent and native_id = :id", session),
                        r -> r.getInt(1))
                .isPresent();
        if (any) {
            apply(session, COPIED);
        }
    }

    private Map<SessionId, Label> known(Set<SessionId> only) throws SQLException {
        Map<SessionId, Label> known = new HashMap<>();
        for (SessionId session : only) {
            known.putAll(known(of("select * from label_copy where agent = :agent and native_id = :id", session)));
        }
        return known;
    }

    private Map<SessionId, Label> known() throws SQLException {
        return known(statements.of("select * from label_copy"));
    }

    private static Map<SessionId, Label> known(NamedStatement query) throws SQLException {
        Map<SessionId, Label> known = new HashMap<>();
        try (ResultSet r = query.query()) {
            while (r.next()) {
                SessionId session = new SessionId(r.getString("agent"), r.getString("native_id"));
                known.put(
                        session,
                        new Label(
                                session,
                                r.getString("name"),
                                Set.copyOf(
                                        SessionMapper.words(r.getString("tags").strip())),
                                Set.of(),
                                r.getBoolean("noted") ? Label.NOTED : null,
                                r.getString("stream"),
                                r.getBoolean("pinned"),
                                r.getBoolean("hidden"),
                                r.getBoolean("hold"),
                                trash(r)));
            }
        }
        return known;
    }

    /** Of the trash only the end is copied. */
    private static @Nullable Trash trash(ResultSet r) throws SQLException {
        long until = r.getLong("trash_until");
        return r.wasNull() ? null : copied(Instant.ofEpochMilli(until));
    }

    private static Trash copied(Instant until) {
        return new Trash(Instant.EPOCH, until, "", false);
    }

    private void write(Label label) throws SQLException {
        of(
                        "merge into label_copy (agent, native_id, name, tags, stream, pinned, hidden, hold, noted, trash_until) key (agent, native_id)"
                                + " values (:agent, :id, :name, :tags, :stream, :pinned, :hidden, :hold, :noted, :until)",
                        label.session())
                .set("name", label.name())
                .set("tags", label.tags().isEmpty() ? "" : "\n" + String.join("\n", label.tags()) + "\n")
                .set("stream", label.stream())
                .set("pinned", label.pinned())
                .set("hidden", label.hidden())
                .set("hold", label.hold())
                .set("noted", label.note() != null)
                .setNumber(
                        "until",
                        label.trash() == null ? null : label.trash().until().toEpochMilli())
                .execute();
    }

    private Set<Long> apply(SessionId session, String set) throws SQLException {
        of("update session s set " + set + " where s.agent = :agent and s.native_id = :id", session)
                .execute();
        Set<Long> concerned =
                Statements.longs(of("select id from session where agent = :agent and native_id = :id", session));
        for (long id : concerned) {
            list.refresh(id);
        }
        return concerned;
    }

    private NamedStatement of(String sql, SessionId session) throws SQLException {
        return statements.of(sql).set("agent", session.agent()).set("id", session.value());
    }
}
