package dev.reprise.web.shell;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Asked;
import dev.reprise.intake.Imports;
import dev.reprise.label.Arrangement;
import dev.reprise.label.Labels;
import org.springframework.stereotype.Component;

/** Gathers what stands around every page. */
@Component
public class Frames {

    private final Sessions sessions;
    private final Labels labels;
    private final Imports imports;

    Frames(Sessions sessions, Labels labels, Imports imports) {
        this.sessions = sessions;
        this.labels = labels;
        this.imports = imports;
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
        return Frame.of(place, query, side, ImportView.of(imports.status()));
    }

    public Frame frame(String place) {
        return frame(place, ListQuery.none());
    }
}
