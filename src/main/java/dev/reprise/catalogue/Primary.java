package dev.reprise.catalogue;

/**
 * Which of several logs of one session, or of one sub-agent, is the primary one, for lists, pages, downloads and counts: one whose
 * source is there and not empty, of those the fullest, of those the one written to last. The others are duplicates (copies in
 * another home, what stayed where a log was moved from). Which of them the CLI would take is for {@code resume} to say.
 */
final class Primary {

    /** The primary log comes first. {@code l} is the log. */
    static final String FIRST =
            "(l.source_there and l.source_size > 0) desc, l.entries desc, l.source_there desc, l.source_mtime desc, l.id";

    private Primary() {}
}
