/** The pages. Nothing depends on them. */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "agent",
            "session",
            "label",
            "organise",
            "catalogue",
            "criteria",
            "transcript",
            "intake",
            "resume",
            "retention",
            "secondcopy",
            "pastfiles",
            "search"
        })
@NullMarked
package dev.reprise.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
