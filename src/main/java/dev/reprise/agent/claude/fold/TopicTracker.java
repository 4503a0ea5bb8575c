package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.claude.record.Texts;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what a session is about where nobody gave it a title: the first words that say something. */
final class TopicTracker {
    private static final String PLAN = "Implement the following plan:";
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}[ \\t]+(\\S.*)$");
    private static final Pattern PLAN_WORD = Pattern.compile("(?i)^(?:implementation )?plan\\s*[:–—-]\\s*");
    /** The part of a compaction's text that tells what was asked. */
    private static final Pattern ASKED =
            Pattern.compile("Primary Request and Intent:?\\**\\s*\\n(.*?)(?:\\n\\s*\\d+\\.\\s|\\z)", Pattern.DOTALL);

    private static final Pattern BIDI = Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private static final Set<String> NODS = Set.of(
            "y",
            "yes",
            "yep",
            "yeah",
            "ja",
            "n",
            "no",
            "nein",
            "ok",
            "okay",
            "k",
            "sure",
            "continue",
            "go",
            "go on",
            "go ahead",
            "proceed",
            "next",
            "weiter",
            "mach weiter",
            "resume",
            "done",
            "thanks",
            "thank you",
            "please",
            "do it",
            "try again",
            "again",
            "retry",
            "stop",
            "wait",
            "good",
            "great",
            "perfect");

    /** Commands of the client itself: they say nothing of the work. */
    private static final Set<String> HOUSEKEEPING = Set.of(
            "/clear",
            "/exit",
            "/quit",
            "/model",
            "/login",
            "/logout",
            "/config",
            "/status",
            "/resume",
            "/help",
            "/cost",
            "/usage",
            "/context",
            "/compact",
            "/rename",
            "/effort",
            "/fast",
            "/theme",
            "/permissions",
            "/mcp",
            "/plugin",
            "/plugins",
            "/hooks",
            "/agents",
            "/memory",
            "/doctor",
            "/terminal-setup",
            "/ide",
            "/export",
            "/add-dir",
            "/vim",
            "/statusline",
            "/output-style",
            "/privacy-settings",
            "/upgrade",
            "/release-notes",
            "/bug",
            "/feedback",
            "/new",
            "/reset",
            "/tag",
            "/color",
            "/rewind",
            "/background",
            "/bg",
            "/tasks",
            "/todos");

    private final FoldState s;

    TopicTracker(FoldState state) {
        this.s = state;
    }

    /** Without controls that turn the direction of the text around it. */
    static String plain(String line) {
        return BIDI.matcher(line).replaceAll("");
    }

    /** Whether a command is only for the client. */
    static boolean isHousekeeping(String name) {
        return HOUSEKEEPING.contains(name.toLowerCase(Locale.ROOT));
    }

    void entry(Entry entry) {
        switch (entry) {
            case Entry.Prompt e
            when s.topic == null -> s.topic = prompt(e.text().value());
            case Entry.Summary e
            when s.topic == null && s.askedBefore == null ->
                s.askedBefore = asked(e.text().value());
            case Entry.Command e
            when s.topicCommand == null && !isHousekeeping(e.name()) ->
                s.topicCommand = line(e.name() + " " + e.arguments());
            case Entry.Image e when s.topic == null && s.firstAny == null -> s.beginsWithPicture = true;
            case Entry.Reply e
            when s.topicReply == null -> s.topicReply = line(e.text().value());
            case Entry.Notification e
            when s.topicReport == null && !e.text().value().isBlank() ->
                s.topicReport = line(e.text().value());
            default -> {}
        }
    }

    /** Null while nothing is known. */
    @Nullable
    String topic() {
        if (s.task != null && !s.person) {
            return s.task;
        }
        if (s.askedBefore != null) {
            return s.askedBefore;
        }
        if (s.topic != null) {
            return s.topic;
        }
        if (s.topicCommand != null) {
            return s.topicCommand;
        }
        if (s.beginsWithPicture && s.topicReply != null) {
            return line("Image · " + s.topicReply);
        }
        if (s.firstAny == null && s.topicReport != null) {
            return s.topicReport;
        }
        String written = s.firstAny == null && s.writtenLastPrompt != null ? plain(s.writtenLastPrompt) : null;
        return written != null && Prompts.real(written) ? written : s.member;
    }

    private static @Nullable String prompt(String text) {
        if (text.stripLeading().startsWith(PLAN)) {
            Matcher heading = HEADING.matcher(text);
            if (heading.find()) {
                String name = PLAN_WORD.matcher(heading.group(1).strip()).replaceFirst("");
                return line(name.isBlank() ? heading.group(1) : name);
            }
        }
        String line = line(Prompts.withoutPasteTags(text));
        return line != null && Prompts.real(line) && !isNod(line) ? line : null;
    }

    private static boolean isNod(String line) {
        String words = line.toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{Punct}\\p{So}]+", " ")
                .strip();
        return words.length() < 2
                || NODS.contains(words)
                || words.chars().allMatch(c -> c == ' ' || c >= '0' && c <= '9');
    }

    private static @Nullable String asked(String summary) {
        Matcher asked = ASKED.matcher(summary);
        if (!asked.find()) {
            return null;
        }
        return line(asked.group(1).replaceAll("(?m)^\\s*[-*•>]+\\s*", " ").replaceAll("\\*\\*", ""));
    }

    private static @Nullable String line(String text) {
        String line = Texts.oneLine(plain(text), Prompts.LENGTH);
        return line.isBlank() ? null : line;
    }
}
