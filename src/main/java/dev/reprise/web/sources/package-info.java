/** The page of log homes. */
@NullMarked
package dev.reprise.web.sources;

import org.jspecify.annotations.NullMarked;
