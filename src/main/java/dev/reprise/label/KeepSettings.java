package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What retention does besides its rules. There is one of them.
 *
 * @param trashDays after which what is in the trash is purged
 * @param daily whether the rules are applied once a day without anybody asking
 * @param ceiling bytes of the data directory above which there is a warning; null: none
 */
public record KeepSettings(
        int trashDays, boolean daily, @Nullable Long ceiling) implements Item {

    /** If nobody said anything. */
    public static final KeepSettings DEFAULT = new KeepSettings(30, false, null);

    private static final int MOST = 3_650;

    public KeepSettings {
        if (trashDays < 1 || trashDays > MOST) {
            throw new Problem(Reason.BAD_INPUT, "The days of the trash are between 1 and 3,650.");
        }
        if (ceiling != null && ceiling < 1_000_000) {
            throw new Problem(Reason.BAD_INPUT, "A ceiling is at least 1 MB.");
        }
    }

    @Override
    public String key() {
        return "keeping";
    }
}
