package dev.reprise.catalogue;

/**
 * Which of several logs of one session, or of one sub-agent, is the primary one: one whose source is there, of those the one written
 * to last. The others are duplicates (copies in another home, what stayed where a log was moved from).
 */
final class Primary {

    /** The primary log comes first. {@code l} is the log. */
    static final String FIRST = "l.source_there desc, l.source_mtime desc, l.id";

    private Primary() {}
}
