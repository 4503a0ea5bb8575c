/** What a session is, and the catalogue of them (reads the DERIVED tables that intake writes). */
@ApplicationModule(allowedDependencies = {"problem", "agent"})
@NullMarked
package dev.reprise.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
