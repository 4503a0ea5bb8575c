package dev.reprise.agent.claude.record;

import dev.reprise.agent.Entry.Picture;
import dev.reprise.agent.Entry.Text;
import dev.reprise.agent.claude.record.ClaudeRecord.Block;
import dev.reprise.agent.claude.record.Json.Capture;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the {@code content} of a message: a string, or blocks. Counts the images of the record. */
final class BlockReader {
    private static final int SHORT = 1_000;

    private final int limit;
    private final ClaudeRecord record;
    private int images;
    private int wanted = -1;
    private byte @Nullable [] picture;

    BlockReader(int limit, ClaudeRecord record) {
        this.limit = limit;
        this.record = record;
    }

    /** A reader that decodes the image at this index on its way. */
    static BlockReader wanting(int index, ClaudeRecord record) {
        BlockReader reader = new BlockReader(0, record);
        reader.wanted = index;
        return reader;
    }

    byte @Nullable [] picture() {
        return picture;
    }

    /** Reads the value that follows into {@code blocks}. */
    void content(JsonParser p, List<Block> blocks) {
        JsonToken token = p.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            Block block = new Block();
            block.type = "text";
            block.text = text(p);
            blocks.add(block);
        } else if (token == JsonToken.START_ARRAY) {
            while (p.nextToken() != JsonToken.END_ARRAY) {
                blocks.add(block(p));
            }
        } else {
            p.skipChildren();
        }
    }

    private Block block(JsonParser p) {
        Block block = new Block();
        block.from = at(p);
        if (p.currentToken() == JsonToken.VALUE_STRING) {
            block.type = "text";
            block.text = text(p);
        } else if (p.currentToken() == JsonToken.START_OBJECT) {
            object(p, block);
        } else {
            block.type = "value";
            p.skipChildren();
        }
        block.to = end(p);
        return block;
    }

    private void object(JsonParser p, Block block) {
        Capture text = new Capture(limit);
        List<Picture> pictures = new ArrayList<>(0);
        String name = p.nextName();
        while (name != null) {
            switch (name) {
                case "signature" -> {
                    p.nextToken();
                    int from = at(p);
                    p.skipChildren();
                    name = p.nextName();
                    record.signed += at(p) - from + record.dropped(from, at(p));
                    continue;
                }
                case "type" -> block.type = string(p);
                case "text", "thinking" -> {
                    p.nextToken();
                    captured(p, text);
                }
                case "content" -> nested(p, text, pictures);
                case "id", "tool_use_id" -> block.id = string(p);
                case "name" -> block.name = string(p);
                case "title" -> block.title = string(p);
                case "is_error" -> block.failed = Json.flag(p);
                case "input" -> {
                    p.nextToken();
                    block.inputFrom = at(p);
                    block.input = ToolInput.read(p);
                    block.inputTo = end(p);
                }
                case "source" -> source(p, block, pictures);
                default -> RecordReader.skip(p);
            }
            name = p.nextName();
        }
        block.text = text.text();
        block.pictures = pictures;
    }

    /** Content of a tool result: a string or blocks of text and images. */
    private void nested(JsonParser p, Capture text, List<Picture> pictures) {
        if (p.nextToken() != JsonToken.START_ARRAY) {
            captured(p, text);
            return;
        }
        while (p.nextToken() != JsonToken.END_ARRAY) {
            if (p.currentToken() != JsonToken.START_OBJECT) {
                captured(p, text);
                continue;
            }
            Block inner = new Block();
            for (String name = p.nextName(); name != null; name = p.nextName()) {
                switch (name) {
                    case "source" -> source(p, inner, pictures);
                    case "text", "tool_name", "title", "url" -> {
                        p.nextToken();
                        captured(p, text);
                    }
                    default -> RecordReader.skip(p);
                }
            }
        }
    }

    private void source(JsonParser p, Block block, List<Picture> pictures) {
        if (p.nextToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return;
        }
        long bytes = -1;
        byte[] decoded = null;
        String name = p.nextName();
        while (name != null) {
            switch (name) {
                case "media_type" -> block.mediaType = string(p);
                case "url" -> block.title = string(p);
                case "data" -> {
                    p.nextToken();
                    if (wanted >= 0 && p.currentToken() == JsonToken.VALUE_STRING) {
                        decoded = Pictures.decode(p.getString());
                    }
                    int from = at(p);
                    p.skipChildren();
                    name = p.nextName();
                    bytes = decodedSize(from, at(p));
                    continue;
                }
                default -> RecordReader.skip(p);
            }
            name = p.nextName();
        }
        block.bytes = Math.max(0, bytes);
        record.pictured += block.bytes * 4 / 3;
        if (bytes >= 0 && block.mediaType != null && block.mediaType.startsWith("image/")) {
            if (images == wanted) {
                picture = decoded;
            }
            pictures.add(new Picture(images++, block.mediaType, bytes));
        }
    }

    /** Bytes in the base64 string that begins with the quote at {@code from}; the next token begins at {@code next}. */
    private long decodedSize(int from, int next) {
        int quote = next - 1;
        while (quote > from && record.bytes[quote] != '"') {
            quote--;
        }
        int padding = 0;
        while (quote - 1 - padding > from && record.bytes[quote - 1 - padding] == '=') {
            padding++;
        }
        return (Math.max(0, quote - from - 1L - padding) + record.dropped(from, quote)) * 3 / 4;
    }

    /** Every string in the current value, one under the other; names of fields are left out. */
    static void strings(JsonParser p, Capture text) {
        int depth = 0;
        JsonToken token = p.currentToken();
        while (true) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                if (!text.isEmpty()) {
                    text.write("\n");
                }
                p.getString(text);
            }
            if (depth == 0) {
                return;
            }
            token = p.nextToken();
        }
    }

    private Text text(JsonParser p) {
        Capture capture = new Capture(limit);
        captured(p, capture);
        return capture.text();
    }

    /** The strings of the current value, as long as they are in the log. */
    private void captured(JsonParser p, Capture text) {
        int from = at(p);
        strings(p, text);
        text.longer(record.dropped(from, end(p)));
    }

    private static String string(JsonParser p) {
        String value = Json.string(p, SHORT);
        return value == null ? "" : value;
    }

    /** Where the current token starts, in the record's bytes. */
    private int at(JsonParser p) {
        return record.from + (int) p.currentTokenLocation().getByteOffset();
    }

    private int end(JsonParser p) {
        return record.from + (int) p.currentLocation().getByteOffset();
    }
}
