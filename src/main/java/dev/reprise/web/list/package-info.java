/** The list of sessions. */
@NullMarked
package dev.reprise.web.list;

import org.jspecify.annotations.NullMarked;
