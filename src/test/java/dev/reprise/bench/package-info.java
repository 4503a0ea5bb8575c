/** A generator of log homes with the shape of real ones, and the benchmark of the built application that reads them. */
@NullMarked
package dev.reprise.bench;

import org.jspecify.annotations.NullMarked;
