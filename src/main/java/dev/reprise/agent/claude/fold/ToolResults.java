package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.Entry.Head;
import dev.reprise.agent.Entry.Text;
import dev.reprise.agent.claude.record.ClaudeRecord.Block;
import dev.reprise.agent.claude.record.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results of tools, unwrapped. */
final class ToolResults {
    private static final String REPAIR = "[Tool call interrupted";

    private static final List<String> REFUSALS = List.of(
            "The user doesn't want to proceed with this tool use",
            "The user doesn't want to take this action right now",
            "[Request interrupted by user",
            "Permission to use ",
            "Claude requested permissions to ",
            "This command requires approval");

    private ToolResults() {}

    static Entry entry(Head head, Block block) {
        Text text = block.text;
        String value = text.value();
        if (value.startsWith(REPAIR)) {
            return new Entry.Repair(head, text);
        }
        String file = null;
        if (value.startsWith("<persisted-output>")) {
            file = file(value);
            text = Texts.with(text, Wrappers.tag(value, "persisted-output"));
        } else if (value.startsWith("<tool_use_error>")) {
            text = Texts.with(text, Wrappers.tag(value, "tool_use_error"));
        }
        String call = block.id == null ? "" : block.id;
        return new Entry.ToolResult(head, call, block.failed && !isRefusal(value), text, block.pictures, file);
    }

    /** Whether a person, or a rule of theirs, said no to the call: it did not fail, it was not made. */
    private static boolean isRefusal(String text) {
        return REFUSALS.stream().anyMatch(text::startsWith);
    }

    /** The bare name of the file that holds the whole output: a path of the writer's machine leads nowhere here. */
    static @Nullable String file(String value) {
        int at = value.indexOf("saved to: ");
        if (at < 0) {
            return null;
        }
        int end = value.indexOf('\n', at);
        String path = value.substring(at + 10, end < 0 ? value.length() : end).strip();
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}") ? name : null;
    }
}
