package dev.reprise.session;

import dev.reprise.criteria.Criterion;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions, in which order. What {@link dev.reprise.criteria.Scope} leaves out is out unless the criterion speaks of it.
 *
 * @param limit 1 to 500
 * @param cursor from {@link SessionPage#next()}
 */
public record SessionFilter(
        Criterion criterion, Sort sort, int limit, @Nullable String cursor) {

    public SessionFilter {
        limit = Math.clamp(limit, 1, 500);
    }

    /** Newest first, nothing filtered. */
    public static SessionFilter all(int limit) {
        return new SessionFilter(Criterion.all(), Sort.ACTIVITY, limit, null);
    }

    /** Orders of the list; the slug is the name in lower case. */
    public enum Sort {
        ACTIVITY,
        STARTED,
        TITLE,
        PROJECT,
        TURNS,
        SIZE,
        TOKENS,
        LINES,
        /** What the CLI deletes first. */
        EXPIRES;

        public String slug() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
