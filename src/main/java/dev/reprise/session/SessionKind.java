package dev.reprise.session;

import java.util.Arrays;

/**
 * What made a session. In the list by default are those that are {@link #INTERACTIVE}, and of each scheduled task its last run.
 */
public enum SessionKind {
    /** A person at a terminal or in an editor. */
    INTERACTIVE("interactive"),
    /** {@code claude -p} or an SDK. */
    HEADLESS("headless"),
    /** A member of a team of agents, started by its lead. */
    TEAM("team"),
    /** Begun by the background daemon, and not handed over by a person. */
    BACKGROUND("background"),
    /** A run of a scheduled task in which no person spoke. */
    SCHEDULED("scheduled"),
    /** Made by the client for itself. */
    INTERNAL("internal"),
    /** Nothing but book-keeping, or a log that was cut down to a stub. */
    EMPTY("empty");

    private final String slug;

    SessionKind(String slug) {
        this.slug = slug;
    }

    /** As the catalogue stores it and the API and addresses say it; never changes. */
    public String slug() {
        return slug;
    }

    /** @throws IllegalArgumentException for what is no slug of these */
    public static SessionKind of(String slug) {
        return Arrays.stream(values())
                .filter(kind -> kind.slug.equals(slug))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of session: " + slug));
    }
}
