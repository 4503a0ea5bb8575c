package dev.reprise.web.conversation;

import dev.reprise.session.SessionDetail.Subagent;
import dev.reprise.transcript.Stretch;
import dev.reprise.transcript.Turn;
import dev.reprise.transcript.Window;
import dev.reprise.web.shell.Format;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some turns of a conversation.
 *
 * @param first position of the first entry that is shown
 * @param before where what stands before them is asked for; null if nothing does. {@code after} likewise
 * @param tail where that is asked for which will be written after them
 * @param target address ({@code l12}) of the message it was opened for
 * @param beyond says that there is no such line; empty if there is, or none was asked for
 */
public record Conversation(
        int first,
        List<Part> parts,
        @Nullable Edge before,
        @Nullable Edge after,
        Edge tail,
        boolean empty,
        @Nullable String target,
        String beyond) {

    /** Messages in a row that are all on an abandoned branch, or all on the one that was followed. */
    record Run(boolean abandoned, List<Message> messages) {

        /** What the fold of a left branch says. */
        public String label() {
            return "Abandoned branch · " + Format.count(messages.size(), "message");
        }
    }

    /**
     * A turn.
     *
     * @param left says that it is on an abandoned branch; empty if it is not
     */
    record Part(String left, List<Run> opening, @Nullable Work work, Steps rest) {}

    /**
     * What was thought and done in a turn, folded into one line.
     *
     * @param id of its element, by the line of the turn's prompt
     */
    record Work(String id, String summary, boolean open, Steps steps) {}

    /** Messages, and where those before and after them are asked for; null where there are none. */
    public record Steps(
            @Nullable Edge before, List<Run> runs, @Nullable Edge after) {}

    /**
     * Where more is asked for.
     *
     * @param side {@code before} or {@code after}
     * @param page the same for those without scripts
     */
    public record Edge(String side, String href, String page, String text) {}

    /** What is needed to print it. */
    public record Source(String base, List<Turn> turns, List<Subagent> agents, Format format) {

        private Messages messages() {
            Map<String, Subagent> byCall = new HashMap<>();
            for (Subagent agent : agents) {
                if (agent.callId() != null) {
                    byCall.put(agent.callId(), agent);
                }
            }
            return new Messages(base, byCall, turns, format);
        }

        private Edge edge(String side, String query, int from, long entries) {
            return new Edge(
                    side,
                    base + "/entries?side=" + side + "&" + query,
                    base + "?from=" + from,
                    Format.count(entries, "entry") + " " + side);
        }
    }

    /** @param windows one for each of the excerpt's stretches */
    public static Conversation of(Source source, Excerpt excerpt, List<Window> windows, @Nullable String target) {
        List<Part> parts = new ArrayList<>();
        Messages messages = source.messages();
        for (int i = 0; i < excerpt.parts().size(); i++) {
            parts.add(part(source, messages, excerpt.parts().get(i), windows.subList(3 * i, 3 * i + 3)));
        }
        int first = excerpt.first();
        int end = excerpt.end();
        int left = excerpt.total() - end;
        return new Conversation(
                first,
                parts,
                first == 0 ? null : source.edge("before", "at=" + first, Math.max(0, first - 1), first),
                left <= 0 ? null : source.edge("after", "at=" + end, end, left),
                source.edge("after", "at=" + end, end, 0),
                excerpt.total() == 0,
                target,
                left > 0 ? "" : beyond(windows, target));
    }

    /** A piece of the work, or of the rest, of a turn. */
    public static Steps steps(Source source, Stretch all, Window window) {
        return steps(source, all, window, source.messages().runs(window, null));
    }

    private static Part part(Source source, Messages messages, Excerpt.Part part, List<Window> windows) {
        Turn turn = part.turn();
        boolean left = turn != null && turn.abandoned();
        List<Run> opening = messages.runs(
                windows.getFirst(), part.before() == null ? null : part.before().until());
        Steps work = steps(source, part.work().all(), windows.get(1), messages.runs(windows.get(1), null));
        Steps rest = steps(source, part.rest().all(), windows.get(2), messages.runs(windows.get(2), null));
        Work folded = turn == null || part.work().isEmpty()
                ? null
                : new Work("w" + turn.line(), OutlineItem.work(turn), part.open(), left ? flat(work) : work);
        return turn != null && left
                ? new Part(
                        "Abandoned branch · " + Format.count(turn.extent().end() - turn.position(), "entry"),
                        flat(opening),
                        folded,
                        flat(rest))
                : new Part("", opening, folded, rest);
    }

    private static Steps flat(Steps steps) {
        return new Steps(steps.before(), flat(steps.runs()), steps.after());
    }

    private static List<Run> flat(List<Run> runs) {
        return runs.stream().map(run -> new Run(false, run.messages())).toList();
    }

    private static Steps steps(Source source, Stretch all, Window window, List<Run> runs) {
        int first = window.first();
        int end = window.end();
        int earlier = first - all.from();
        int later = all.to() - end;
        String within = "&from=" + all.from() + "&to=" + all.to();
        return new Steps(
                earlier <= 0
                        ? null
                        : source.edge(
                                "before",
                                "at=" + first + within,
                                Math.max(all.from(), first - Excerpt.WINDOW),
                                earlier),
                runs,
                later <= 0 ? null : source.edge("after", "at=" + end + within, end, later));
    }

    private static String beyond(List<Window> windows, @Nullable String target) {
        int last = windows.stream()
                .flatMap(window -> window.items().stream())
                .mapToInt(item -> item.row().line())
                .max()
                .orElse(0);
        if (target == null || last == 0) {
            return "";
        }
        int wanted = Integer.parseInt(target.substring(1));
        return wanted <= last
                ? ""
                : "Line " + Format.count(wanted) + " is beyond the end of this conversation; its last line is "
                        + Format.count(last) + ".";
    }
}
