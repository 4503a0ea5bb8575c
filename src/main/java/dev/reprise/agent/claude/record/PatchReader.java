package dev.reprise.agent.claude.record;

import dev.reprise.agent.claude.record.ClaudeRecord.Outcome;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Counts the lines of a {@code structuredPatch}: hunks with {@code lines} that start with blank, plus or minus. */
final class PatchReader {
    private PatchReader() {}

    static void read(JsonParser p, Outcome outcome) {
        Json.objects(p, () -> {
            outcome.patched = true;
            for (String name = p.nextName(); name != null; name = p.nextName()) {
                if (name.equals("lines")) {
                    lines(p, outcome);
                } else {
                    RecordReader.skip(p);
                }
            }
        });
    }

    private static void lines(JsonParser p, Outcome outcome) {
        if (p.nextToken() != JsonToken.START_ARRAY) {
            p.skipChildren();
            return;
        }
        while (p.nextToken() != JsonToken.END_ARRAY) {
            if (p.currentToken() != JsonToken.VALUE_STRING) {
                p.skipChildren();
            } else if (p.getStringLength() > 0) {
                switch (p.getStringCharacters()[p.getStringOffset()]) {
                    case '+' -> outcome.added++;
                    case '-' -> outcome.removed++;
                    default -> {}
                }
            }
        }
    }
}
