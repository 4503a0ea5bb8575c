package dev.reprise.web.label;

import dev.reprise.label.Activity;
import dev.reprise.label.Labels;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frame;
import dev.reprise.web.shell.SafeText;
import java.util.List;

/**
 * What was done to names, tags and notes.
 *
 * @param restored said after a database was made again from a backup; empty if it was not
 */
record ActivityPage(Frame frame, List<Done> done, String restored) {

    /**
     * @param sessions the first few it changed
     * @param more how many more; empty if none
     * @param undone whether it was taken back; {@code undoable} whether it can be
     */
    record Done(
            long id,
            Format.Moment at,
            String what,
            List<Changed> sessions,
            String more,
            boolean undone,
            boolean undoable) {}

    /** A session, by its name or the beginning of its id. */
    record Changed(String label, String href) {}

    private static final int SHOWN = 5;

    static ActivityPage of(Frame frame, Labels labels, Format format) {
        return new ActivityPage(
                frame,
                labels.activities().stream().map(done -> done(done, format)).toList(),
                labels.restored().orElse(""));
    }

    private static Done done(Activity done, Format format) {
        int more = done.changes().isEmpty() ? 0 : done.sessions() - SHOWN;
        return new Done(
                done.id(),
                java.util.Objects.requireNonNull(format.moment(done.at())),
                SafeText.line(done.what(), 400),
                done.changes().stream().limit(SHOWN).map(ActivityPage::changed).toList(),
                more > 0 ? "and " + Format.count(more) + " more" : "",
                done.undone(),
                done.undoable());
    }

    private static Changed changed(Activity.Change change) {
        String name = change.after().name() == null
                ? change.before().name()
                : change.after().name();
        String brief = change.after().session().brief();
        return new Changed(
                name == null ? brief : SafeText.line(name, 60),
                "/sessions/" + change.after().session());
    }
}
