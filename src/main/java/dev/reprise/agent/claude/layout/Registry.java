package dev.reprise.agent.claude.layout;

import dev.reprise.agent.Running;
import dev.reprise.agent.Running.Life;
import dev.reprise.agent.Uuid;
import dev.reprise.agent.claude.record.Json;
import dev.reprise.agent.claude.record.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The client's registry of running sessions, {@code sessions/<pid>.json} (client/FORMAT.md section 4). Files of processes
 * that died stay there, and process ids are used again: only pid and start time together say that it runs.
 */
public final class Registry {
    private static final int MAX = 10_000;
    private static final int MAX_SIZE = 1 << 20;
    private static final Duration TOLERANCE = Duration.ofSeconds(20);

    private Registry() {}

    /** Empty where there is no registry; what cannot be read is left out. */
    static List<Running> read(Path home) {
        List<Running> running = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve("sessions"), "*.json")) {
            for (Path file : files) {
                Running one = running.size() < MAX ? one(file) : null;
                if (one != null) {
                    running.add(one);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return running;
        }
        return running;
    }

    private static @Nullable Running one(Path file) {
        try {
            if (Files.size(file) > MAX_SIZE || !Files.isRegularFile(file)) {
                return null;
            }
            return running(fields(Files.readAllBytes(file)));
        } catch (IOException | JacksonException e) {
            return null;
        }
    }

    private static @Nullable Running running(Map<String, String> fields) {
        String session = Uuid.lower(fields.getOrDefault("sessionId", ""));
        long pid = number(fields.get("pid"));
        if (session == null || pid <= 0) {
            return null;
        }
        return new Running(
                session,
                pid,
                PidDomain.isForeign(fields.get("pidDomain"))
                        ? Life.UNSEEN
                        : life(pid, fields.get("procStart"), Times.millis(number(fields.get("startedAt")))),
                "bg".equals(fields.get("kind")),
                fields.get("jobId"),
                fields.get("cwd"),
                fields.get("status"),
                fields.get("waitingFor"),
                Times.millis(number(fields.get("updatedAt"))));
    }

    private static Life life(long pid, @Nullable String procStart, @Nullable Instant startedAt) {
        return alive(pid, procStart, startedAt) ? Life.THERE : Life.GONE;
    }

    private static boolean alive(long pid, @Nullable String procStart, @Nullable Instant startedAt) {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null || !process.isAlive()) {
            return false;
        }
        String ticks = ticks(pid);
        if (ticks != null && procStart != null) {
            return ticks.equals(procStart);
        }
        Instant since = process.info().startInstant().orElse(null);
        if (since == null || startedAt == null) {
            return true;
        }
        // the session may have been opened later than its process, never before it
        return !since.isAfter(startedAt.plus(TOLERANCE));
    }

    /** Start time of a process in clock ticks since boot, field 22 of its stat; null where there is no such file. */
    private static @Nullable String ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields.length > 19 ? fields[19] : null;
        } catch (IOException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static Map<String, String> fields(byte[] json) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser p = Json.parser(json)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                return fields;
            }
            for (String name = p.nextName(); name != null; name = p.nextName()) {
                JsonToken token = p.nextToken();
                if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                    fields.put(name, Json.current(p, 4_000));
                }
                p.skipChildren();
            }
        }
        return fields;
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
