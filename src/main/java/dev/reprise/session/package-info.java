/** What a session is: the words that the catalogue, the pages and the API share. No database. */
@ApplicationModule(allowedDependencies = {"problem", "criteria"})
@NullMarked
package dev.reprise.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
