package dev.reprise.catalogue;

/** Ids of rows of {@code entry}: the log's id and the place in the log, so that a log's entries are one range of the key. */
final class EntryId {

    /** The id in SQL, of expressions for the log's id and the place in it. */
    static final String SQL = "(%s) * 4294967296 + %s";

    private EntryId() {}

    static long of(long log, int seq) {
        return log << Integer.SIZE | seq;
    }

    /** The first that an entry of this log can have. */
    static long first(long log) {
        return of(log, 0);
    }

    /** Behind the last that an entry of this log can have. */
    static long end(long log) {
        return first(log + 1);
    }

    static int seq(long id) {
        return (int) id;
    }
}
