package dev.reprise.agent.claude.launch;

import dev.reprise.agent.Titles;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code /rename} of Claude Code writes: a {@code custom-title} record, of which the last one counts, and
 * {@code <session>/custom-title.json}, which counts where no record is in the log. Seen with 2.1.330 and 2.1.332.
 */
public final class ClaudeTitles implements Titles {

    private static final JsonMapper MAPPER = new JsonMapper();

    @Override
    public String record(String nativeId, String name) {
        Map<String, String> record = new LinkedHashMap<>();
        record.put("type", "custom-title");
        record.put("customTitle", name);
        record.put("sessionId", nativeId);
        return MAPPER.writeValueAsString(record);
    }

    @Override
    public String twin(String nativeId) {
        return nativeId + "/custom-title.json";
    }

    @Override
    public String twinContent(String name) {
        return MAPPER.writeValueAsString(Map.of("customTitle", name));
    }

    @Override
    public String typed(String name) {
        return "/rename " + name;
    }
}
