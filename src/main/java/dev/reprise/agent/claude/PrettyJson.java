package dev.reprise.agent.claude;

import dev.reprise.agent.Entry.Text;
import dev.reprise.agent.claude.Json.Capture;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.JsonStringEncoder;

/** JSON set out for reading: two spaces a level (at most 40 levels are indented), cut at a limit. */
final class PrettyJson {
    private final Capture out;
    private int depth;
    private boolean valueOfName;

    private PrettyJson(int limit) {
        out = new Capture(limit);
    }

    /** What is there of the value at {@code bytes[from, to)}; broken JSON ends where it breaks. */
    static Text of(byte[] bytes, int from, int to, int limit) {
        PrettyJson pretty = new PrettyJson(limit);
        try (JsonParser p = Json.parser(bytes, from, to)) {
            pretty.write(p);
        } catch (JacksonException e) {
            pretty.out.write(" …");
        }
        return pretty.out.text();
    }

    private void write(JsonParser p) {
        boolean first = true;
        for (JsonToken token = p.nextToken(); token != null; token = p.nextToken()) {
            if (token.isStructEnd()) {
                depth--;
                if (!first) {
                    line();
                }
                out.write(token == JsonToken.END_OBJECT ? "}" : "]");
                first = false;
                continue;
            }
            if (!valueOfName) {
                separate(first);
            }
            valueOfName = false;
            first = false;
            switch (token) {
                case PROPERTY_NAME -> {
                    string(p.currentName());
                    out.write(": ");
                    valueOfName = true;
                }
                case START_OBJECT, START_ARRAY -> {
                    out.write(token == JsonToken.START_OBJECT ? "{" : "[");
                    depth++;
                    first = true;
                }
                case VALUE_STRING -> string(p.getString());
                default -> out.write(p.getString());
            }
        }
    }

    private void separate(boolean first) {
        if (depth > 0) {
            if (!first) {
                out.write(",");
            }
            line();
        }
    }

    private void line() {
        out.write("\n" + "  ".repeat(Math.min(depth, 40)));
    }

    private void string(String value) {
        out.write("\"");
        out.write(new String(JsonStringEncoder.getInstance().quoteAsCharArray(value)));
        out.write("\"");
    }
}
