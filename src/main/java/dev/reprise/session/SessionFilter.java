package dev.reprise.session;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions, in which order. The URL of the sessions page and the query of {@code GET /api/sessions} say the same.
 *
 * @param q words that must all be in title, prompts, project, branch or id; case does not matter
 * @param project its directory, or its label
 * @param state state slug, or protection slug ({@code only-in-vault}, {@code lost}, {@code kept}), or {@code unnamed}
 * @param kind kind slug; {@code all} shows every kind; null only what people started
 * @param branch at the end of the session
 * @param from first day of last activity, in the user's zone; {@code to} the last day
 * @param limit 1 to 500
 * @param cursor from {@link SessionPage#next()}
 */
public record SessionFilter(
        @Nullable String q,
        @Nullable String project,
        @Nullable String tag,
        @Nullable String state,
        @Nullable String kind,
        @Nullable String branch,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Sort sort,
        int limit,
        @Nullable String cursor) {

    public SessionFilter {
        limit = Math.clamp(limit, 1, 500);
    }

    /** Newest first, nothing filtered. */
    public static SessionFilter all(int limit) {
        return new SessionFilter(null, null, null, null, null, null, null, null, Sort.ACTIVITY, limit, null);
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
        /** Longest untouched first: what the CLI deletes first. */
        EXPIRES;

        public String slug() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
