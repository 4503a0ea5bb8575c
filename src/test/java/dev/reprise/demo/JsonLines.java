package dev.reprise.demo;

import dev.reprise.demo.Timeline.Moment;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes maps, lists, strings, numbers, booleans, moments and nulls as lines of JSON, and strings to nothing but bytes. */
final class JsonLines {

    private static final JsonFactory JSON = new JsonFactory();

    /** What is written as it is. */
    record Bare(String text) {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);

    /** One record, with its line end. */
    void add(Map<String, @Nullable Object> record) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, record);
        }
        out.write('\n');
    }

    /** A line as it is, valid or not. */
    void addRaw(byte[] line) {
        out.writeBytes(line);
        out.write('\n');
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((key, child) -> {
                    json.writeName(String.valueOf(key));
                    write(json, child);
                });
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(child -> write(json, child));
                json.writeEndArray();
            }
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Moment moment -> json.writeString(moment.toString());
            case Timeline.Millis millis -> json.writeRawValue(millis.toString());
            case Bare bare -> json.writeRawValue(bare.text());
            default -> json.writeString(value.toString());
        }
    }
}
