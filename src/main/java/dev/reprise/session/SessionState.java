package dev.reprise.session;

/** What is going on in a session. */
public enum SessionState {
    /** A process runs it. */
    LIVE,
    /** Its process is gone in the middle of a turn, or without a clean exit. */
    INTERRUPTED,
    /** It ended, as far as its log tells. */
    ENDED;

    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
