/** One language of filters over sessions: a predicate tree, its parser, and the views that are made of it. No database. */
@ApplicationModule(allowedDependencies = {"problem"})
@NullMarked
package dev.reprise.criteria;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
