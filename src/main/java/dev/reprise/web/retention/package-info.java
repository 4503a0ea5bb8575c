/** The page of retention: what the CLI deletes, what the rules would take, the trash. */
@NullMarked
package dev.reprise.web.retention;

import org.jspecify.annotations.NullMarked;
