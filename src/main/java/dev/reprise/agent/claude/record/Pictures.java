package dev.reprise.agent.claude.record;

import dev.reprise.agent.Line;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Takes an image out of a record. */
public final class Pictures {
    private Pictures() {}

    public static Optional<byte[]> find(byte[] record, int index) {
        ClaudeRecord rec = new ClaudeRecord(record, 0);
        BlockReader reader = BlockReader.wanting(index, rec);
        try (JsonParser p = Json.parser(record, 0, record.length)) {
            if (p.nextToken() == JsonToken.START_OBJECT) {
                holders(p, reader);
            }
        } catch (JacksonException e) {
            return Optional.ofNullable(reader.picture());
        }
        return Optional.ofNullable(reader.picture());
    }

    private static void holders(JsonParser p, BlockReader reader) {
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            if (name.equals("message") || name.equals("attachment")) {
                contents(p, reader, name.equals("message") ? "content" : "prompt");
            } else {
                RecordReader.skip(p);
            }
        }
    }

    private static void contents(JsonParser p, BlockReader reader, String wanted) {
        if (p.nextToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return;
        }
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            if (name.equals(wanted)) {
                reader.content(p, new ArrayList<>());
            } else {
                RecordReader.skip(p);
            }
        }
    }

    /** Null if it is not base64. */
    static byte @Nullable [] decode(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static Optional<byte[]> in(Line line, int index) {
        return find(java.util.Arrays.copyOfRange(line.bytes(), line.from(), line.to()), index);
    }
}
