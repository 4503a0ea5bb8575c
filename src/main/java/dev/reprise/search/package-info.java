/** Finds the session where something was said: an index over all entries, DERIVED and disposable, and the questions that it is asked. */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "data",
            "agent",
            "criteria",
            "session",
            "label",
            "catalogue",
            "intake",
            "transcript",
            "retention"
        })
@NullMarked
package dev.reprise.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
