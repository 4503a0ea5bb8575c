package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.Entry.Head;
import dev.reprise.agent.Entry.Text;
import dev.reprise.agent.Reader;
import dev.reprise.agent.claude.record.Texts;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tags that the client puts around what is not plain typing. Only known names count, and only at the start: people
 * write angle brackets too. Nothing after the first {@value #REACH} characters decides what a text is, so that a text cut
 * there is the same.
 */
final class Wrappers {
    static final int REACH = Reader.SEARCHED;

    private static final List<String> META = List.of(
            "<local-command-caveat>",
            "Caveat: The messages below were generated",
            "Stop hook feedback:",
            "<session-start-hook>",
            "<tick>",
            "<goal>");

    private static final List<String> REPORTS =
            List.of("<task-notification>", "<teammate-message", "<ci-monitor-event");

    private static final List<String> CONTEXT = List.of("ide_opened_file", "ide_selection", "system-reminder");

    private static final String TEAM_MATE = "<teammate-message";
    private static final Pattern TEAM_MESSAGE = Pattern.compile(
            "<teammate-message(?:\\s+teammate_id=\"([^\"]{0,200})\")?[^>]{0,400}>(.*?)(?:</teammate-message>|\\z)",
            Pattern.DOTALL);

    private Wrappers() {}

    /** What a text in a user message is; null if it is text that the client put in and nobody typed. */
    static @Nullable Entry said(Head head, Text text, boolean queued) {
        String start = start(text.value());
        if (start.startsWith("<command-name>") || start.startsWith("<command-message>")) {
            return command(head, start);
        }
        if (start.startsWith("<local-command-std")) {
            return output(head, text, start);
        }
        if (start.startsWith("<bash-input>")) {
            return new Entry.Shell(head, Texts.with(text, tag(start, "bash-input")));
        }
        if (start.startsWith("<bash-stdout>") || start.startsWith("<bash-stderr>")) {
            return new Entry.ShellOutput(
                    head, Texts.with(text, tag(start, "bash-stdout")), new Text(tag(start, "bash-stderr")));
        }
        if (startsWithAny(start, META)) {
            return null;
        }
        if (startsWithAny(start, REPORTS)) {
            return notification(head, text, start);
        }
        if (start.startsWith("[Request interrupted by user")) {
            return new Entry.Interrupt(head, start);
        }
        if (start.startsWith("This session is being continued from a previous conversation")) {
            return new Entry.Summary(head, text);
        }
        if (start.startsWith("<user-memory-input>")) {
            return new Entry.Command(head, "#", tag(start, "user-memory-input"));
        }
        return prompt(head, text, queued);
    }

    private static @Nullable Entry prompt(Head head, Text text, boolean queued) {
        String all = text.value();
        int from = skipContext(all);
        if (from == 0) {
            return new Entry.Prompt(head, text, queued);
        }
        String rest = all.substring(from);
        if (rest.isBlank()) {
            String start = start(all);
            for (String name : CONTEXT) {
                if (start.startsWith("<" + name) && !name.equals("system-reminder")) {
                    return new Entry.Attachment(head, name, null, Texts.with(text, tag(start, name)));
                }
            }
            return null;
        }
        return new Entry.Prompt(head, Texts.with(text, rest), queued);
    }

    /** Index behind the editor's and the client's preambles at the start, and the white space around them. */
    static int skipContext(String text) {
        int at = 0;
        while (true) {
            int begin = blanks(text, at);
            String name = contextAt(text, begin);
            if (name == null) {
                return at == 0 ? 0 : begin;
            }
            int end = text.indexOf("</" + name + ">", begin);
            if (end < 0 || end > REACH) {
                return text.length();
            }
            at = end + name.length() + 3;
        }
    }

    private static @Nullable String contextAt(String text, int at) {
        for (String name : CONTEXT) {
            if (text.startsWith("<" + name + ">", at)) {
                return name;
            }
        }
        return null;
    }

    /** A task, a team mate or a monitor reports; the text is its summary and result, else all of it. */
    static Entry notification(Head head, Text text, String start) {
        if (start.startsWith(TEAM_MATE)) {
            return teamMates(head, text, start);
        }
        String said = tag(start, "summary");
        String result = tag(start, "result");
        if (result.isBlank()) {
            result = tag(start, "event");
        }
        if (!result.isBlank()) {
            said = said.isBlank() ? result : said + "\n\n" + result;
        }
        if (said.isBlank()) {
            return new Entry.Notification(head, null, null, text);
        }
        String task = tag(start, "task-id");
        String status = tag(start, "status");
        return new Entry.Notification(
                head, task.isEmpty() ? null : task, status.isEmpty() ? null : status, Texts.with(text, said));
    }

    /** One record may hold the messages of several. */
    private static Entry teamMates(Head head, Text text, String start) {
        StringBuilder said = new StringBuilder();
        Matcher message = TEAM_MESSAGE.matcher(start);
        String only = null;
        int count = 0;
        while (message.find()) {
            String name = message.group(1) == null ? "team mate" : Texts.oneLine(message.group(1), 100);
            only = name;
            said.append(count++ == 0 ? "" : "\n\n")
                    .append(name)
                    .append(": ")
                    .append(message.group(2).strip());
        }
        if (count == 0) {
            return new Entry.Notification(head, null, null, Texts.with(text, tag(start, "teammate-message")));
        }
        String body = count == 1 ? said.substring(String.valueOf(only).length() + 2) : said.toString();
        return new Entry.Notification(head, count == 1 ? only : null, null, Texts.with(text, body));
    }

    private static Entry command(Head head, String text) {
        String name = tag(text, "command-name");
        if (name.isEmpty()) {
            name = tag(text, "command-message");
        }
        name = Texts.oneLine(name, 200);
        return new Entry.Command(head, name.startsWith("/") ? name : "/" + name, tag(text, "command-args"));
    }

    private static Entry output(Head head, Text text, String start) {
        String out = tag(start, "local-command-stdout");
        String err = tag(start, "local-command-stderr");
        boolean failed = !err.isBlank();
        return new Entry.CommandOutput(head, Texts.with(text, failed && out.isBlank() ? err : out), failed);
    }

    /** What stands between a tag and its end (or the end of the text); empty if it is not there. */
    static String tag(String text, String name) {
        int open = text.indexOf("<" + name);
        int from = open < 0 ? -1 : text.indexOf('>', open);
        if (from < 0) {
            return "";
        }
        int to = text.indexOf("</" + name + ">", from);
        return text.substring(from + 1, to < 0 ? text.length() : to).strip();
    }

    private static String start(String text) {
        return text.substring(blanks(text, 0));
    }

    private static int blanks(String text, int at) {
        int i = at;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean startsWithAny(String text, List<String> starts) {
        for (String start : starts) {
            if (text.startsWith(start)) {
                return true;
            }
        }
        return false;
    }
}
