package dev.reprise.intake;

import dev.reprise.session.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process that runs a session and saves nothing of it. Strings come from files and the system: hostile, unescaped.
 *
 * @param agent label of its CLI
 * @param session null where nothing names it
 * @param directory it works in; null if that cannot be seen
 * @param name that its CLI shows for it
 * @param since when what is said in it is saved no more, as far as is known
 */
public record Unsaved(
        String agent,
        @Nullable SessionId session,
        long pid,
        @Nullable String directory,
        @Nullable String name,
        @Nullable Instant since,
        Why why) {

    /** Why, as far as it is known. */
    public enum Why {
        /** It was started from inside another session, whose mark it took over. */
        INHERITED("it was started from inside another Claude session"),
        /** A variable in its environment switches it off. */
        SWITCHED_OFF("CLAUDE_CODE_SKIP_PROMPT_HISTORY is set for it"),
        /** Its log was deleted while it runs: what comes goes into a new one, what was is not in it. */
        LOG_GONE("its log was deleted while it runs"),
        /** It works, or prompts of it are in the history, and its log does not grow: a full or read-only disk, or no permission to write. */
        NOT_WRITTEN(
                "what is said in it does not reach its log: the disk may be full or read-only, or the log not writable"),
        /** Its command line says so: nothing to worry about. */
        WANTED("it was started with --no-session-persistence");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        /** As the end of a sentence. */
        public String words() {
            return words;
        }

        public String slug() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether somebody should do something at once. */
    public boolean isAlarm() {
        return why != Why.WANTED;
    }
}
