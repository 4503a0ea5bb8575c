package dev.reprise.label;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An {@link Activity} as the database keeps it; written once. */
@Entity
@Table(name = "activity")
class ActivityRow {

    /** Of what changed nothing that is written here. */
    static final String NOTHING = Json.changes(new Activity.Changes(List.of(), List.of()));

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @SuppressWarnings("unused") // read by queries of its repository
    private long at;

    @SuppressWarnings("unused") // read by queries of its repository
    private String who = "";

    private String what = "";

    @SuppressWarnings("unused") // read by queries of its repository
    private int sessions;

    @SuppressWarnings("unused") // read by queries of its repository
    private @Nullable Long undoes;

    @SuppressWarnings("unused") // read by a query of its repository
    private @Nullable String request;

    @SuppressWarnings("unused") // read by queries of its repository
    private boolean undoable;

    @Lob
    @Column(name = "changes")
    private String changes = "";

    /** For Hibernate. */
    protected ActivityRow() {}

    ActivityRow(long at, Act act, int sessions, @Nullable Long undoes, String changes) {
        this.at = at;
        this.who = act.who();
        this.what = act.what();
        this.sessions = sessions;
        this.undoes = undoes;
        this.request = act.request();
        this.changes = changes;
        this.undoable = !changes.equals(NOTHING);
    }

    long id() {
        return id == null ? 0 : id;
    }

    String what() {
        return what;
    }

    String changes() {
        return changes;
    }
}
