package dev.reprise.demo;

import static dev.reprise.demo.Log.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model's side of a log: one record per content block, all blocks of one API message with the same id, stop reason
 * and usage (FORMAT-claude §2.2), and the results of its tool calls.
 */
final class Speaker {

    private static final String SIGNATURE = "RXRhaW4gc2FtcGxlIHNpZ25hdHVyZSwgbm90IGEgcmVhbCBvbmUu";
    private static final int CHARACTERS_PER_TOKEN = 4;

    final Log log;
    String model;
    private final List<Map<String, @Nullable Object>> blocks = new ArrayList<>();
    private Map<String, @Nullable Object> usage = Map.of();
    private String messageId = "";
    private String requestId = "";
    private long context = 17_400;
    private long fresh;
    private long outputNow;
    long inputTotal;
    long outputTotal;
    long cacheReadTotal;
    long cacheWriteTotal;

    Speaker(Log log, String model) {
        this.log = log;
        this.model = model;
    }

    /** Text that came from outside the model: a prompt, a tool's output. The message at hand is over. */
    void hears(String text) {
        endMessage("tool_use");
        fresh += text.length() / CHARACTERS_PER_TOKEN;
    }

    /** After a compaction, what the model has in mind. */
    void forgets(long tokensLeft) {
        context = tokensLeft;
        fresh = 0;
    }

    void thinks(String text) {
        log.timeline.pass(3, 4 + text.length() / 60.0);
        block(fields("type", "thinking", "thinking", text, "signature", SIGNATURE + Log.hex(log.random, 220)), text);
    }

    void says(String text) {
        log.timeline.pass(2, 3 + text.length() / 90.0);
        block(fields("type", "text", "text", text), text);
    }

    /** Calls a tool; answers the id of the call. */
    String calls(String tool, Map<String, @Nullable Object> input) {
        log.timeline.pass(1, 5);
        String id = "toolu_01" + Log.hex(log.random, 22);
        block(fields("type", "tool_use", "id", id, "name", tool, "input", input), input.toString());
        return id;
    }

    /** The result of a call, as the record of a user (FORMAT-claude §2.1), with its structured twin. */
    void answered(String call, Object content, boolean failed, @Nullable Object twin) {
        String asked = String.valueOf(log.parent);
        hears(content.toString());
        Map<String, @Nullable Object> result = fields("tool_use_id", call, "type", "tool_result", "content", content);
        if (failed) {
            result.put("is_error", true);
        }
        Map<String, @Nullable Object> record =
                fields("message", fields("role", "user", "content", List.of(result)), "sourceToolAssistantUUID", asked);
        if (twin != null) {
            record.put("toolUseResult", twin);
        }
        log.message("user", record);
    }

    /** The turn is over: the last message ended by itself. */
    void rests() {
        endMessage("end_turn");
    }

    /** The message at hand is over; every record of it carries the final usage and stop reason. */
    private void endMessage(String stopReason) {
        if (blocks.isEmpty()) {
            return;
        }
        blocks.forEach(message -> message.put("stop_reason", stopReason));
        long read = context;
        usage.put("cache_read_input_tokens", read);
        usage.put("cache_creation_input_tokens", fresh);
        usage.put("cache_creation", fields("ephemeral_1h_input_tokens", 0, "ephemeral_5m_input_tokens", fresh));
        usage.put("output_tokens", outputNow);
        inputTotal += 6;
        cacheReadTotal += read;
        cacheWriteTotal += fresh;
        outputTotal += outputNow;
        context += fresh + outputNow;
        fresh = 0;
        outputNow = 0;
        blocks.clear();
    }

    private void block(Map<String, @Nullable Object> content, String text) {
        if (blocks.isEmpty()) {
            messageId = "msg_01" + Log.hex(log.random, 22);
            requestId = "req_011C" + Log.hex(log.random, 20);
            usage = fields("input_tokens", 6, "service_tier", "standard", "inference_geo", "");
        }
        outputNow += Math.max(8, text.length() / CHARACTERS_PER_TOKEN);
        Map<String, @Nullable Object> message = fields(
                "id", messageId, "type", "message", "role", "assistant", "model", model, "content", List.of(content));
        message.put("stop_reason", null);
        message.put("stop_sequence", null);
        message.put("usage", usage);
        blocks.add(message);
        log.message("assistant", fields("message", message, "requestId", requestId));
    }

    /** What the client says in the model's place when the API fails (FORMAT-claude §4). */
    void fails(String text, int status) {
        endMessage("end_turn");
        Map<String, @Nullable Object> none = fields("input_tokens", 0, "output_tokens", 0);
        log.message(
                "assistant",
                fields(
                        "message",
                        fields(
                                "id",
                                Log.uuid(log.random),
                                "type",
                                "message",
                                "role",
                                "assistant",
                                "model",
                                "<synthetic>",
                                "stop_reason",
                                "stop_sequence",
                                "usage",
                                none,
                                "content",
                                List.of(fields("type", "text", "text", text))),
                        "isApiErrorMessage",
                        true,
                        "error",
                        status == 429 ? "rate_limit" : "server_error",
                        "apiErrorStatus",
                        status));
    }
}
