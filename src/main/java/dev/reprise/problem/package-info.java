/** The one way the application says no. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.reprise.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
