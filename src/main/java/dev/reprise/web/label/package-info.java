/** What people write about sessions, on the pages. */
@NullMarked
package dev.reprise.web.label;

import org.jspecify.annotations.NullMarked;
