package dev.reprise.pastfiles;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was at a message.
 *
 * @param path whole path, as of the machine that it was written on
 * @param below where it goes below a directory, name by name
 * @param there whether it was there
 * @param basis how its content is known
 * @param at when it was seen so; null if nothing is known
 * @param how that in a sentence
 * @param content null if it was not there, or is not known
 */
public record PastFile(
        String path,
        List<String> below,
        There there,
        Basis basis,
        @Nullable Instant at,
        String how,
        byte @Nullable [] content) {

    /** Three answers. */
    public enum There {
        YES,
        NO,
        UNKNOWN
    }

    /** How a content is known. */
    public enum Basis {
        /** Byte for byte, from a backup that the CLI made. */
        EXACT,
        /** As text, from what a tool wrote, changed or read: in UTF-8, line ends as far as they are told. */
        TEXT,
        /** As it was last known; something that the log does not tell of has changed it since. */
        BEFORE,
        /** Not known. */
        NONE
    }
}
