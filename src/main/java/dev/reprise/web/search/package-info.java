/** What was said, found again: the page of results, the places in one session. */
@NullMarked
package dev.reprise.web.search;

import org.jspecify.annotations.NullMarked;
