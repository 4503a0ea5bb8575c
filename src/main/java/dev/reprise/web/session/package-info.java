/** The page of one session, its panel and preview. */
@NullMarked
package dev.reprise.web.session;

import org.jspecify.annotations.NullMarked;
