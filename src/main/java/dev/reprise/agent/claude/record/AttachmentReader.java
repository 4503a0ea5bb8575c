package dev.reprise.agent.claude.record;

import dev.reprise.agent.Entry.Text;
import dev.reprise.agent.claude.record.ClaudeRecord.Added;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads what was added to a prompt: attachments, and what was pasted. */
final class AttachmentReader {

    private static final int SHORT = 1_000;
    private static final int PATH = 4_000;
    private static final int MAX_PARTS = 20;

    private final int limit;

    AttachmentReader(int limit) {
        this.limit = limit;
    }

    Added read(JsonParser p, ClaudeRecord r) {
        Added added = new Added();
        if (p.nextToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return added;
        }
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            switch (name) {
                case "type" -> added.type = RecordReader.orEmpty(Json.string(p, SHORT));
                case "prompt" -> new BlockReader(limit, r).content(p, added.prompt);
                case "commandMode" -> added.mode = Json.string(p, SHORT);
                case "isMeta" -> added.meta = Json.flag(p);
                case "origin" -> added.originKind = RecordReader.field(p, "kind");
                case "snapshot" -> added.directories = directories(p);
                case "content", "snippet", "blockingError", "stderr", "data", "file" -> {
                    Text text = RecordReader.text(p, limit);
                    if (added.text.value().isBlank()) {
                        added.text = text;
                    }
                }
                case "displayPath", "filename", "path", "hookName", "planFilePath", "description" -> {
                    String title = Json.string(p, PATH);
                    if (added.title == null || name.equals("displayPath")) {
                        added.title = title;
                    }
                }
                default -> RecordReader.skip(p);
            }
        }
        return added;
    }

    /** Texts by their numbers; where the client keeps them elsewhere there is none. */
    static Map<String, String> pasted(JsonParser p) {
        Map<String, String> pasted = new HashMap<>();
        if (p.nextToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return pasted;
        }
        for (String number = p.nextName(); number != null; number = p.nextName()) {
            String text = RecordReader.field(p, "content");
            if (text != null && pasted.size() < MAX_PARTS) {
                pasted.put(number, text);
            }
        }
        return pasted;
    }

    /** {@code additionalWorkingDirectories} of an environment: paths, or objects with one. */
    private static @Nullable List<String> directories(JsonParser p) {
        if (p.nextToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return null;
        }
        List<String> found = null;
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            if (!name.equals("additionalWorkingDirectories")) {
                RecordReader.skip(p);
                continue;
            }
            found = new ArrayList<>();
            if (p.nextToken() != JsonToken.START_ARRAY) {
                p.skipChildren();
                continue;
            }
            while (p.nextToken() != JsonToken.END_ARRAY) {
                if (p.currentToken() == JsonToken.VALUE_STRING && found.size() < MAX_PARTS) {
                    found.add(Json.current(p, PATH));
                }
                p.skipChildren();
            }
        }
        return found;
    }
}
