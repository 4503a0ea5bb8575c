package dev.reprise.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;

/** A log home that a test writes, as Claude Code would. */
final class LogHome {

    static final String ATTACK =
            "<img src=x onerror=window.ran=1><script>window.ran=1</script>\\u202e[x](javascript:window.ran=1)";
    final Path home;
    private final Instant start;
    private int clock;

    LogHome(Path home, Instant start) {
        this.home = home;
        this.start = start;
    }

    /** A session whose every text attacks, with this many turns of prompt, tool and reply. */
    String session(int number, int turns, String title) throws IOException {
        String id = id(number);
        append(id, "{\"type\":\"custom-title\",\"customTitle\":\"" + title + "\",\"sessionId\":\"" + id + "\"}\n");
        for (int turn = 1; turn <= turns; turn++) {
            turn(id, turn);
        }
        return "claude:" + id;
    }

    void turn(String id, int turn) throws IOException {
        prompt(id, "turn " + turn + " " + ATTACK);
        append(
                id,
                record(
                        id,
                        "assistant",
                        "[{\"type\":\"thinking\",\"thinking\":\"hm " + ATTACK + "\",\"signature\":\"s\"}]"));
        append(
                id,
                record(
                        id,
                        "assistant",
                        "[{\"type\":\"tool_use\",\"id\":\"t" + turn
                                + "\",\"name\":\"Bash\",\"input\":{\"command\":\"ls " + ATTACK + "\"}}]"));
        append(
                id,
                record(
                        id,
                        "user",
                        "[{\"type\":\"tool_result\",\"tool_use_id\":\"t" + turn + "\",\"is_error\":" + (turn % 5 == 0)
                                + ",\"content\":\"out " + ATTACK + "\"}]"));
        append(id, record(id, "assistant", "[{\"type\":\"text\",\"text\":\"**done** " + turn + " " + ATTACK + "\"}]"));
    }

    void prompt(String id, String text) throws IOException {
        append(id, record(id, "user", "\"" + text + "\""));
    }

    /** A session of which only the prompt history tells. */
    String lost(int number, String prompt) throws IOException {
        Files.writeString(
                home.resolve("history.jsonl"),
                "{\"display\":\"" + prompt + "\",\"pastedContents\":{},\"timestamp\":"
                        + start.minusSeconds(90_000).toEpochMilli()
                        + ",\"project\":\"/home/me/work/api\",\"sessionId\":\""
                        + id(number) + "\"}\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return "claude:" + id(number);
    }

    void append(String id, String text) throws IOException {
        Path log = home.resolve("projects").resolve("-home-me-work-api").resolve(id + ".jsonl");
        Files.createDirectories(log.getParent());
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String record(String id, String role, String content) {
        UUID uuid = uuid(id, ++clock);
        String parent = clock == 1 ? "null" : "\"" + uuid(id, clock - 1) + "\"";
        String extra = role.equals("assistant")
                ? "\"id\":\"m" + clock
                        + "\",\"model\":\"opus-4-5\",\"type\":\"message\",\"usage\":{\"input_tokens\":10,\"output_tokens\":5},"
                : "";
        return "{\"type\":\"" + role + "\",\"uuid\":\"" + uuid + "\",\"parentUuid\":" + parent + ",\"sessionId\":\""
                + id
                + "\",\"cwd\":\"/home/me/work/api\",\"gitBranch\":\"main\",\"version\":\"2.1.330\",\"isSidechain\":false,\"userType\":\"external\",\"entrypoint\":\"cli\",\"timestamp\":\""
                + start.plusSeconds(clock) + "\",\"message\":{" + extra + "\"role\":\"" + role + "\",\"content\":"
                + content + "}}\n";
    }

    static String id(int number) {
        return "0b9c41d2-77e0-4a3b-9a44-%012d".formatted(number);
    }

    private static UUID uuid(String id, int n) {
        return UUID.nameUUIDFromBytes((id + n).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
