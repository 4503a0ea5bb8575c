/**
 * AUTHORED: what people write about sessions (name, tags, pin, hidden, hold), keyed by agent and native id, in a database of its
 * own that no import touches.
 */
@ApplicationModule(allowedDependencies = {"problem", "data", "session"})
@NullMarked
package dev.reprise.label;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
