package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry.Text;
import dev.reprise.agent.claude.record.Json;
import dev.reprise.agent.claude.record.Json.Capture;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON set out for reading by Jackson's printer: two spaces a level (at most 40 levels are indented), cut at a limit. */
final class PrettyJson {
    private static final int LEVELS = 40;
    private static final ObjectWriter PRINTER = JsonMapper.shared()
            .writer()
            .with(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(new Bounded())
                    .withArrayIndenter(new Bounded()))
            .without(StreamWriteFeature.AUTO_CLOSE_CONTENT);

    private PrettyJson() {}

    /** What is there of the value at {@code bytes[from, to)}; broken JSON ends where it breaks. */
    static Text of(byte[] bytes, int from, int to, int limit) {
        Capture out = new Capture(limit);
        if (!copy(bytes, from, to, out)) {
            out.write(" …");
        }
        return out.text();
    }

    private static boolean copy(byte[] bytes, int from, int to, Capture out) {
        try (JsonGenerator g = PRINTER.createGenerator(out);
                JsonParser p = Json.parser(bytes, from, to)) {
            return copy(p, g);
        }
    }

    private static boolean copy(JsonParser p, JsonGenerator g) {
        try {
            for (JsonToken token = p.nextToken(); token != null; token = p.nextToken()) {
                if (token.isNumeric()) {
                    // as it is written there, whatever its size
                    g.writeNumber(p.getString());
                } else {
                    g.copyCurrentEvent(p);
                }
            }
            return true;
        } catch (JacksonException broken) {
            return false;
        }
    }

    /** A hostile depth must not become a page of spaces. */
    private static final class Bounded extends DefaultIndenter {
        Bounded() {
            super("  ", "\n");
        }

        @Override
        public void writeIndentation(JsonGenerator g, int level) {
            super.writeIndentation(g, Math.min(level, LEVELS));
        }
    }
}
