/** The page of files as they were at a message. */
@NullMarked
package dev.reprise.web.pastfiles;

import org.jspecify.annotations.NullMarked;
