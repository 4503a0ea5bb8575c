/** What people arrange sessions by, on one page. */
@NullMarked
package dev.reprise.web.organise;

import org.jspecify.annotations.NullMarked;
