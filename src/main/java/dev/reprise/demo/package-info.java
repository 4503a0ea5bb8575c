/** Sample sessions that the project ships, written out as a throw-away Claude Code home for {@code --demo}. */
@ApplicationModule(allowedDependencies = {"problem", "intake", "label", "session"})
@NullMarked
package dev.reprise.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
