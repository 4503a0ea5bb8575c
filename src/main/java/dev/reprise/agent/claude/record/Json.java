package dev.reprise.agent.claude.record;

import java.io.Writer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * How a record's JSON is read: streaming, strings of any length (a line is bounded by whoever cut it from the log), 2,000
 * levels deep, raw control characters inside strings allowed because crashed file systems leave them. Always as UTF-8: where
 * the parser guesses another encoding it has no byte offsets.
 */
public final class Json {
    static final int DEEPEST = 2_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(1_000_000)
                    .maxNumberLength(100_000)
                    .maxDocumentLength(-1)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .build();

    private Json() {}

    public static JsonParser parser(byte[] bytes, int from, int to) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes, from, to - from);
    }

    /** A whole file, with or without a byte order mark. */
    public static JsonParser parser(byte[] file) {
        boolean marked = file.length >= 3 && file[0] == (byte) 0xEF && file[1] == (byte) 0xBB && file[2] == (byte) 0xBF;
        return parser(file, marked ? 3 : 0, file.length);
    }

    /** The string value that follows the current name, cleaned, at most {@code limit} characters; else null. */
    static @Nullable String string(JsonParser p, int limit) {
        JsonToken token = p.nextToken();
        if (token != JsonToken.VALUE_STRING) {
            p.skipChildren();
            return null;
        }
        return current(p, limit);
    }

    /** The current string value, cleaned and cut. */
    public static String current(JsonParser p, int limit) {
        if (limit >= 10_000) {
            Capture capture = new Capture(limit);
            p.getString(capture);
            return capture.text().value();
        }
        String value = p.getString();
        return Texts.clean(value.length() > limit ? value.substring(0, limit) : value);
    }

    static boolean flag(JsonParser p) {
        JsonToken token = p.nextToken();
        if (token == JsonToken.VALUE_TRUE) {
            return true;
        }
        p.skipChildren();
        return false;
    }

    /**
     * The count that follows, from 0 to {@code most}; null, and noted as refused, for anything else that is not {@code null}:
     * no such number was ever written by the client.
     */
    static @Nullable Long count(JsonParser p, long most) {
        JsonToken token = p.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.VALUE_NUMBER_INT && p.getStringLength() <= 18) {
            long value = p.getLongValue();
            if (value >= 0 && value <= most) {
                return value;
            }
        }
        refuse(p);
        p.skipChildren();
        return null;
    }

    /** As {@link #string(JsonParser, int)}; anything else that is not {@code null} is noted as refused. */
    static @Nullable String field(JsonParser p, int limit) {
        JsonToken token = p.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            return current(p, limit);
        }
        if (token != JsonToken.VALUE_NULL) {
            refuse(p);
        }
        p.skipChildren();
        return null;
    }

    /** Notes in the record being read that the value of the current field is not what it should be. */
    static void refuse(JsonParser p) {
        TokenStreamContext root = p.streamReadContext();
        StringBuilder path = new StringBuilder();
        boolean inner = p.currentToken() == JsonToken.START_OBJECT || p.currentToken() == JsonToken.START_ARRAY;
        for (TokenStreamContext at = inner ? root.getParent() : root; at != null; at = at.getParent()) {
            if (at.currentName() != null) {
                path.insert(0, at.currentName() + (path.isEmpty() ? "" : "."));
            }
            root = at;
        }
        if (root.currentValue() instanceof ClaudeRecord record) {
            record.refused.add(Texts.oneLine(Texts.clean(path.toString()), 200));
        }
    }

    /** The number that follows, as far as it fits into a long; 0 for anything else. For files that a person writes. */
    public static long number(JsonParser p) {
        JsonToken token = p.nextToken();
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return p.getStringLength() > 18 ? 0 : p.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return (long) p.getDoubleValue();
        }
        p.skipChildren();
        return 0;
    }

    /** Reads each object of the array that follows; whatever else is there is passed over. */
    static void objects(JsonParser p, Runnable fields) {
        if (p.nextToken() != JsonToken.START_ARRAY) {
            p.skipChildren();
            return;
        }
        while (p.nextToken() != JsonToken.END_ARRAY) {
            if (p.currentToken() == JsonToken.START_OBJECT) {
                fields.run();
            } else {
                p.skipChildren();
            }
        }
    }

    /** Keeps the first characters of what is written to it and counts all. */
    public static final class Capture extends Writer {
        private final int limit;
        private final StringBuilder kept = new StringBuilder();
        private long length;

        public Capture(int limit) {
            this.limit = limit;
        }

        @Override
        public void write(char[] chars, int from, int count) {
            kept.append(chars, from, Math.clamp(limit - kept.length(), 0, count));
            length += count;
        }

        @Override
        public void write(String text) {
            write(text, 0, text.length());
        }

        @Override
        public void write(String text, int from, int count) {
            kept.append(text, from, from + Math.clamp(limit - kept.length(), 0, count));
            length += count;
        }

        boolean isEmpty() {
            return length == 0;
        }

        /** So many characters more stood there. */
        void longer(long dropped) {
            length += dropped;
        }

        public dev.reprise.agent.Entry.Text text() {
            return new dev.reprise.agent.Entry.Text(Texts.clean(kept.toString()), length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
