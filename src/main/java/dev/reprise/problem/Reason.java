package dev.reprise.problem;

/** Every reason for which Reprise refuses something, with the HTTP status that says so. */
public enum Reason {
    /** Nothing has that id, name, path or version. */
    NOT_FOUND(404),
    /** An id prefix or name fits more than one session. */
    AMBIGUOUS(409),
    /** A parameter cannot be understood. */
    BAD_INPUT(400),
    /** No token, or a wrong one. */
    NOT_ALLOWED(401),
    /** A request that did not come from Reprise's own pages (Host, Origin or CSRF token is wrong). */
    FOREIGN_REQUEST(403),
    /** The state of things forbids it just now. */
    CONFLICT(409),
    /** The disk is full, or the data directory cannot be written or is gone; it goes on by itself when that ends. */
    CANNOT_KEEP(503),
    /** A log or vault file cannot be read or written. */
    STORAGE(500);

    private final int status;

    Reason(int status) {
        this.status = status;
    }

    /** The HTTP status code of an answer with this reason. */
    public int status() {
        return status;
    }

    /** Lower-case with dashes, as in problem types and docs: {@code not-found}. */
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
