package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Action;
import dev.reprise.agent.Clip;
import dev.reprise.agent.claude.record.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each tool of Claude Code does, by its name and input; names and fields as clients 1.0 to 2.1 write them. */
final class Actions {

    static final Set<String> SHELLS = Set.of("Bash", "PowerShell");
    static final Set<String> EDITORS = Set.of("Edit", "Write", "MultiEdit", "NotebookEdit");
    static final Set<String> STARTERS = Set.of("Task", "Agent");

    private static final int MAX_HUNKS = 200;
    private static final int MAX_ITEMS = 100;

    private Actions() {}

    /** Never throws for what the input holds: what is not as it should be is {@link Action.Other}. */
    static Action of(String tool, byte[] bytes, int from, int to) {
        if (to <= from) {
            return new Action.Other();
        }
        try {
            JsonNode input = JsonMapper.shared().readTree(bytes, from, to - from);
            return input.isObject() ? of(tool, input) : new Action.Other();
        } catch (JacksonException e) {
            return new Action.Other();
        }
    }

    private static Action of(String tool, JsonNode input) {
        Action action = switch (tool) {
            case "Bash", "PowerShell" -> shell(input);
            case "Edit", "Write", "MultiEdit", "NotebookEdit" -> edit(input);
            case "Read" -> path(input) == null ? null : new Action.FileRead(text(input, "file_path"));
            case "Grep", "Glob" ->
                has(input, "pattern") ? new Action.Search(text(input, "pattern"), maybe(input, "path")) : null;
            case "Task", "Agent" ->
                new Action.Task(maybe(input, "subagent_type"), text(input, "description"), text(input, "prompt"));
            case "TodoWrite" -> todo(input);
            case "WebFetch" -> has(input, "url") ? new Action.Web(text(input, "url")) : null;
            case "WebSearch" -> has(input, "query") ? new Action.Web(text(input, "query")) : null;
            case "AskUserQuestion" -> ask(input);
            default -> null;
        };
        return action == null ? new Action.Other() : action;
    }

    private static @Nullable Action shell(JsonNode input) {
        return has(input, "command") ? new Action.Shell(text(input, "command"), maybe(input, "description")) : null;
    }

    private static @Nullable Action edit(JsonNode input) {
        String path = path(input);
        if (path == null) {
            return null;
        }
        List<Action.Hunk> hunks = new ArrayList<>();
        if (input.path("edits").isArray()) {
            for (JsonNode one : input.path("edits")) {
                if (hunks.size() < MAX_HUNKS) {
                    hunks.add(hunk(one));
                }
            }
        } else {
            hunks.add(hunk(input));
        }
        return new Action.FileEdit(path, List.copyOf(hunks));
    }

    private static Action.Hunk hunk(JsonNode input) {
        for (String name : List.of("new_string", "content", "new_source", "file_text")) {
            if (has(input, name)) {
                return new Action.Hunk(text(input, "old_string"), text(input, name));
            }
        }
        return new Action.Hunk(text(input, "old_string"), "");
    }

    private static @Nullable String path(JsonNode input) {
        return maybe(input, has(input, "notebook_path") ? "notebook_path" : "file_path");
    }

    private static Action todo(JsonNode input) {
        List<Action.Item> items = new ArrayList<>();
        for (JsonNode one : input.path("todos")) {
            if (items.size() < MAX_ITEMS) {
                items.add(new Action.Item(text(one, "content"), text(one, "status")));
            }
        }
        return items.isEmpty() ? new Action.Other() : new Action.Todo(List.copyOf(items));
    }

    private static Action ask(JsonNode input) {
        List<Action.Question> questions = new ArrayList<>();
        for (JsonNode one : input.path("questions")) {
            if (has(one, "question") && questions.size() < MAX_ITEMS) {
                questions.add(new Action.Question(text(one, "question"), options(one)));
            }
        }
        return questions.isEmpty() ? new Action.Other() : new Action.Ask(List.copyOf(questions));
    }

    private static List<Action.Option> options(JsonNode question) {
        List<Action.Option> options = new ArrayList<>();
        for (JsonNode one : question.path("options")) {
            if (has(one, "label") && options.size() < MAX_ITEMS) {
                options.add(new Action.Option(text(one, "label"), maybe(one, "description")));
            }
        }
        return List.copyOf(options);
    }

    private static boolean has(JsonNode input, String name) {
        return input.path(name).isString();
    }

    private static String text(JsonNode input, String name) {
        String text = maybe(input, name);
        return text == null ? "" : text;
    }

    private static @Nullable String maybe(JsonNode input, String name) {
        JsonNode value = input.path(name);
        if (!value.isString()) {
            return null;
        }
        return Texts.clean(Clip.to(value.stringValue(), ClaudeReader.SHOWN));
    }
}
