package dev.reprise.resume;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command has to do, before any shell is chosen.
 *
 * @param directory to change to first; null to stay
 * @param home set or cleared for this one program; null to leave the environment alone
 * @param words program and arguments
 */
record Launch(@Nullable String directory, @Nullable Home home, List<String> words) {

    /** An environment variable that names the log home; {@code value} null means that it must not be set. */
    record Home(String variable, @Nullable String value) {}

    Launch {
        words = List.copyOf(words);
    }
}
