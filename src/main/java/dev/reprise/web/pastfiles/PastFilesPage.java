package dev.reprise.web.pastfiles;

import dev.reprise.web.shell.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files as they were, ready to print.
 *
 * @param back address of the message; {@code when} its time
 * @param line and {@code agent} of the message, as asked; empty: the end of the main log
 * @param directory that they are compared with and written into; empty: none was chosen
 * @param blocked why nothing can be written; null if something can be
 * @param more how many are not listed; empty if all are
 */
record PastFilesPage(
        Frame frame,
        String id,
        String title,
        String back,
        String when,
        String line,
        String agent,
        String base,
        String directory,
        String plan,
        @Nullable String blocked,
        List<Row> files,
        String more,
        String button) {

    /**
     * A file.
     *
     * @param key its whole path, as a form sends it
     * @param answer {@code yes}, {@code no} or {@code unknown}; {@code word} of the badge
     * @param does what writing would do: {@code write replace same leave}; {@code says} that in words
     * @param sure whether it is among all
     * @param known whether there is a content to be looked at
     */
    record Row(
            String key,
            String name,
            String folder,
            String answer,
            String word,
            String how,
            String bytes,
            String does,
            String says,
            boolean sure,
            boolean known) {}

    /** A content, or a difference. */
    record Shown(String title, List<Line> lines, String cut, String download) {}

    /** @param slug {@code plus minus at} or empty */
    record Line(String slug, String text) {}
}
