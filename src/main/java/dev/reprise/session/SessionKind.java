package dev.reprise.session;

/** What made a session. All but {@link #INTERACTIVE} are out of the list by default. */
public enum SessionKind {
    /** A person at a terminal or in an editor. */
    INTERACTIVE,
    /** {@code claude -p} or an SDK. */
    HEADLESS,
    /** Made by the client for itself. */
    INTERNAL,
    /** Nothing but book-keeping, or a log that was cut down to a stub. */
    EMPTY;

    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
