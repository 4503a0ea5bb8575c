package dev.reprise.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done to files, and the proof: no content, only names of files, sizes and check sums. Kept until somebody deletes the file.
 *
 * @param id begins with the time: sorted by id is sorted by time
 * @param what {@code restore}, {@code sweep}, {@code purge}, {@code files}, {@code settings}
 * @param who through which door: page, api, a rule
 * @param files each that was touched
 * @param notes sentences: what could not be reached, what to know
 * @param undoneAt when it was taken back; null if it was not
 */
public record Receipt(
        String id,
        String what,
        Instant at,
        String who,
        List<Item> files,
        List<String> notes,
        @Nullable Instant undoneAt) {

    /**
     * One file.
     *
     * @param session public id of the session that it belongs to; null: none
     * @param path on this machine
     * @param done {@code wrote}, {@code refreshed} (its time), {@code deleted}, {@code rewrote}, {@code left},
     *     {@code set-aside} (renamed to {@code .bak})
     * @param sha256 of its content, hexadecimal: what was written, or was deleted; null where that was not read
     */
    public record Item(
            @Nullable String session,
            String path,
            String done,
            long bytes,
            @Nullable String sha256) {}

    public Receipt {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /** Bytes of the files that something was done to. */
    public long bytes() {
        return files.stream()
                .filter(file -> !file.done.equals("left"))
                .mapToLong(Item::bytes)
                .sum();
    }

    Receipt with(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Receipt(id, what, at, who, files, all, undoneAt);
    }

    Receipt undone(Instant when) {
        return new Receipt(id, what, at, who, files, notes, when);
    }
}
