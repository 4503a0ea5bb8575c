package dev.reprise.agent.claude.record;

import dev.reprise.agent.Entry.Picture;
import dev.reprise.agent.Entry.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link RecordReader} took out of one record; texts are cut at its limit. All of it is optional. */
public final class ClaudeRecord {
    public static final Text NONE = new Text("");

    public final byte[] bytes;
    /** The record is {@code bytes[from, to)}; {@code to} is set at its end. */
    public final int from;

    public int to;

    public String type = "";

    @Nullable
    public String subtype;

    @Nullable
    public String uuid;

    @Nullable
    public String parentUuid;

    @Nullable
    public String logicalParentUuid;

    @Nullable
    public String sessionId;

    @Nullable
    public String timestamp;

    /** When a {@code file-history-snapshot} was taken. */
    @Nullable
    public String snapshotTime;

    @Nullable
    public String cwd;

    @Nullable
    public String gitBranch;

    @Nullable
    public String version;

    @Nullable
    public String entrypoint;

    @Nullable
    public String agentId;

    /** Of the messages of a team: its name, and who of it this log is of. */
    @Nullable
    public String teamName;

    @Nullable
    public String agentName;

    /** {@code bg} of what the background daemon runs. */
    @Nullable
    public String sessionKind;

    @Nullable
    public String permissionMode;

    /** What {@code --agent} named. */
    @Nullable
    public String agentSetting;

    @Nullable
    public String requestId;

    @Nullable
    public String originKind;

    @Nullable
    public String promptSource;

    @Nullable
    public String forkedFrom;

    @Nullable
    public String level;

    @Nullable
    public String errorStatus;

    public boolean sidechain;
    public boolean meta;
    public boolean compactSummary;
    public boolean apiError;
    public boolean preventedContinuation;
    public boolean hookErrors;

    @Nullable
    public String model;

    @Nullable
    public String messageId;

    @Nullable
    public String stopReason;

    public boolean message;
    public final List<Block> blocks = new ArrayList<>(1);
    /** Bytes of it that are images and documents in base64, and that are signatures of thinking. */
    public long pictured;

    public long signed;

    @Nullable
    public Tokens tokens;

    /** Top-level {@code content} of system records and queue operations. */
    public Text content = NONE;
    /** {@code error} of an API error. */
    public Text error = NONE;
    /** The one value of a state record: title, prompt, tag, session, directory … by its type. */
    @Nullable
    public String value;

    @Nullable
    public String leafUuid;

    /** Of a {@code last-prompt}: a resume ends exactly there. */
    public boolean explicit;
    /** Of a compaction: the messages from head to tail stay, behind the anchor (client/FORMAT.md, "Compaction"). */
    @Nullable
    public String preservedHead;

    @Nullable
    public String preservedAnchor;

    @Nullable
    public String preservedTail;

    @Nullable
    public String prUrl;

    public int number;

    /** Fields whose value could not be what it says, as {@code message.usage.input_tokens}. */
    public final List<String> refused = new ArrayList<>(0);

    @Nullable
    public String trigger;

    public long before;
    public long after;

    @Nullable
    public Added attachment;
    /** Type of a {@code progress} record's data, the sub-agent it is about, and the call that waits for it. */
    @Nullable
    public String progress;

    @Nullable
    public String progressAgent;

    @Nullable
    public String parentToolUse;

    @Nullable
    public Outcome outcome;

    @Nullable
    public String project;

    /** What was pasted into a prompt of the history, by its number. */
    public Map<String, String> pasted = Map.of();

    public long millis;
    private @Nullable Instant at;

    private final long[] cuts;

    ClaudeRecord(byte[] bytes, int from) {
        this(bytes, from, new long[0]);
    }

    /** @param cuts see {@link dev.reprise.agent.Line#cuts()} */
    ClaudeRecord(byte[] bytes, int from, long[] cuts) {
        this.bytes = bytes;
        this.from = from;
        this.to = from;
        this.cuts = cuts;
    }

    /** Characters that were cut out of the strings within {@code [start, end]} of the bytes. */
    long dropped(int start, int end) {
        long dropped = 0;
        for (int i = 0; i < cuts.length; i += 2) {
            dropped += cuts[i] >= start && cuts[i] <= end ? cuts[i + 1] : 0;
        }
        return dropped;
    }

    /** When it was written; parsed once. */
    @Nullable
    public Instant at() {
        if (at == null && timestamp != null) {
            at = Times.instant(timestamp);
            if (at == null) {
                refused.add("timestamp");
                timestamp = null;
            }
        }
        return at;
    }

    public boolean synthetic() {
        return "<synthetic>".equals(model);
    }

    /** Tokens as the API billed them. */
    public record Tokens(
            long input, long output, long cacheRead, long cacheWrite, long write5m, long write1h, long searches) {}

    /** A content block; which fields are set depends on its type. The block is {@code bytes[from, to)} of the record. */
    public static final class Block {
        public String type = "";
        public Text text = NONE;

        @Nullable
        public String id;

        @Nullable
        public String name;

        @Nullable
        public String title;

        @Nullable
        public String mediaType;

        public boolean failed;
        public long bytes;
        /** Of the images of the record, the first one in this block; and how many there are. */
        public List<Picture> pictures = List.of();

        @Nullable
        public ToolInput input;

        public int from;
        public int to;
        /** Range of a tool call's input. */
        public int inputFrom;

        public int inputTo;
    }

    /** The {@code attachment} of an attachment record. */
    public static final class Added {
        public String type = "";
        public Text text = NONE;

        @Nullable
        public String title;

        @Nullable
        public String mode;

        @Nullable
        public String originKind;

        public boolean meta;
        public final List<Block> prompt = new ArrayList<>(1);

        /** What was added by {@code --add-dir} or {@code /add-dir}; null if the record does not say. */
        @Nullable
        public List<String> directories;
    }

    /** What is used of {@code toolUseResult}. */
    public static final class Outcome {
        @Nullable
        public String path;

        @Nullable
        public String agentId;

        /** The team whose member was started. */
        @Nullable
        public String team;

        public boolean patched;
        public int added;
        public int removed;
    }
}
