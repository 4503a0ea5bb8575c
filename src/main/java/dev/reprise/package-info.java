/** Reprise: never lose a coding session. Each direct sub-package is a module (docs/architecture.md). */
@NullMarked
package dev.reprise;

import org.jspecify.annotations.NullMarked;
