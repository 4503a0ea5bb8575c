package dev.reprise.retention;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that was seen once and cannot be seen again; a line of {@code observed/cleanup.jsonl}. Times: epoch milliseconds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
sealed interface Seen {

    /** When it was seen. */
    long at();

    /** Path of the log home. */
    String home();

    /**
     * What the CLI's settings said; written whenever it is other than before.
     *
     * @param days after which logs are deleted; null: nothing is
     * @param from the file that says so; null: nobody set it
     * @param paused why nothing is deleted; null if it is
     * @param last when the clean-up last ran, as far as that is known
     */
    record Setting(
            long at,
            String home,
            @Nullable Long days,
            @Nullable String from,
            @Nullable String paused,
            @Nullable Long last)
            implements Seen {

        boolean saysAsMuchAs(Setting other) {
            return new Setting(0, home, days, from, paused, last)
                    .equals(new Setting(0, other.home, other.days, other.from, other.paused, other.last));
        }
    }

    /**
     * Main logs that were gone when it was looked.
     *
     * @param lastSeen when all were last looked at before; null: not since Reprise was started
     * @param sweptAt when the CLI's clean-up had last run then; null: not known
     * @param explained by the CLI's rule: yes, no; null: it cannot be told
     * @param why how that is known, one sentence
     * @param open not judged yet: the clean-up may be at work; what is found is another line with the same time
     */
    record Deletion(
            long at,
            String home,
            @Nullable Long lastSeen,
            @Nullable Long sweptAt,
            List<Log> logs,
            @Nullable Boolean explained,
            String why,
            boolean open)
            implements Seen {}

    /** One of them: id of its session, path in the home, size in bytes, file time, and whether the vault has all of it. */
    record Log(@Nullable String session, String path, long bytes, long modified, boolean kept) {}
}
