/** What a coding CLI is: where its logs lie, how a line reads, how it resumes. Pure reading: bytes in, findings out. */
@ApplicationModule(allowedDependencies = {"problem"})
@NullMarked
package dev.reprise.agent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
