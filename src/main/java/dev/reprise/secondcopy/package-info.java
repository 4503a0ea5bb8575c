/** A second copy of the vault and of what people wrote, on another disk or in another folder, that keeps itself up to date. */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "data",
            "label",
            "catalogue",
            "intake",
            "vault",
            "retention",
            "agent",
            "session"
        })
@NullMarked
package dev.reprise.secondcopy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
