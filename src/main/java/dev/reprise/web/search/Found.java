package dev.reprise.web.search;

import dev.reprise.search.Results;
import dev.reprise.search.Section;
import dev.reprise.session.Session;
import dev.reprise.web.session.SessionRow;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Link;
import dev.reprise.web.shell.SafeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session in the results, ready to print.
 *
 * @param hits {@code 6 hits}
 * @param more {@code 3 more in this session}; empty if all are shown
 * @param copies of the conversation, that have the same
 */
record Found(SessionRow row, String hits, List<Line> lines, String more, boolean apart, List<Link> copies) {

    /**
     * An entry.
     *
     * @param label what it is: {@code prompt}, {@code command}
     * @param mono whether it can be typed
     */
    record Line(
            String label, String href, boolean mono, List<Piece> pieces, Format.@Nullable Moment when, String agent) {}

    /** A piece of a text. */
    record Piece(String text, boolean marked) {}

    static Found of(Results.Group group, String q, Format format) {
        Session session = group.session();
        int shown = (int) group.best().stream().filter(hit -> hit.seq() >= 0).count();
        int more = group.hits() - group.best().size();
        return new Found(
                SessionRow.of(session, format),
                Format.count(group.hits(), "hit"),
                group.best().stream().map(hit -> line(hit, session, q, format)).toList(),
                more <= 0 ? "" : Format.count(more) + (shown > 0 ? " more in this session" : " more"),
                group.apart(),
                group.copies().stream()
                        .map(copy -> new Link(SafeText.line(copy.title(), 60), "/sessions/" + copy.id()))
                        .toList());
    }

    private static Line line(Results.Hit hit, Session session, String q, Format format) {
        String agent = hit.agentId();
        return new Line(
                label(hit),
                hit.exported() ? "/sessions/" + session.id() + "#rescued" : href(session, agent, hit.line(), q),
                hit.section() == Section.COMMAND || hit.section() == Section.EDIT || hit.section() == Section.OUTPUT,
                pieces(hit),
                hit.at() == null ? null : format.moment(hit.at()),
                agent == null ? "" : "sub-agent");
    }

    private static String label(Results.Hit hit) {
        return hit.exported() ? "exported" : hit.section().slug();
    }

    /** The message in its conversation, with the way to the other hits. */
    static String href(Session session, @Nullable String agent, int line, String q) {
        String base = "/sessions/" + session.id()
                + (agent == null ? "" : "/agents/" + URLEncoder.encode(agent, StandardCharsets.UTF_8));
        String hits = "hits=" + URLEncoder.encode(q, StandardCharsets.UTF_8);
        return line == 0 ? base + "?" + hits : base + "?at=" + line + "&" + hits + "#l" + line;
    }

    private static List<Piece> pieces(Results.Hit hit) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (int[] range : hit.ranges()) {
            piece(pieces, hit.snippet().substring(at, range[0]), false);
            piece(pieces, hit.snippet().substring(range[0], range[1]), true);
            at = range[1];
        }
        piece(pieces, hit.snippet().substring(at), false);
        return pieces;
    }

    private static void piece(List<Piece> pieces, String text, boolean marked) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(SafeText.text(text), marked));
        }
    }
}
