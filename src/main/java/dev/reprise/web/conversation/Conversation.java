package dev.reprise.web.conversation;

import dev.reprise.session.SessionDetail.Subagent;
import dev.reprise.transcript.Turn;
import dev.reprise.transcript.Window;
import dev.reprise.web.shell.Format;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A window of a conversation.
 *
 * @param base address of the page of this log
 * @param first position of its first entry; {@code end} one past its last; {@code total} entries of the log
 * @param target address ({@code l12}) of the message the window was opened for
 * @param beyond says that there is no such line; empty if there is, or none was asked for
 */
public record Conversation(
        String base,
        int first,
        int end,
        int total,
        List<Run> runs,
        @Nullable String target,
        String beyond) {

    /** Entries in one window. */
    public static final int WINDOW = 80;

    /** Messages in a row that are all on an abandoned branch, or all on the one that was followed. */
    record Run(boolean abandoned, List<Message> messages) {

        /** What the fold of a left branch says. */
        public String label() {
            return "Abandoned branch · " + Format.count(messages.size(), "message");
        }
    }

    public static Conversation of(
            String base,
            Window window,
            List<Turn> outline,
            List<Subagent> agents,
            @Nullable String target,
            Format format) {
        Map<String, Subagent> byCall = new HashMap<>();
        for (Subagent agent : agents) {
            if (agent.callId() != null) {
                byCall.put(agent.callId(), agent);
            }
        }
        Messages messages = new Messages(base, byCall, outline, format);
        return new Conversation(
                base,
                window.first(),
                window.end(),
                window.total(),
                messages.runs(window),
                target,
                beyond(window, target));
    }

    private static String beyond(Window window, @Nullable String target) {
        if (target == null || window.end() < window.total() || window.items().isEmpty()) {
            return "";
        }
        int last = window.items().stream()
                .mapToInt(item -> item.row().line())
                .max()
                .orElse(0);
        int wanted = Integer.parseInt(target.substring(1));
        return wanted <= last
                ? ""
                : "Line " + Format.count(wanted) + " is beyond the end of this conversation; its last line is "
                        + Format.count(last) + ".";
    }

    public boolean before() {
        return first > 0;
    }

    public boolean after() {
        return end < total;
    }

    /** Where the entries before this window are asked for. */
    public String beforeHref() {
        int from = Math.max(0, first - WINDOW);
        return base + "/entries?side=before&from=" + from + "&to=" + first;
    }

    /** Where the entries after this window are asked for, those that will be written too. */
    public String afterHref() {
        return base + "/entries?side=after&from=" + end + "&to=" + (end + WINDOW);
    }

    /** The page of the window before, for those without scripts. */
    public String beforePage() {
        return base + "?from=" + Math.max(0, first - WINDOW);
    }

    /** The page of the window after. */
    public String afterPage() {
        return base + "?from=" + end;
    }

    /** How many entries are before this window. */
    public String beforeCount() {
        return Format.count(first, "entry") + " before";
    }

    public String afterCount() {
        return Format.count((long) total - end, "entry") + " after";
    }
}
