/**
 * What people arrange sessions by: saved views, work streams, tags with their rules, projects. It joins what was written (label)
 * with what is there (catalogue).
 */
@ApplicationModule(
        allowedDependencies = {
            "agent",
            "problem",
            "data",
            "session",
            "criteria",
            "label",
            "catalogue",
            "intake",
            "resume"
        })
@NullMarked
package dev.reprise.organise;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
