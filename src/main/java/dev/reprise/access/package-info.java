/** Who may ask: the token, the cookie, the Host allow-list, the content security policy. */
@ApplicationModule(allowedDependencies = {"problem", "data"})
@NullMarked
package dev.reprise.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
