package dev.reprise.agent.claude.record;

import dev.reprise.agent.SideFacts;
import dev.reprise.agent.SourceFile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code meta.json} of sub-agents and {@code custom-title.json} (client/FORMAT.md sections 1 and 3). */
public final class SideFile {
    private static final int LENGTH = 400;

    private SideFile() {}

    public static Optional<SideFacts> read(SourceFile file, byte[] content) {
        if (!file.kind().equals("meta") && !file.kind().equals("title")) {
            return Optional.empty();
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(content);
            return file.kind().equals("title")
                    ? Optional.of(new SideFacts(text(json, "customTitle"), null, null, null))
                    : Optional.of(new SideFacts(
                            null, text(json, "agentType"), text(json, "description"), text(json, "toolUseId")));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        String line = value == null || !value.isString() ? "" : Texts.oneLine(value.stringValue(), LENGTH);
        return line.isEmpty() ? null : line;
    }
}
