package dev.reprise.demo;

import static dev.reprise.demo.Log.fields;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the beats of a story that are tool calls into call and result, with the twins of FORMAT-claude §3. */
final class Tools {

    private final Speaker speaker;
    private final SideFiles side;
    private final Map<String, String> known = new HashMap<>();
    int linesAdded;
    int linesRemoved;
    private int tasks;

    Tools(Speaker speaker, SideFiles side) {
        this.speaker = speaker;
        this.side = side;
    }

    /** Tells the beat if it is a tool call; false if it is something else. */
    boolean tell(Beat beat) {
        switch (beat.verb()) {
            case "bash", "bash!", "bash?", "bash-long" -> bash(beat);
            case "read" -> read(beat);
            case "edit" -> edit(beat);
            case "write" -> write(beat);
            case "grep" -> grep(beat);
            case "glob" -> glob(beat);
            case "todo" -> todo(beat);
            case "task" -> task(beat.words());
            case "task-done" -> taskDone(beat.words());
            case "web" -> web(beat);
            case "fetch" -> fetch(beat);
            case "mcp" -> mcp(beat);
            case "ask" -> ask(beat);
            case "plan" -> plan(beat);
            case "denied" -> denied(beat);
            case "look" -> look(beat);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void bash(Beat beat) {
        boolean described = !beat.body().isEmpty() && beat.body().getFirst().startsWith("# ");
        String output =
                described ? new Beat("", "", beat.body().subList(1, beat.body().size())).text() : beat.text();
        String command = beat.verb().equals("bash-long") ? beat.part(1) : beat.words();
        Map<String, @Nullable Object> input = fields("command", command.replace("\\n", "\n"));
        if (described) {
            input.put("description", beat.body().getFirst().substring(2));
        }
        String call = speaker.calls("Bash", input);
        if (beat.verb().equals("bash?")) {
            return;
        }
        speaker.log.timeline.pass(1, 3 + output.length() / 25.0);
        switch (beat.verb()) {
            case "bash!" -> speaker.answered(call, "Exit code 1\n" + output, true, "Error: Exit code 1\n" + output);
            case "bash-long" -> tooLong(call, output, Integer.parseInt(beat.part(0)));
            default ->
                speaker.answered(
                        call,
                        output.isEmpty() ? "(Bash completed with no output)" : output,
                        false,
                        fields("stdout", output, "stderr", "", "interrupted", false, "isImage", false));
        }
    }

    private void tooLong(String call, String pattern, int lines) {
        String[] lineOf = pattern.split("\n", -1);
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= lines; i++) {
            all.append(lineOf[i % lineOf.length].replace("{i}", String.valueOf(i)))
                    .append('\n');
        }
        String path = side.toolResult(call, all.toString());
        String content =
                "<persisted-output>\nOutput too large (%.1fKB). Full output saved to: %s\n\nPreview (first 2KB):\n%s\n...\n</persisted-output>"
                        .formatted(all.length() / 1024.0, path, all.substring(0, Math.min(2000, all.length())));
        speaker.answered(
                call,
                content,
                false,
                fields(
                        "stdout",
                        content,
                        "stderr",
                        "",
                        "interrupted",
                        false,
                        "isImage",
                        false,
                        "persistedOutputPath",
                        path,
                        "persistedOutputSize",
                        all.length()));
    }

    private void read(Beat beat) {
        Span place = Span.of(beat.words(), speaker.log.cwd);
        String call = speaker.calls("Read", fields("file_path", place.path()));
        speaker.log.timeline.pass(0, 0.3);
        StringBuilder numbered = new StringBuilder();
        for (int i = 0; i < beat.body().size(); i++) {
            String number = String.valueOf(place.line() + i);
            numbered.repeat(' ', Math.max(0, 6 - number.length()))
                    .append(number)
                    .append('→');
            numbered.append(beat.body().get(i)).append('\n');
        }
        known.put(place.path(), beat.text());
        int lines = beat.body().size();
        Map<String, @Nullable Object> file = fields(
                "filePath",
                place.path(),
                "content",
                beat.text(),
                "numLines",
                lines,
                "startLine",
                place.line(),
                "totalLines",
                place.line() + lines - 1);
        speaker.answered(call, numbered.toString(), false, fields("type", "text", "file", file));
    }

    private void edit(Beat beat) {
        Span place = Span.of(beat.words(), speaker.log.cwd);
        String before = side(beat.body(), '-');
        String after = side(beat.body(), '+');
        String call =
                speaker.calls("Edit", fields("file_path", place.path(), "old_string", before, "new_string", after));
        speaker.log.timeline.pass(0, 0.5);
        String original = known.get(place.path());
        if (original != null) {
            side.backup(place.path(), original);
        }
        Map<String, @Nullable Object> twin = fields("filePath", place.path(), "oldString", before, "newString", after);
        twin.put("originalFile", original);
        twin.put("structuredPatch", List.of(hunk(place.line(), beat.body())));
        twin.put("userModified", false);
        twin.put("replaceAll", false);
        speaker.answered(call, "The file " + place.path() + " has been updated successfully.", false, twin);
    }

    private Map<String, @Nullable Object> hunk(int line, List<String> lines) {
        List<String> diff =
                lines.stream().map(text -> text.isEmpty() ? " " : text).toList();
        int added = (int) diff.stream().filter(text -> text.startsWith("+")).count();
        int removed = (int) diff.stream().filter(text -> text.startsWith("-")).count();
        linesAdded += added;
        linesRemoved += removed;
        return fields(
                "oldStart",
                line,
                "oldLines",
                diff.size() - added,
                "newStart",
                line,
                "newLines",
                diff.size() - removed,
                "lines",
                diff);
    }

    private static String side(List<String> diff, char sign) {
        List<String> lines = new ArrayList<>();
        for (String line : diff) {
            if (line.isEmpty()) {
                lines.add("");
            } else if (line.charAt(0) == ' ' || line.charAt(0) == sign) {
                lines.add(line.substring(1));
            }
        }
        return String.join("\n", lines);
    }

    private void write(Beat beat) {
        Span place = Span.of(beat.words(), speaker.log.cwd);
        String call = speaker.calls("Write", fields("file_path", place.path(), "content", beat.text() + "\n"));
        speaker.log.timeline.pass(0, 0.5);
        linesAdded += beat.body().size();
        known.put(place.path(), beat.text());
        Map<String, @Nullable Object> twin =
                fields("type", "create", "filePath", place.path(), "content", beat.text() + "\n");
        twin.put("structuredPatch", List.of());
        twin.put("originalFile", null);
        speaker.answered(call, "File created successfully at: " + place.path(), false, twin);
    }

    private void grep(Beat beat) {
        boolean content = beat.text().contains(":");
        Map<String, @Nullable Object> input = fields("pattern", beat.part(0));
        if (!beat.part(1).isEmpty()) {
            input.put("path", Span.of(beat.part(1), speaker.log.cwd).path());
        }
        input.put("output_mode", content ? "content" : "files_with_matches");
        String call = speaker.calls("Grep", input);
        speaker.log.timeline.pass(0, 0.4);
        int lines = beat.body().size();
        Map<String, @Nullable Object> twin = content
                ? fields(
                        "mode",
                        "content",
                        "numFiles",
                        0,
                        "filenames",
                        List.of(),
                        "content",
                        beat.text(),
                        "numLines",
                        lines)
                : fields("mode", "files_with_matches", "filenames", beat.body(), "numFiles", lines);
        String text =
                lines == 0 ? "No matches found" : content ? beat.text() : "Found " + lines + " files\n" + beat.text();
        speaker.answered(call, text, false, twin);
    }

    private void glob(Beat beat) {
        String call = speaker.calls("Glob", fields("pattern", beat.words()));
        int files = beat.body().size();
        speaker.answered(
                call,
                files == 0 ? "No files found" : beat.text(),
                false,
                fields("filenames", beat.body(), "durationMs", 14, "numFiles", files, "truncated", false));
    }

    private void todo(Beat beat) {
        List<Map<String, @Nullable Object>> todos = new ArrayList<>();
        for (String line : beat.body()) {
            String status = line.startsWith("[x]") ? "completed" : line.startsWith("[>]") ? "in_progress" : "pending";
            String text = line.substring(3).strip();
            todos.add(fields("content", text, "status", status, "activeForm", text));
        }
        String call = speaker.calls("TodoWrite", fields("todos", todos));
        speaker.answered(
                call,
                "Todos have been modified successfully. Ensure that you continue to use the todo list to track your progress.",
                false,
                fields("oldTodos", List.of(), "newTodos", todos));
    }

    private void task(String subject) {
        String id = String.valueOf(++tasks);
        String call = speaker.calls("TaskCreate", fields("subject", subject, "description", subject));
        side.task(id, subject);
        speaker.answered(
                call,
                "Task #" + id + " created successfully: " + subject,
                false,
                fields("task", fields("id", id, "subject", subject)));
    }

    private void taskDone(String id) {
        String call = speaker.calls("TaskUpdate", fields("taskId", id, "status", "completed"));
        Map<String, @Nullable Object> twin = fields("success", true, "taskId", id, "updatedFields", List.of("status"));
        twin.put("statusChange", fields("from", "in_progress", "to", "completed"));
        speaker.answered(call, "Updated task #" + id + " status", false, twin);
    }

    private void web(Beat beat) {
        String call = speaker.calls("WebSearch", fields("query", beat.words()));
        speaker.log.timeline.pass(3, 9);
        List<Map<String, @Nullable Object>> links = beat.body().stream()
                .map(line -> line.split(" \\| "))
                .map(parts -> fields("title", parts[0], "url", parts[parts.length - 1]))
                .toList();
        Map<String, @Nullable Object> found = fields("tool_use_id", "srv" + call, "content", links);
        speaker.answered(
                call,
                "Web search results for query: \"" + beat.words() + "\"\n\n" + beat.text(),
                false,
                fields("query", beat.words(), "results", List.of(found), "durationSeconds", 4.2, "searchCount", 1));
    }

    private void fetch(Beat beat) {
        String call = speaker.calls(
                "WebFetch", fields("url", beat.part(0), "prompt", beat.part(1).isEmpty() ? "Summarise" : beat.part(1)));
        speaker.log.timeline.pass(2, 7);
        Map<String, @Nullable Object> twin = fields("url", beat.part(0), "code", 200, "codeText", "OK");
        twin.put("bytes", 48_211);
        twin.put("result", beat.text());
        twin.put("durationMs", 3_120);
        speaker.answered(call, beat.text(), false, twin);
    }

    private void mcp(Beat beat) {
        Map<String, @Nullable Object> input = beat.part(1).isEmpty() ? fields() : fields("query", beat.part(1));
        String call = speaker.calls("mcp__" + beat.part(0), input);
        speaker.log.timeline.pass(1, 4);
        List<Map<String, @Nullable Object>> content = List.of(fields("type", "text", "text", beat.text()));
        speaker.answered(call, content, false, content);
    }

    private void ask(Beat beat) {
        List<Map<String, @Nullable Object>> options = beat.body().stream()
                .map(line -> line.replaceFirst("^[*] ?", "").split(" \\| "))
                .map(parts -> fields("label", parts[0], "description", parts[parts.length - 1]))
                .toList();
        String chosen = beat.body().stream()
                .filter(line -> line.startsWith("*"))
                .map(line -> line.replaceFirst("^[*] ?", "").split(" \\| ")[0])
                .findFirst()
                .orElse("");
        Map<String, @Nullable Object> question =
                fields("question", beat.part(0), "header", beat.part(1), "options", options, "multiSelect", false);
        String call = speaker.calls("AskUserQuestion", fields("questions", List.of(question)));
        speaker.log.timeline.pass(15, 70);
        speaker.answered(
                call,
                "User has answered your questions: \"" + beat.part(0) + "\"=\"" + chosen
                        + "\". You can now continue with the user's answers in mind.",
                false,
                fields("questions", List.of(question), "answers", fields(beat.part(0), chosen)));
    }

    private void plan(Beat beat) {
        String path = side.plan(beat.text());
        String call = speaker.calls("ExitPlanMode", fields("plan", beat.text()));
        speaker.log.timeline.pass(30, 120);
        speaker.answered(
                call,
                "User has approved your plan. You can now start coding.\n\n## Approved Plan:\n" + beat.text(),
                false,
                fields("plan", beat.text(), "isAgent", false, "filePath", path));
    }

    private void denied(Beat beat) {
        String call = speaker.calls("Bash", fields("command", beat.words()));
        speaker.log.timeline.pass(3, 12);
        speaker.answered(
                call,
                "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file). STOP what you are doing and wait for the user to tell you how to proceed.",
                true,
                "User rejected tool use");
    }

    /** Reads a picture; the client stores it twice (client/FORMAT.md §3). */
    private void look(Beat beat) {
        Span place = Span.of(beat.words(), speaker.log.cwd);
        String call = speaker.calls("Read", fields("file_path", place.path()));
        byte[] png = Pictures.png(place.name());
        String base64 = java.util.Base64.getEncoder().encodeToString(png);
        Map<String, @Nullable Object> source = fields("type", "base64", "data", base64, "media_type", "image/png");
        speaker.answered(
                call,
                List.of(fields("type", "image", "source", source)),
                false,
                fields(
                        "type",
                        "image",
                        "file",
                        fields("base64", base64, "type", "image/png", "originalSize", png.length)));
    }

    /** A path with the first line that is shown of it: {@code src/app.ts:40}; relative ones stand in the cwd. */
    private record Span(String path, int line) {
        static Span of(String words, String cwd) {
            int colon = words.lastIndexOf(':');
            boolean lined = colon > 0 && words.substring(colon + 1).matches("\\d+");
            String path = lined ? words.substring(0, colon) : words;
            int line = lined ? Integer.parseInt(words.substring(colon + 1)) : 1;
            return new Span(path.startsWith("/") ? path : cwd + "/" + path, line);
        }

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }
}
