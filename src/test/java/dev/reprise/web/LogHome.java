package dev.reprise.web;

import dev.reprise.LogBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A log home that a test writes, as Claude Code would. */
final class LogHome {

    static final String ATTACK =
            "<img src=x onerror=window.ran=1><script>window.ran=1</script>\u202e[x](javascript:window.ran=1)";
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
        append(id, LogBuilder.of(id).title(title).text());
        for (int turn = 1; turn <= turns; turn++) {
            turn(id, turn);
        }
        return "claude:" + id;
    }

    void turn(String id, int turn) throws IOException {
        String call = "t" + turn;
        prompt(id, "turn " + turn + " " + ATTACK);
        append(
                id,
                next(id, 4)
                        .thinking("hm " + ATTACK)
                        .call(call, "Bash", Map.of("command", "ls " + ATTACK))
                        .result(call, "out " + ATTACK, turn % 5 == 0)
                        .reply("**done** " + turn + " " + ATTACK)
                        .text());
    }

    /** A prompt with this many calls, and the answer. */
    void work(String id, int calls) throws IOException {
        prompt(id, "much to do");
        for (int call = 1; call <= calls; call++) {
            append(
                    id,
                    next(id, 2)
                            .call("w" + call, "Read", Map.of("file_path", "/home/me/f" + call))
                            .result("w" + call, "content " + call, false)
                            .text());
        }
        append(id, next(id, 1).reply("all of it is read").text());
    }

    void prompt(String id, String text) throws IOException {
        append(id, next(id, 1).prompt(text).text());
    }

    private LogBuilder next(String id, int records) {
        LogBuilder log = LogBuilder.of(id)
                .from(clock + 1)
                .times(start, 1)
                .cwd("/home/me/work/api")
                .uuids(n -> uuid(id, n).toString());
        clock += records;
        return log;
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

    static String id(int number) {
        return "0b9c41d2-77e0-4a3b-9a44-%012d".formatted(number);
    }

    private static UUID uuid(String id, int n) {
        return UUID.nameUUIDFromBytes((id + n).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
