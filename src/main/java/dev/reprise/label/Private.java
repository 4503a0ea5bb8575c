package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.Locale;

/**
 * Sessions that are not to be imported: not a byte of them reaches the vault.
 *
 * @param key never changes
 * @param by what they are told by
 * @param text the directory (sessions that began in it or below it), the project's directory, or the tag
 */
public record Private(String key, By by, String text) implements Item {

    /** What a session is told by. */
    public enum By {
        DIRECTORY,
        PROJECT,
        TAG;

        /** As people and the API write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws Problem BAD_INPUT for what is none */
        public static By of(String word) {
            for (By by : values()) {
                if (by.word().equals(word)) {
                    return by;
                }
            }
            throw new Problem(Reason.BAD_INPUT, "What is private is told by directory, project or tag.");
        }
    }

    private static final int LONGEST = 1_000;

    public Private {
        text = by == By.TAG ? Given.tag(text) : directory(text);
    }

    private static String directory(String given) {
        String text = given.strip();
        while (text.length() > 1 && (text.endsWith("/") || text.endsWith("\\"))) {
            text = text.substring(0, text.length() - 1);
        }
        boolean whole = text.startsWith("/") || text.matches("[A-Za-z]:[\\\\/].*");
        if (!whole
                || text.equals("/")
                || text.length() > LONGEST
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new Problem(
                    Reason.BAD_INPUT,
                    "Give the whole path of a directory, as in /home/me/private. Not the root of all.");
        }
        return text;
    }

    /** Whether a session in this directory is meant. */
    public boolean holds(String dir) {
        return by != By.TAG && (dir.equals(text) || dir.startsWith(text + "/") || dir.startsWith(text + "\\"));
    }
}
