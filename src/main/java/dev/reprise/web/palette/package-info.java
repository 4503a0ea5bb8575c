/** The command palette. */
@NullMarked
package dev.reprise.web.palette;

import org.jspecify.annotations.NullMarked;
