package dev.reprise.web;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.Imports;
import org.springframework.stereotype.Component;

/** Gathers what stands around every page. */
@Component
class Frames {

    private final Sessions sessions;
    private final Imports imports;

    Frames(Sessions sessions, Imports imports) {
        this.sessions = sessions;
        this.imports = imports;
    }

    Frame frame(String place, ListQuery query) {
        return Frame.of(place, query, sessions.counts(), sessions.projects(), ImportView.of(imports.status()));
    }

    Frame frame(String place) {
        return frame(place, ListQuery.none());
    }
}
