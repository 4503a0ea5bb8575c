package dev.reprise.web.shell;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.Imports;
import org.springframework.stereotype.Component;

/** Gathers what stands around every page. */
@Component
public class Frames {

    private final Sessions sessions;
    private final Imports imports;

    Frames(Sessions sessions, Imports imports) {
        this.sessions = sessions;
        this.imports = imports;
    }

    public Frame frame(String place, ListQuery query) {
        return Frame.of(
                place, query, sessions.counts(), sessions.projects(), sessions.tags(), ImportView.of(imports.status()));
    }

    public Frame frame(String place) {
        return frame(place, ListQuery.none());
    }
}
