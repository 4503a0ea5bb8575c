package dev.reprise.agent.claude.record;

import dev.reprise.agent.claude.record.ClaudeRecord.Tokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads {@code message.usage}. */
public final class UsageReader {
    /** More tokens than any message has; what says more is no count. */
    public static final long MAX = 1_000_000_000_000L;

    private UsageReader() {}

    static @Nullable Tokens read(JsonParser p) {
        if (p.nextToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return null;
        }
        long input = 0;
        long output = 0;
        long read = 0;
        long write = 0;
        long[] split = new long[2];
        long searches = 0;
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            switch (name) {
                case "input_tokens" -> input = RecordReader.orZero(Json.count(p, MAX));
                case "output_tokens" -> output = RecordReader.orZero(Json.count(p, MAX));
                case "cache_read_input_tokens" -> read = RecordReader.orZero(Json.count(p, MAX));
                case "cache_creation_input_tokens" -> write = RecordReader.orZero(Json.count(p, MAX));
                case "cache_creation" -> split = pair(p, "ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens");
                case "server_tool_use" -> searches = pair(p, "web_search_requests", "")[0];
                default -> RecordReader.skip(p);
            }
        }
        return new Tokens(input, output, read, write, split[0], split[1], searches);
    }

    private static long[] pair(JsonParser p, String first, String second) {
        long[] found = new long[2];
        if (p.nextToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return found;
        }
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            if (name.equals(first)) {
                found[0] = RecordReader.orZero(Json.count(p, MAX));
            } else if (name.equals(second)) {
                found[1] = RecordReader.orZero(Json.count(p, MAX));
            } else {
                RecordReader.skip(p);
            }
        }
        return found;
    }
}
