package dev.reprise.resume;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A log of Claude Code made by hand: what hangs on what, and when, is up to the test. */
public final class MadeLog {

    public static final Instant START = Instant.parse("2026-11-20T09:00:00Z");

    private final String id;
    private final String cwd;
    private final List<String> lines = new ArrayList<>();
    private final List<String> prompts = new ArrayList<>();
    private long millis;

    public MadeLog(String id, String cwd) {
        this.id = id;
        this.cwd = cwd;
    }

    /** The uuid of record {@code n}. */
    public static String uuid(int n) {
        return String.format(Locale.ROOT, "%08x-0000-4000-8000-%012x", n, n);
    }

    /** The words of prompt {@code n}. */
    public static String words(int n) {
        return String.format(Locale.ROOT, "Question %04d about the ledger.", n);
    }

    /** The time of the next record, and of those after it. */
    public MadeLog at(long seconds) {
        return atMillis(seconds * 1_000);
    }

    public MadeLog atMillis(long after) {
        millis = after;
        return this;
    }

    private String envelope(String type, int n, @Nullable Integer parent, boolean sidechain, String message) {
        return "{\"parentUuid\":" + (parent == null ? "null" : "\"" + uuid(parent) + "\"") + ",\"isSidechain\":"
                + sidechain
                + ",\"userType\":\"external\",\"cwd\":\"" + cwd + "\",\"sessionId\":\"" + id
                + "\",\"version\":\"2.1.332\",\"gitBranch\":\"\",\"entrypoint\":\"cli\",\"type\":\"" + type + "\","
                + message
                + ",\"uuid\":\"" + uuid(n) + "\",\"timestamp\":\"" + START.plusMillis(millis) + "\"}";
    }

    public MadeLog prompt(int n, @Nullable Integer parent) {
        prompts.add(words(n));
        return line(envelope(
                "user",
                n,
                parent,
                false,
                "\"message\":{\"role\":\"user\",\"content\":\"" + words(n)
                        + "\"},\"origin\":{\"kind\":\"human\"},\"promptSource\":\"typed\""));
    }

    public MadeLog reply(int n, @Nullable Integer parent) {
        return line(envelope("assistant", n, parent, false, said(n, "Answer " + n)));
    }

    /** An API error in place of an answer. */
    public MadeLog error(int n, @Nullable Integer parent, int status, String text) {
        return line(envelope(
                "assistant",
                n,
                parent,
                false,
                "\"message\":{\"id\":\"" + uuid(n)
                        + "\",\"model\":\"<synthetic>\",\"role\":\"assistant\",\"stop_reason\":"
                        + "\"stop_sequence\",\"type\":\"message\",\"usage\":{\"input_tokens\":0,\"output_tokens\":0},\"content\":"
                        + "[{\"type\":\"text\",\"text\":\"" + text
                        + "\"}]},\"isApiErrorMessage\":true,\"apiErrorStatus\":"
                        + status + ",\"error\":\"unknown\""));
    }

    public MadeLog sidechain(int n, @Nullable Integer parent) {
        return line(envelope("assistant", n, parent, true, said(n, "Aside " + n)));
    }

    private static String said(int n, String text) {
        return "\"message\":{\"id\":\"msg_" + n
                + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-opus-5-5\",\"content\":[{\"type\":\"text\","
                + "\"text\":\"" + text
                + "\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":10,\"output_tokens\":5}},\"requestId\":\"req_"
                + n + "\"";
    }

    public MadeLog system(int n, @Nullable Integer parent) {
        return line(envelope(
                "system", n, parent, false, "\"subtype\":\"turn_duration\",\"durationMs\":1200,\"isMeta\":false"));
    }

    /** @param head the messages from this to {@code tail} stay behind the summary {@code n + 1}; null to keep none */
    public MadeLog compaction(int n, int logicalParent, @Nullable Integer head, @Nullable Integer tail) {
        String kept = head == null || tail == null
                ? ""
                : ",\"preservedSegment\":{\"headUuid\":\"" + uuid(head) + "\",\"anchorUuid\":\"" + uuid(n + 1)
                        + "\",\"tailUuid\":\"" + uuid(tail) + "\"}";
        line(envelope(
                "system",
                n,
                null,
                false,
                "\"logicalParentUuid\":\"" + uuid(logicalParent)
                        + "\",\"subtype\":\"compact_boundary\",\"content\":\"Conversation compacted\",\"isMeta\":false,\"level\":"
                        + "\"info\",\"compactMetadata\":{\"trigger\":\"manual\",\"preTokens\":1000" + kept + "}"));
        return line(envelope(
                "user",
                n + 1,
                n,
                false,
                "\"message\":{\"role\":\"user\",\"content\":\"This session is being continued from a previous conversation."
                        + "\"},\"isCompactSummary\":true,\"isVisibleInTranscriptOnly\":true"));
    }

    public MadeLog lastPrompt(int leaf, boolean explicit) {
        return lastPrompt(uuid(leaf), explicit);
    }

    public MadeLog lastPrompt(String leaf, boolean explicit) {
        return line("{\"type\":\"last-prompt\",\"lastPrompt\":\"as it was\",\"leafUuid\":\"" + leaf + "\""
                + (explicit ? ",\"explicit\":true" : "") + ",\"sessionId\":\"" + id + "\"}");
    }

    public MadeLog line(String line) {
        lines.add(line);
        return this;
    }

    /** Puts the last lines before those from place {@code to} on. */
    public MadeLog move(int count, int to) {
        List<String> moved = new ArrayList<>(lines.subList(lines.size() - count, lines.size()));
        lines.subList(lines.size() - count, lines.size()).clear();
        lines.addAll(to, moved);
        return this;
    }

    public int size() {
        return lines.size();
    }

    public String text() {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** A sound log with the same prompts, one after the other. */
    public String straight() {
        StringBuilder text = new StringBuilder();
        String parent = "null";
        int n = 0;
        for (String prompt : prompts) {
            String own = "\"" + uuid(900_000 + n++) + "\"";
            text.append("{\"parentUuid\":" + parent
                    + ",\"isSidechain\":false,\"type\":\"user\",\"message\":{\"role\":\"user\"," + "\"content\":\""
                    + prompt + "\"},\"uuid\":" + own + "}\n");
            parent = own;
        }
        return text.toString();
    }
}
