package dev.reprise;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lines of a log as Claude Code writes them: one record a call, each with the one before as its parent. Records are
 * numbered from 1; number, uuid and time of a record belong together, so that a part of a log can be written again alone.
 */
public final class LogBuilder {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final String session;
    private final StringBuilder text = new StringBuilder();
    private IntFunction<String> uuids = "00000000-0000-4000-8000-%012d"::formatted;
    private Instant start = Instant.parse("2026-03-02T10:00:00Z");
    private long step = 60;
    private String version = "2.1.330";
    private String cwd = "/w";
    private @Nullable String agent;
    private int number;

    private LogBuilder(String session) {
        this.session = session;
    }

    public static LogBuilder of(String session) {
        return new LogBuilder(session);
    }

    /** The next record has this number. */
    public LogBuilder from(int first) {
        number = first - 1;
        return this;
    }

    /** When number 0 would have been, and the seconds from one record to the next. */
    public LogBuilder times(Instant zero, long seconds) {
        start = zero;
        step = seconds;
        return this;
    }

    public LogBuilder uuids(IntFunction<String> ofNumber) {
        uuids = ofNumber;
        return this;
    }

    public LogBuilder cwd(String directory) {
        cwd = directory;
        return this;
    }

    /** Of the client that writes. */
    public LogBuilder version(String client) {
        version = client;
        return this;
    }

    /** Records of a sub-agent. */
    public LogBuilder agent(String id) {
        agent = id;
        return this;
    }

    public LogBuilder prompt(String words) {
        return record("user", message("user", words));
    }

    public LogBuilder reply(String words) {
        return said(ordered("type", "text", "text", words));
    }

    public LogBuilder thinking(String words) {
        return said(ordered("type", "thinking", "thinking", words, "signature", "s"));
    }

    public LogBuilder call(String id, String tool, Map<String, ?> input) {
        return said(ordered("type", "tool_use", "id", id, "name", tool, "input", input));
    }

    public LogBuilder result(String call, String output, boolean failed) {
        return content(
                "user",
                List.of(ordered("type", "tool_result", "tool_use_id", call, "is_error", failed, "content", output)));
    }

    /** A message of content blocks: {@code user} or {@code assistant}. */
    public LogBuilder content(String role, List<Map<String, Object>> blocks) {
        return record(role, message(role, blocks));
    }

    /** The title a person gives. */
    public LogBuilder title(String title) {
        return line(ordered("type", "custom-title", "customTitle", title, "sessionId", session));
    }

    /** The title of whichever session has the record with this uuid. */
    public LogBuilder summary(String title, String leaf) {
        return line(ordered("type", "summary", "summary", title, "leafUuid", leaf));
    }

    public String text() {
        return text.toString();
    }

    public byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    private LogBuilder said(Map<String, Object> block) {
        return content("assistant", List.of(block));
    }

    private Map<String, Object> message(String role, Object content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        if (role.equals("assistant")) {
            message.put("id", "msg_" + uuids.apply(number + 1));
            message.put("type", "message");
            message.put("model", "claude-x");
            message.put("usage", ordered("input_tokens", 10, "output_tokens", 5));
        }
        return message;
    }

    private LogBuilder record(String type, Map<String, Object> message) {
        number++;
        Map<String, Object> record = ordered("type", type, "uuid", uuids.apply(number));
        record.put("parentUuid", number == 1 ? null : uuids.apply(number - 1));
        record.put("sessionId", session);
        record.put("isSidechain", agent != null);
        if (agent != null) {
            record.put("agentId", agent);
        }
        record.putAll(ordered("cwd", cwd, "gitBranch", "main", "version", version, "entrypoint", "cli"));
        record.put("userType", "external");
        record.put("timestamp", MILLIS.format(start.plusSeconds(number * step)));
        if (type.equals("assistant")) {
            record.put("requestId", "req_" + uuids.apply(number));
        }
        record.put("message", message);
        return line(record);
    }

    private LogBuilder line(Map<String, Object> record) {
        text.append(JsonMapper.shared().writeValueAsString(record)).append('\n');
        return this;
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
