package dev.reprise.web.organise;

import dev.reprise.web.session.SessionRow;
import dev.reprise.web.shell.Frame;
import java.util.List;

/**
 * The page of a project.
 *
 * @param colour that a person gave it; else empty
 * @param dirs all directories that are shown as it
 * @param sums sessions and turns
 * @param href the list of all its sessions
 */
record ProjectPage(
        Frame frame,
        String label,
        String colour,
        String dir,
        List<String> dirs,
        String sums,
        List<SessionRow> sessions,
        String href,
        List<Changed> files,
        List<Named> branches,
        List<Bar> weeks) {

    /** @param path as people name it; {@code whole} as it is */
    record Changed(String path, String whole, String added, String removed, String sessions, String href) {}

    record Named(String name, String count, String href) {}

    /** A week of the drawing, in its units. */
    record Bar(int x, int y, int height, String text) {}

    /** All weeks as text, for who does not see the drawing. */
    public String told() {
        return weeks.stream()
                .filter(week -> week.height() > 0)
                .map(Bar::text)
                .reduce((a, b) -> a + "; " + b)
                .orElse("No turns in the last half year");
    }
}
