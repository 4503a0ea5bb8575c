package dev.reprise.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one record tells of a file of the working directory.
 *
 * @param path as the record has it: whole, or from the directory of the session; of the machine that it was written on
 * @param folder whole path of the directory that the file was in; null if the record does not say
 * @param at when that was so
 * @param backup name of the file that holds it as it was then, byte for byte
 * @param before what it held before the change; null: not told, or there was no file
 * @param after what it held from then on, as text; null: not told
 * @param edits what was changed, where {@code before} is not told
 */
public record FileMark(
        Kind kind,
        String path,
        @Nullable String folder,
        @Nullable Instant at,
        @Nullable String backup,
        @Nullable String before,
        @Nullable String after,
        List<Edit> edits) {

    /** What it is. */
    public enum Kind {
        /** A copy of the file as it was. */
        BACKUP,
        /** There was no such file. */
        ABSENT,
        /** It was written as a whole; {@code before} null: it was made, or that is not told. */
        WRITTEN,
        /** Made, where there was none before. */
        MADE,
        /** A part of it was changed. */
        EDITED,
        /** It was read as a whole. */
        SEEN
    }

    /**
     * One text for another; everywhere, or where it stands first.
     *
     * @param withLineEnd whether, when nothing comes in its place, the line end behind it goes too, if there is one
     */
    public record Edit(String old, String fresh, boolean everywhere, boolean withLineEnd) {

        /** What goes from this text. */
        private String goes(String text) {
            return withLineEnd && fresh.isEmpty() && !old.endsWith("\n") && text.contains(old + "\n")
                    ? old + "\n"
                    : old;
        }
    }

    /** The text after the edits; empty if they do not fit this one. */
    public static Optional<String> apply(String text, List<Edit> edits) {
        String now = text;
        for (Edit edit : edits) {
            String old = edit.goes(now);
            if (old.isEmpty()) {
                if (!now.isEmpty()) {
                    return Optional.empty();
                }
                now = edit.fresh;
            } else if (edit.everywhere) {
                if (!now.contains(old)) {
                    return Optional.empty();
                }
                now = now.replace(old, edit.fresh);
            } else {
                int at = now.indexOf(old);
                if (at < 0) {
                    return Optional.empty();
                }
                now = now.substring(0, at) + edit.fresh + now.substring(at + old.length());
            }
        }
        return Optional.of(now);
    }
}
