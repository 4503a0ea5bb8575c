package dev.reprise.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the clean-up of a coding CLI does with the logs of one home, as far as files on this machine tell. What is named on a
 * command line cannot be seen.
 *
 * @param settings where the time may be set, the one that wins first; the default is the last
 * @param after logs that were not written for so long are deleted; empty: it deletes nothing
 * @param paused why it deletes nothing: a sentence that says what to do; null if it does, or if the setting says never
 * @param last when it last ran; null if that is not known
 */
public record Cleanup(
        List<Setting> settings,
        Optional<Duration> after,
        @Nullable String paused,
        @Nullable Instant last) {

    /** It runs once in so long at most. */
    public static final Duration EVERY = Duration.ofHours(24);

    public Cleanup {
        settings = List.copyOf(settings);
    }

    /**
     * A place where the time may be set.
     *
     * @param level whose it is
     * @param file null for the default
     * @param found what was found there
     * @param days that it says; null unless it is {@link Found#SET}
     */
    public record Setting(
            Level level,
            @Nullable Path file,
            Found found,
            @Nullable Long days) {}

    /** Whose setting it is. */
    public enum Level {
        MANAGED,
        LOCAL,
        PROJECT,
        USER,
        DEFAULT;

        /** As people read it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What was found at a place. */
    public enum Found {
        NO_FILE("no file"),
        NOT_SET("not set"),
        SET("set"),
        /** A value that the CLI refuses. */
        INVALID("not a valid value"),
        /** No JSON that can be read. */
        UNREADABLE("cannot be read");

        private final String words;

        Found(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** What decides when a file is deleted. */
    public enum Fate {
        /** Goes with the main log of its session. */
        WITH_LOG,
        /** By its own file time, even if its session stays. */
        OWN_TIME,
        /** When any other session starts. */
        ANY_START,
        /** Stays. */
        NEVER
    }

    /** The setting that is in force: the one that stops it all, else the first that says something. */
    public Optional<Setting> inForce() {
        return settings.stream()
                .filter(setting -> paused == null
                        ? setting.found == Found.SET
                        : setting.found == Found.INVALID || setting.found == Found.UNREADABLE)
                .findFirst();
    }

    /** When it runs next at the earliest; null if it never ran, or is paused. */
    public @Nullable Instant next() {
        return last == null || after.isEmpty() ? null : last.plus(EVERY);
    }
}
