package dev.reprise.label;

import dev.reprise.session.SessionId;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.Serializable;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A {@link Label} as the database keeps it. */
@Entity
@Table(name = "label")
class LabelRow implements Persistable<LabelRow.Key> {

    /** Agent and native id. */
    record Key(String agent, @Column(name = "native_id") String nativeId) implements Serializable {
        static Key of(SessionId session) {
            return new Key(session.agent(), session.value());
        }
    }

    @EmbeddedId
    private @Nullable Key id;

    private @Nullable String name;
    private @Nullable String note;
    private @Nullable String stream;

    /** Each on a line. */
    @Column(name = "tags_off")
    private String tagsOff = "";

    private boolean pinned;
    private boolean hidden;
    private boolean hold;

    /** Epoch milliseconds; null: it is not in the trash. */
    @Column(name = "trashed_at")
    private @Nullable Long trashedAt;

    @Column(name = "trashed_until")
    private @Nullable Long trashedUntil;

    @Column(name = "trashed_by")
    private @Nullable String trashedBy;

    @Column(name = "trashed_source")
    private boolean trashedSource;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(
            name = "label_tag",
            joinColumns = {@JoinColumn(name = "agent"), @JoinColumn(name = "native_id")})
    @Column(name = "tag")
    private final Set<String> tags = new HashSet<>();

    /** Whether the database does not have it yet: then it is not asked for it first. */
    @Transient
    private boolean fresh;

    /** For Hibernate. */
    protected LabelRow() {}

    LabelRow(Key id) {
        this.id = id;
        fresh = true;
    }

    @Override
    public @Nullable Key getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }

    @PostPersist
    @PostLoad
    void kept() {
        fresh = false;
    }

    void take(Label label) {
        name = label.name();
        note = label.note();
        stream = label.stream();
        tagsOff = String.join("\n", label.tagsOff());
        pinned = label.pinned();
        hidden = label.hidden();
        hold = label.hold();
        Trash trash = label.trash();
        trashedAt = trash == null ? null : trash.at().toEpochMilli();
        trashedUntil = trash == null ? null : trash.until().toEpochMilli();
        trashedBy = trash == null ? null : trash.by();
        trashedSource = trash != null && trash.source();
        tags.retainAll(label.tags());
        tags.addAll(label.tags());
    }

    SessionId session() {
        Key key = Objects.requireNonNull(id);
        return new SessionId(key.agent(), key.nativeId());
    }

    Label label() {
        return new Label(
                session(),
                name,
                tags,
                lines(tagsOff),
                note,
                stream,
                pinned,
                hidden,
                hold,
                trash(trashedAt, trashedUntil, trashedBy, trashedSource));
    }

    static @Nullable Trash trash(@Nullable Long at, @Nullable Long until, @Nullable String by, boolean source) {
        return at == null || until == null
                ? null
                : new Trash(Instant.ofEpochMilli(at), Instant.ofEpochMilli(until), by == null ? "" : by, source);
    }

    static Set<String> lines(String joined) {
        return joined.isEmpty() ? Set.of() : Set.of(joined.split("\n"));
    }
}
