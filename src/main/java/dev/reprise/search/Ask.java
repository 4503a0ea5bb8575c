package dev.reprise.search;

import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A search.
 *
 * @param q as typed, in the language of {@link dev.reprise.criteria.Criteria}
 * @param newest newest first instead of best first
 * @param limit sessions of a page
 * @param cursor where the page before ended; null for the first
 * @param now for {@code 3d} and {@code "last week"}; its zone is the one of all dates
 */
public record Ask(
        String q, boolean newest, int limit, @Nullable String cursor, ZonedDateTime now) {

    /** Sessions of a page at most. */
    public static final int MOST = 100;

    public Ask {
        limit = Math.clamp(limit, 1, MOST);
    }

    /** The same with another query. */
    Ask query(String other) {
        return new Ask(other, newest, limit, null, now);
    }
}
