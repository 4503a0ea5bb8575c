/** One exact command per shell that brings a session back, and the checks that say whether it will. */
@ApplicationModule(allowedDependencies = {"problem", "agent", "session", "catalogue", "vault"})
@NullMarked
package dev.reprise.resume;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
