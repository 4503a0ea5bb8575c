/** The data directory: where everything of Reprise lies, owner-only. */
@ApplicationModule(allowedDependencies = {"problem"})
@NullMarked
package dev.reprise.data;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
