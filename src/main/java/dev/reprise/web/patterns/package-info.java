/** Every component with invented data, for whoever changes one. */
@NullMarked
package dev.reprise.web.patterns;

import org.jspecify.annotations.NullMarked;
