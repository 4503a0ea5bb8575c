/** Files of a working directory as they were at a message, from backups of the CLI and from what tools wrote, changed and read. */
@ApplicationModule(
        allowedDependencies = {"problem", "data", "session", "agent", "catalogue", "intake", "vault", "retention"})
@NullMarked
package dev.reprise.pastfiles;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
