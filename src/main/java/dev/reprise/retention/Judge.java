package dev.reprise.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether the CLI's own rule explains that a log is gone. Only what was seen counts: what nobody saw is unknown. */
final class Judge {

    /**
     * @param explained yes, no; null: it cannot be told
     * @param why one sentence
     */
    record Verdict(@Nullable Boolean explained, String why) {}

    /**
     * What was known when the log was found gone.
     *
     * @param noticed when that was; {@code lastSeen} when the log was last seen, null: before Reprise was started
     * @param swept when the clean-up last ran; null: it never did, or took its mark away
     * @param settings those that may have been in force since it was last seen, the newest last
     * @param project a project whose own setting is shorter than these; null: none is known
     * @param projectDays that it says
     */
    record Known(
            Instant noticed,
            @Nullable Instant lastSeen,
            @Nullable Instant swept,
            List<Seen.Setting> settings,
            @Nullable String project,
            long projectDays) {}

    private static final Duration LEEWAY = Duration.ofMinutes(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    private Judge() {}

    static Verdict of(Instant modified, Known known, ZoneId zone) {
        Instant swept = known.swept;
        if (swept == null) {
            return new Verdict(false, "Claude Code's clean-up has left no mark of ever having run here.");
        }
        if (!ranSince(swept, known.lastSeen)) {
            return new Verdict(
                    false,
                    "Claude Code's clean-up last ran " + at(swept, zone) + ", and the log was still there "
                            + at(Objects.requireNonNull(known.lastSeen), zone) + ".");
        }
        Seen.Setting shortest = shortest(known.settings);
        if (shortest == null) {
            return new Verdict(
                    null, "What the setting was when the clean-up ran " + at(swept, zone) + " was not seen.");
        }
        Long days = shortest.days();
        if (days != null && !modified.plus(Duration.ofDays(days)).isAfter(swept)) {
            return new Verdict(
                    true,
                    "It was last written " + at(modified, zone) + ", Claude Code deletes after " + days(days)
                            + ", and its clean-up ran " + at(swept, zone) + ".");
        }
        if (known.project != null
                && !modified.plus(Duration.ofDays(known.projectDays)).isAfter(swept)) {
            return new Verdict(
                    null,
                    known.project + " says " + days(known.projectDays)
                            + " in its own settings: a clean-up that ran there " + at(swept, zone)
                            + " would have deleted it. Whether it ran there was not seen.");
        }
        String rule = days == null
                ? "nothing is deleted as the settings are"
                : "with " + days(days) + " it stays until " + at(modified.plus(Duration.ofDays(days)), zone);
        return known.lastSeen == null
                ? new Verdict(
                        null,
                        "It went while Reprise did not run. The clean-up ran " + at(swept, zone) + ", but " + rule
                                + "; what the settings were in between was not seen.")
                : new Verdict(
                        false,
                        "The clean-up ran " + at(swept, zone) + ", but the log was last written " + at(modified, zone)
                                + ": " + rule + ". Something else deleted it.");
    }

    /** Whether a clean-up with this mark may have deleted what was there then: it takes a while, and file times are coarse. */
    static boolean ranSince(@Nullable Instant swept, @Nullable Instant lastSeen) {
        return swept != null && (lastSeen == null || !swept.plus(LEEWAY).isBefore(lastSeen));
    }

    private static Seen.@Nullable Setting shortest(List<Seen.Setting> settings) {
        Seen.Setting shortest = null;
        for (Seen.Setting setting : settings) {
            if (shortest == null || length(setting) < length(shortest)) {
                shortest = setting;
            }
        }
        return shortest;
    }

    private static long length(Seen.Setting setting) {
        Long days = setting.days();
        return days == null ? Long.MAX_VALUE : days;
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }

    private static String at(Instant moment, ZoneId zone) {
        return TIME.format(moment.atZone(zone));
    }
}
