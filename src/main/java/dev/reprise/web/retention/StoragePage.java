package dev.reprise.web.retention;

import dev.reprise.web.shell.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes are, ready to print.
 *
 * @param project directory of the one that is looked into; null: all
 * @param sum raw, stored and their ratio
 * @param tiles of the drawing, which is {@code 960} by {@code 320}; {@code told} the same in words
 * @param unknown what is not known yet; empty if nothing
 * @param space what Reprise itself takes; {@code ceiling} in GB, empty if none; {@code warning} empty if there is none
 */
record StoragePage(
        Frame frame,
        @Nullable String project,
        String title,
        String sum,
        List<Tile> tiles,
        String told,
        List<Row> projects,
        List<Row> sessions,
        List<Kind> kinds,
        String unknown,
        List<Kind> space,
        String looked,
        String ceiling,
        String warning,
        List<Frees> frees) {

    /**
     * A rectangle.
     *
     * @param label empty where it has no room; {@code shade} from 0 to 4
     */
    record Tile(int x, int y, int width, int height, String label, String bytes, String text, String href, int shade) {}

    /** @param share of all that is listed, percent */
    record Row(
            String name,
            String whole,
            String href,
            String list,
            String sessions,
            String raw,
            String stored,
            int share) {}

    /** @param permille of all, for the bar */
    record Kind(String slug, String name, String bytes, long permille, String note) {}

    /** What a rule would free. */
    record Frees(int number, String match, String takes, String bytes) {}
}
