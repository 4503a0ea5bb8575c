/**
 * What is kept for how long: what the CLI's own clean-up will delete and has, rules for what Reprise keeps, trash, restore, purge.
 * Nothing is ever taken without a preview.
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
            "vault"
        })
@NullMarked
package dev.reprise.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
