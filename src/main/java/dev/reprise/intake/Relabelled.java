package dev.reprise.intake;

import dev.reprise.label.LabelsChanged;
import dev.reprise.session.SessionId;
import java.util.HashSet;
import java.util.Set;

/** Of which sessions something else was written since the catalogue took it over. */
final class Relabelled {

    private final Set<SessionId> sessions = new HashSet<>();
    private boolean all;

    synchronized void add(LabelsChanged event) {
        sessions.addAll(event.sessions());
        all |= event.arranged();
    }

    /** Takes it over; answers whether there was anything. What fails is taken over the next time, with all else. */
    boolean take(Importer importer) throws InterruptedException {
        Set<SessionId> now;
        boolean every;
        synchronized (this) {
            now = Set.copyOf(sessions);
            every = all;
            sessions.clear();
            all = false;
        }
        if (now.isEmpty() && !every) {
            return false;
        }
        try {
            importer.takeLabels(every ? null : now);
        } catch (RuntimeException e) {
            synchronized (this) {
                all = true;
            }
            throw e;
        }
        return true;
    }
}
