package dev.reprise.session;

import java.util.List;

/**
 * A work stream, and how many sessions of the list are in it itself.
 *
 * @param path names of it and those that it is in, {@code client-x/billing}
 * @param waiting of them wait for a person
 */
public record StreamCount(String path, long sessions, long waiting) {

    /** Of a stream with those in it. */
    public static StreamCount within(List<StreamCount> counts, String stream) {
        long sessions = 0;
        long waiting = 0;
        for (StreamCount count : counts) {
            if (count.isWithin(stream)) {
                sessions += count.sessions;
                waiting += count.waiting;
            }
        }
        return new StreamCount(stream, sessions, waiting);
    }

    /** Whether it is the stream of this path, or in it. */
    private boolean isWithin(String stream) {
        return path.equals(stream) || path.startsWith(stream + "/");
    }
}
