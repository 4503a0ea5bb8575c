package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who began a session, and with which flags (formats/FORMAT-claude.md sections 3 and 4; {@code <scheduled-task name=…>} as the
 * desktop client writes it).
 */
final class OriginTracker {

    private static final int NAME = 200;
    private static final int MAX_DIRECTORIES = 20;
    private static final Pattern TASK =
            Pattern.compile("\\A\\s*<scheduled-task\\s[^>]{0,2000}?\\bname=\"([^\"]{1,200})\"");

    private static final String LEAD = "team-lead";

    private final FoldState s;

    OriginTracker(FoldState state) {
        this.s = state;
    }

    /** @param first whether it is the first record of the conversation */
    void record(ClaudeRecord r, boolean first) {
        if (first) {
            s.background = "bg".equals(r.sessionKind);
            s.member = r.teamName == null || LEAD.equals(r.agentName) ? null : name(r.agentName);
        }
        if (r.teamName != null) {
            s.team = name(r.teamName);
        } else if (r.outcome != null && r.outcome.team != null) {
            s.team = name(r.outcome.team);
        }
        s.permissionMode = r.permissionMode == null ? s.permissionMode : r.permissionMode;
        s.agentSetting = r.agentSetting == null ? s.agentSetting : r.agentSetting;
        if (r.attachment != null && r.attachment.directories != null) {
            s.directories = new ArrayList<>(r.attachment.directories);
        }
    }

    /** What was said in the user's name. */
    void said(ClaudeRecord r, List<Entry> entries) {
        String task = task(r);
        if (task != null) {
            s.task = s.task == null && !s.person ? task : s.task;
            return;
        }
        for (Entry entry : entries) {
            s.person |= entry instanceof Entry.Prompt || entry instanceof Entry.Shell;
            if (entry instanceof Entry.Command command) {
                s.person |= !TopicTracker.isHousekeeping(command.name());
                added(command);
            }
        }
    }

    private void added(Entry.Command command) {
        String directory = command.arguments().strip();
        boolean adds = command.name().equals("/add-dir") && directory.startsWith("/");
        if (adds && !s.directories.contains(directory) && s.directories.size() < MAX_DIRECTORIES) {
            s.directories.add(directory);
        }
    }

    /** The scheduled task that fired this prompt; null if none did. */
    private static @Nullable String task(ClaudeRecord r) {
        if (r.blocks.isEmpty() || !r.blocks.getFirst().type.equals("text")) {
            return null;
        }
        Matcher name = TASK.matcher(r.blocks.getFirst().text.value());
        return name.find() ? name(name.group(1)) : null;
    }

    static boolean isTask(String text) {
        return TASK.matcher(text).find();
    }

    private static @Nullable String name(@Nullable String given) {
        String line = given == null ? "" : Texts.oneLine(TopicTracker.plain(given), NAME);
        return line.isBlank() ? null : line;
    }

    LogFacts.Origin origin() {
        return new LogFacts.Origin(s.entrypoint, s.team, s.member, s.background, s.person ? null : s.task, flags());
    }

    /** As one would type them. */
    private List<String> flags() {
        List<String> flags = new ArrayList<>();
        if (s.permissionMode != null && !s.permissionMode.equals("default")) {
            add(flags, "--permission-mode", s.permissionMode);
        }
        if (s.agentSetting != null) {
            add(flags, "--agent", s.agentSetting);
        }
        s.directories.forEach(directory -> add(flags, "--add-dir", directory));
        return List.copyOf(flags);
    }

    private static void add(List<String> flags, String flag, String value) {
        if (!value.isBlank() && !value.startsWith("-") && value.chars().noneMatch(Character::isISOControl)) {
            flags.add(flag);
            flags.add(value);
        }
    }
}
