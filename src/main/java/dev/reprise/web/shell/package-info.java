/** What every page has: its frame, how numbers, times and hostile texts are printed, the stream of events. */
@NullMarked
package dev.reprise.web.shell;

import org.jspecify.annotations.NullMarked;
