package dev.reprise.web.conversation;

import dev.reprise.transcript.Turn;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * A turn in the outline and in the strip that is the map of a session.
 *
 * @param href address of its prompt, relative to the page of its log
 * @param y start in the strip and {@code height}, in thousandths of it
 */
record OutlineItem(
        String href,
        int line,
        String kind,
        String text,
        String time,
        String facts,
        boolean failed,
        boolean abandoned,
        int y,
        int height) {

    static List<OutlineItem> of(List<Turn> turns, int total, Format format) {
        List<OutlineItem> items = new ArrayList<>(turns.size());
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            int end = i + 1 < turns.size() ? turns.get(i + 1).position() : total;
            items.add(item(turn, end, Math.max(1, total), format));
        }
        return items;
    }

    private static OutlineItem item(Turn turn, int end, int total, Format format) {
        int y = (int) (1000L * turn.position() / total);
        int bottom = (int) (1000L * Math.max(end, turn.position()) / total);
        Format.Moment at = format.moment(turn.at());
        return new OutlineItem(
                "?at=" + turn.line() + "#l" + turn.line(),
                turn.line(),
                turn.kind(),
                SafeText.line(turn.text(), 140),
                at == null ? "" : at.time().substring(0, 5),
                facts(turn),
                turn.failures() > 0,
                turn.abandoned(),
                y,
                Math.max(2, bottom - y - 2));
    }

    /** This and the next one as one segment of the map. */
    OutlineItem with(OutlineItem next) {
        return new OutlineItem(
                href,
                line,
                kind,
                text,
                time,
                facts,
                failed || next.failed,
                abandoned && next.abandoned,
                y,
                next.y + next.height - y);
    }

    /** What the fold of a turn's work says. */
    static String work(Turn turn) {
        String facts = facts(turn);
        return turn.tools() > 0 ? facts : facts.isEmpty() ? "Thinking" : "Thinking · " + facts;
    }

    /** What followed a prompt, in one line: {@code 12 tools · 1 file · 1 failed · 2 min 04}. */
    static String facts(Turn turn) {
        List<String> facts = new ArrayList<>();
        if (turn.tools() > 0) {
            facts.add(Format.count(turn.tools(), "tool"));
        }
        if (turn.files() > 0) {
            facts.add(Format.count(turn.files(), "file"));
        }
        if (turn.failures() > 0) {
            facts.add(Format.count(turn.failures()) + " failed");
        }
        if (turn.millis() >= 1000) {
            facts.add(Format.span(turn.millis()));
        }
        return String.join(" · ", facts);
    }
}
