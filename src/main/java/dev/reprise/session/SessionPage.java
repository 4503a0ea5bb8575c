package dev.reprise.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of sessions.
 *
 * @param total sessions that match, hidden kinds not counted unless asked for
 * @param hidden sessions that match but are headless, internal, empty or hidden by the user
 * @param next cursor of the next page; null on the last
 */
public record SessionPage(
        long total,
        long hidden,
        List<Session> sessions,
        @Nullable String next) {}
