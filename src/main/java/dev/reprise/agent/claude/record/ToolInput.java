package dev.reprise.agent.claude.record;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What is used of a tool call's input: what it is about, and what an edit changes. */
public final class ToolInput {
    /** Fields that say what a call is about, the most telling first. */
    private static final List<String> TITLES = List.of(
            "command",
            "file_path",
            "notebook_path",
            "pattern",
            "url",
            "query",
            "description",
            "subject",
            "skill",
            "question",
            "path",
            "prompt",
            "title",
            "name",
            "message",
            "plan",
            "task_id",
            "taskId",
            "shell_id");

    private static final int LIMIT = 4_000;
    private static final int DIFF_LIMIT = 4_000_000;

    @Nullable
    public String command;

    @Nullable
    public String path;

    public int added;
    public int removed;
    private int rank = Integer.MAX_VALUE;
    private String title = "";

    public String title() {
        return title;
    }

    /** Every text in the input that stands in these bytes, one under the other, at most so many characters; names are left out. */
    public static String strings(byte[] bytes, int from, int to, int limit) {
        if (to <= from) {
            return "";
        }
        Json.Capture text = new Json.Capture(limit);
        try (JsonParser p = Json.parser(bytes, from, to)) {
            p.nextToken();
            BlockReader.strings(p, text);
        }
        return text.text().value();
    }

    /** Reads the input, the parser standing on its first token; leaves it on the last. */
    static ToolInput read(JsonParser p) {
        ToolInput input = new ToolInput();
        if (p.currentToken() == JsonToken.START_OBJECT) {
            input.object(p);
        } else {
            p.skipChildren();
        }
        return input;
    }

    private void object(JsonParser p) {
        String old = null;
        String now = null;
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            switch (name) {
                case "old_string" -> old = Json.string(p, DIFF_LIMIT);
                case "new_string", "new_source", "content", "file_text" -> now = Json.string(p, DIFF_LIMIT);
                case "edits" -> edits(p);
                default -> other(p, name);
            }
        }
        change(old, now);
    }

    private void edits(JsonParser p) {
        Json.objects(p, () -> {
            String old = null;
            String now = null;
            for (String name = p.nextName(); name != null; name = p.nextName()) {
                switch (name) {
                    case "old_string" -> old = Json.string(p, DIFF_LIMIT);
                    case "new_string" -> now = Json.string(p, DIFF_LIMIT);
                    default -> RecordReader.skip(p);
                }
            }
            change(old, now);
        });
    }

    private void other(JsonParser p, String name) {
        if (p.nextToken() != JsonToken.VALUE_STRING) {
            p.skipChildren();
            return;
        }
        int at = TITLES.indexOf(name);
        if (at < 0) {
            at = TITLES.size();
        }
        boolean file = name.equals("file_path") || name.equals("notebook_path");
        if (at >= rank && !file) {
            return;
        }
        String value = Json.current(p, LIMIT);
        if (name.equals("command")) {
            command = value;
        }
        if (file) {
            path = value;
        }
        if (at < rank) {
            rank = at;
            title = value;
        }
    }

    /** Adds the lines of a replacement: those that differ between the common first and last lines. */
    private void change(@Nullable String old, @Nullable String now) {
        if (old == null && now == null) {
            return;
        }
        String before = old == null ? "" : old;
        String after = now == null ? "" : now;
        if (before.isEmpty() || after.isEmpty()) {
            added += Texts.lines(after);
            removed += Texts.lines(before);
            return;
        }
        String[] was = before.split("\n", -1);
        String[] is = after.split("\n", -1);
        int same = 0;
        int most = Math.min(was.length, is.length);
        while (same < most && was[same].equals(is[same])) {
            same++;
        }
        int end = 0;
        while (end < most - same && was[was.length - 1 - end].equals(is[is.length - 1 - end])) {
            end++;
        }
        added += is.length - same - end;
        removed += was.length - same - end;
    }
}
