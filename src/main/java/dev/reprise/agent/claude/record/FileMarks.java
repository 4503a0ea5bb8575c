package dev.reprise.agent.claude.record;

import dev.reprise.agent.FileMark;
import dev.reprise.agent.FileMark.Edit;
import dev.reprise.agent.FileMark.Kind;
import dev.reprise.agent.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a record of Claude Code tells of files: {@code toolUseResult} of Write, Edit, MultiEdit and Read, and the backups that
 * {@code file-history-snapshot} and {@code file-history-delta} name (client/FORMAT.md, "File history").
 */
public final class FileMarks {

    private static final int PATH = 4_000;

    /** A line is bounded by whoever cut it from the log; nothing of it may be nested deeper than records are. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(1_000_000)
                            .maxNumberLength(100_000)
                            .maxNestingDepth(500)
                            .build())
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .build())
            .build();

    private FileMarks() {}

    /** Of one line; none if it tells of no file or is no record. Texts of a line that was shortened are not told. */
    public static List<FileMark> of(Line line) {
        List<FileMark> marks = whole(line);
        return line.shortened()
                ? marks.stream()
                        .filter(mark -> mark.kind() != Kind.SEEN)
                        .map(FileMarks::untold)
                        .toList()
                : marks;
    }

    private static FileMark untold(FileMark mark) {
        boolean backup = mark.kind() == Kind.BACKUP || mark.kind() == Kind.ABSENT;
        return backup ? mark : mark(Kind.EDITED, mark.path(), mark.at(), null, null, List.of());
    }

    private static List<FileMark> whole(Line line) {
        List<FileMark> marks = new ArrayList<>();
        try {
            JsonNode record = MAPPER.readTree(line.bytes(), line.from(), line.to() - line.from());
            switch (text(record, "type")) {
                case "file-history-snapshot" -> snapshot(record, marks);
                case "file-history-delta" -> delta(record, marks);
                case "user" -> result(record, marks);
                default -> {}
            }
        } catch (JacksonException e) {
            // a broken line tells of no file; the rest of the log does
            return marks;
        }
        return marks;
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() ? value.asString() : "";
    }

    private static @Nullable String optional(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() ? value.asString() : null;
    }

    private static @Nullable Instant time(JsonNode node, String name) {
        String text = text(node, name);
        return text.isEmpty() ? null : Times.instant(text);
    }

    private static void snapshot(JsonNode record, List<FileMark> marks) {
        JsonNode snapshot = record.path("snapshot");
        Instant at = time(snapshot, "timestamp");
        snapshot.path("trackedFileBackups")
                .properties()
                .forEach(file -> backup(file.getKey(), file.getValue(), at, marks));
    }

    private static void delta(JsonNode record, List<FileMark> marks) {
        JsonNode backup = record.path("backup");
        backup(text(record, "trackingPath"), backup, time(backup, "backupTime"), marks);
    }

    private static void backup(String path, JsonNode backup, @Nullable Instant at, List<FileMark> marks) {
        boolean absent = backup.path("backupFileName").isNull();
        String name = optional(backup, "backupFileName");
        if (isPath(path) && (absent || name != null)) {
            marks.add(new FileMark(
                    absent ? Kind.ABSENT : Kind.BACKUP,
                    path,
                    optional(backup, "realParentDir"),
                    at == null ? time(backup, "backupTime") : at,
                    name,
                    null,
                    null,
                    List.of()));
        }
    }

    private static boolean isPath(String path) {
        return !path.isBlank() && path.length() <= PATH && path.chars().noneMatch(Character::isISOControl);
    }

    private static void result(JsonNode record, List<FileMark> marks) {
        JsonNode result = record.path("toolUseResult");
        Instant at = time(record, "timestamp");
        JsonNode file = result.path("file");
        if (file.isObject()) {
            seen(file, at, marks);
            return;
        }
        String notebook = text(result, "notebook_path");
        if (isPath(notebook)) {
            notebook(result, notebook, at, marks);
            return;
        }
        String path = text(result, "filePath");
        if (!isPath(path)) {
            return;
        }
        String before = optional(result, result.has("edits") ? "originalFileContents" : "originalFile");
        if (result.path("content").isString()) {
            Kind kind = text(result, "type").equals("create") ? Kind.MADE : Kind.WRITTEN;
            marks.add(mark(kind, path, at, before, text(result, "content"), List.of()));
        } else {
            List<Edit> edits = edits(result);
            // a change that is told as a patch alone: its lines have spaces for tabs, so that nothing exact comes of it
            if (!edits.isEmpty() || result.path("structuredPatch").isArray()) {
                String after =
                        before == null ? null : FileMark.apply(before, edits).orElse(null);
                boolean made = before == null
                        && !edits.isEmpty()
                        && edits.getFirst().old().isEmpty();
                marks.add(mark(
                        made ? Kind.MADE : Kind.EDITED,
                        path,
                        at,
                        before,
                        made ? FileMark.apply("", edits).orElse(null) : after,
                        edits));
            }
        }
    }

    private static void notebook(JsonNode result, String path, @Nullable Instant at, List<FileMark> marks) {
        String after = optional(result, "updated_file");
        marks.add(mark(
                after == null ? Kind.EDITED : Kind.WRITTEN,
                path,
                at,
                optional(result, "original_file"),
                after,
                List.of()));
    }

    private static FileMark mark(
            Kind kind,
            String path,
            @Nullable Instant at,
            @Nullable String before,
            @Nullable String after,
            List<Edit> edits) {
        return new FileMark(kind, path, null, at, null, before, after, edits);
    }

    /** The client takes the line end with a text that is replaced by nothing (its own patches on real logs show it). */
    private static List<Edit> edits(JsonNode result) {
        List<Edit> edits = new ArrayList<>();
        if (result.path("edits").isArray()) {
            for (JsonNode edit : result.path("edits")) {
                edits.add(new Edit(
                        text(edit, "old_string"),
                        text(edit, "new_string"),
                        edit.path("replace_all").asBoolean(false),
                        true));
            }
        } else if (result.path("oldString").isString()
                && result.path("newString").isString()) {
            edits.add(new Edit(
                    text(result, "oldString"),
                    text(result, "newString"),
                    result.path("replaceAll").asBoolean(false),
                    true));
        }
        return edits;
    }

    /** Read from its first line to its last; a part of a file says nothing of the rest. */
    private static void seen(JsonNode file, @Nullable Instant at, List<FileMark> marks) {
        String path = text(file, "filePath");
        int lines = file.path("numLines").asInt(-1);
        boolean whole = file.path("startLine").asInt(1) == 1
                && lines == file.path("totalLines").asInt(-2);
        if (isPath(path) && whole && file.path("content").isString()) {
            marks.add(mark(Kind.SEEN, path, at, null, text(file, "content"), List.of()));
        }
    }
}
