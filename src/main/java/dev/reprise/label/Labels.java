package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Repository;

/** Everything that people wrote about sessions. */
@Repository
public class Labels {

    private final OwnDatabase database;
    private final ApplicationEventPublisher events;

    Labels(OwnDatabase database, ApplicationEventPublisher events) {
        this.database = database;
        this.events = events;
    }

    /** Of every session of which something was written. Costs nothing while nothing was ever written. */
    public List<Label> all() {
        return database.labels();
    }

    /**
     * Changes what is written of a session, in one transaction; it is on the disk when this returns.
     *
     * @param change gets what is written now
     * @return what is written then
     * @throws Problem CONFLICT if another session has the name
     */
    public Label change(SessionId session, UnaryOperator<Label> change) {
        LabelRow.Key key = LabelRow.Key.of(session);
        Label now = database.write(rows -> {
            LabelRow row = rows.findById(key).orElseGet(() -> new LabelRow(key));
            Label label = change.apply(row.label());
            if (label.name() != null && rows.existsByNameAndIdNot(label.name(), key)) {
                throw new Problem(
                        Reason.CONFLICT, "Another session is called " + label.name() + ". Take another name.");
            }
            row.take(label);
            if (label.isBlank()) {
                rows.deleteById(key);
            } else {
                rows.save(row);
            }
            return label;
        });
        events.publishEvent(new LabelsChanged(Set.of(session)));
        return now;
    }
}
