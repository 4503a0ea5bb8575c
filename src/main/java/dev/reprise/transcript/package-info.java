/** What was said: entries read back from the vault, windowed, so that any size of session opens at once. */
@ApplicationModule(allowedDependencies = {"problem", "agent", "vault", "session", "catalogue"})
@NullMarked
package dev.reprise.transcript;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
