package dev.reprise.session;

/**
 * A work stream, and how many sessions of the list are in it itself.
 *
 * @param path names of it and those that it is in, {@code client-x/billing}
 * @param waiting of them wait for a person
 */
public record StreamCount(String path, long sessions, long waiting) {

    /** Whether it is the stream of this path, or in it. */
    public boolean isWithin(String stream) {
        return path.equals(stream) || path.startsWith(stream + "/");
    }
}
