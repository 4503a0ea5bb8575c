package dev.reprise.agent.claude;

import dev.reprise.agent.Entry.Picture;
import dev.reprise.agent.Entry.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link RecordReader} took out of one record; texts are cut at its limit. All of it is optional. */
final class ClaudeRecord {
    static final Text NONE = new Text("");

    final byte[] bytes;
    /** The record is {@code bytes[from, to)}; {@code to} is set at its end. */
    final int from;

    int to;

    String type = "";

    @Nullable
    String subtype;

    @Nullable
    String uuid;

    @Nullable
    String parentUuid;

    @Nullable
    String logicalParentUuid;

    @Nullable
    String sessionId;

    @Nullable
    String timestamp;

    /** When a {@code file-history-snapshot} was taken. */
    @Nullable
    String snapshotTime;

    @Nullable
    String cwd;

    @Nullable
    String gitBranch;

    @Nullable
    String version;

    @Nullable
    String entrypoint;

    @Nullable
    String slug;

    @Nullable
    String sessionKind;

    @Nullable
    String agentId;

    @Nullable
    String requestId;

    @Nullable
    String originKind;

    @Nullable
    String promptSource;

    @Nullable
    String forkedFrom;

    @Nullable
    String level;

    @Nullable
    String errorStatus;

    boolean sidechain;
    boolean meta;
    boolean compactSummary;
    boolean apiError;
    boolean preventedContinuation;
    boolean hookErrors;

    @Nullable
    String model;

    @Nullable
    String messageId;

    @Nullable
    String stopReason;

    boolean message;
    final List<Block> blocks = new ArrayList<>(1);

    @Nullable
    Tokens tokens;

    /** Top-level {@code content} of system records and queue operations. */
    Text content = NONE;
    /** {@code error} of an API error. */
    Text error = NONE;
    /** The one value of a state record: title, prompt, tag, session, directory … by its type. */
    @Nullable
    String value;

    @Nullable
    String leafUuid;

    @Nullable
    String prUrl;

    int number;

    /** Fields whose value could not be what it says, as {@code message.usage.input_tokens}. */
    final List<String> refused = new ArrayList<>(0);

    @Nullable
    String trigger;

    long before;
    long after;

    @Nullable
    Added attachment;
    /** Type of a {@code progress} record's data, the sub-agent it is about, and the call that waits for it. */
    @Nullable
    String progress;

    @Nullable
    String progressAgent;

    @Nullable
    String parentToolUse;

    @Nullable
    Outcome outcome;

    @Nullable
    String project;

    long millis;
    private @Nullable Instant at;

    ClaudeRecord(byte[] bytes, int from) {
        this.bytes = bytes;
        this.from = from;
        this.to = from;
    }

    /** When it was written; parsed once. */
    @Nullable
    Instant at() {
        if (at == null && timestamp != null) {
            at = Times.instant(timestamp);
            if (at == null) {
                refused.add("timestamp");
                timestamp = null;
            }
        }
        return at;
    }

    boolean synthetic() {
        return "<synthetic>".equals(model);
    }

    /** Tokens as the API billed them. */
    record Tokens(
            long input, long output, long cacheRead, long cacheWrite, long write5m, long write1h, long searches) {}

    /** A content block; which fields are set depends on its type. The block is {@code bytes[from, to)} of the record. */
    static final class Block {
        String type = "";
        Text text = NONE;

        @Nullable
        String id;

        @Nullable
        String name;

        @Nullable
        String title;

        @Nullable
        String mediaType;

        boolean failed;
        long bytes;
        /** Of the images of the record, the first one in this block; and how many there are. */
        List<Picture> pictures = List.of();

        @Nullable
        ToolInput input;

        int from;
        int to;
        /** Range of a tool call's input. */
        int inputFrom;

        int inputTo;
    }

    /** The {@code attachment} of an attachment record. */
    static final class Added {
        String type = "";
        Text text = NONE;

        @Nullable
        String title;

        @Nullable
        String mode;

        @Nullable
        String originKind;

        boolean meta;
        final List<Block> prompt = new ArrayList<>(1);
    }

    /** What is used of {@code toolUseResult}. */
    static final class Outcome {
        @Nullable
        String path;

        @Nullable
        String agentId;

        boolean patched;
        int added;
        int removed;
    }
}
