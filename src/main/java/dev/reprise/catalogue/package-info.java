/**
 * The catalogue: every DERIVED table, its reading and its writing. The one place that knows which log of a session is primary,
 * what a session's title is, and which rows a log has.
 */
@ApplicationModule(allowedDependencies = {"problem", "agent", "session", "label", "data", "criteria"})
@NullMarked
package dev.reprise.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
