/** Finds what changed in the log homes, reads only what was appended, hands it to vault and catalogue. */
@ApplicationModule(allowedDependencies = {"problem", "agent", "vault", "catalogue", "label", "session", "data"})
@NullMarked
package dev.reprise.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
