package dev.reprise.web.shell;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Asked;
import dev.reprise.label.Arrangement;
import dev.reprise.label.Labels;
import org.springframework.stereotype.Component;

/** Gathers what stands around every page. */
@Component
public class Frames {

    private final Sessions sessions;
    private final Labels labels;
    private final Importing importing;

    Frames(Sessions sessions, Labels labels, Importing importing) {
        this.sessions = sessions;
        this.labels = labels;
        this.importing = importing;
    }

    public Frame frame(String place, ListQuery query) {
        Arrangement arrangement = labels.arrangement();
        Side side = new Side(
                arrangement,
                arrangement.views().stream()
                        .map(view -> sessions.asked(Asked.of(view.asks())))
                        .toList(),
                sessions.counts(),
                sessions.streams(),
                sessions.projects(),
                sessions.tags());
        return Frame.of(place, query, side, importing.now());
    }

    public Frame frame(String place) {
        return frame(place, ListQuery.none());
    }
}
