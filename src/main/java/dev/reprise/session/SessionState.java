package dev.reprise.session;

import java.util.Arrays;
import java.util.Locale;

/** What is going on in a session. */
public enum SessionState {
    /** A process runs it. */
    LIVE,
    /** A process runs it, and what is said in it reaches no file. */
    UNSAVED,
    /** Its log grows, and no process is seen that writes it. */
    WRITING,
    /** Its process is gone in the middle of a turn. */
    INTERRUPTED,
    /** It ended, as far as its log tells. */
    ENDED,
    /** Whether it runs, or how it ended, cannot be told. */
    UNKNOWN;

    /** Whether something goes on with it now. */
    public boolean isRunning() {
        return this == LIVE || this == UNSAVED || this == WRITING;
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for what is no slug of these */
    public static SessionState of(String slug) {
        return Arrays.stream(values())
                .filter(state -> state.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state: " + slug));
    }
}
