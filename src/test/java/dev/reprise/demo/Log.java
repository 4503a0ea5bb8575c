package dev.reprise.demo;

import dev.reprise.demo.Timeline.Moment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A log while it is being told: records in the order of writing, with the envelope and the chain of parents of client
 * 2.1.330 (or what older versions leave out of it).
 */
final class Log {

    final String session;
    final Timeline timeline;
    final Random random;
    String cwd;
    String branch;
    String version = "2.1.330";
    String entrypoint = "cli";

    @Nullable
    String parent;

    @Nullable
    String agentId;

    @Nullable
    String slug;

    private final List<Line> lines = new ArrayList<>();

    Log(String session, Timeline timeline, Random random, String cwd, String branch) {
        this.session = session;
        this.timeline = timeline;
        this.random = random;
        this.cwd = cwd;
        this.branch = branch;
    }

    /** Adds a record of the message tree: the fields, wrapped in the envelope. Answers its uuid. */
    String message(String type, Map<String, @Nullable Object> fields) {
        String uuid = uuid(random);
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("parentUuid", parent);
        record.put("isSidechain", agentId != null);
        if (agentId != null) {
            record.put("agentId", agentId);
        }
        record.put("type", type);
        record.putAll(fields);
        record.put("uuid", uuid);
        record.put("timestamp", timeline.now());
        record.put("userType", "external");
        record.put("entrypoint", entrypoint);
        record.put("cwd", cwd);
        record.put("sessionId", session);
        record.put("version", version);
        record.put("gitBranch", branch);
        if (slug != null) {
            record.put("slug", slug);
        }
        lines.add(new Structured(record));
        parent = uuid;
        return uuid;
    }

    /** Adds a record without uuid: state of the session. */
    void state(String type, Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("type", type);
        record.putAll(fields);
        record.put("sessionId", session);
        lines.add(new Structured(record));
    }

    /** Adds a record as it is. */
    void record(Map<String, @Nullable Object> record) {
        lines.add(new Structured(record));
    }

    /** Adds a line that may be no JSON at all; {@code ${session}}, {@code ${parent}} and {@code ${now}} are filled in. */
    void raw(String line) {
        lines.add(new Raw(line, parent, timeline.now()));
    }

    /** Copies the message records of another log up to (and without) its record with this uuid, as a fork does. */
    void copyFrom(Log other, @Nullable String untilUuid) {
        for (Line line : other.lines) {
            if (!(line instanceof Structured(var record)) || !(record.get("uuid") instanceof String uuid)) {
                continue;
            }
            if (uuid.equals(untilUuid)) {
                break;
            }
            Map<String, @Nullable Object> copy = new LinkedHashMap<>(record);
            copy.put("sessionId", session);
            copy.put("forkedFrom", fields("sessionId", other.session, "messageUuid", uuid));
            lines.add(new Structured(copy));
            parent = uuid;
        }
    }

    byte[] bytes() {
        JsonLines out = new JsonLines();
        for (Line line : lines) {
            switch (line) {
                case Raw raw -> out.addRaw(raw.filled(session).getBytes(StandardCharsets.UTF_8));
                case Structured(var record) -> out.add(record);
            }
        }
        return out.bytes();
    }

    private sealed interface Line {}

    private record Structured(Map<String, @Nullable Object> record) implements Line {}

    private record Raw(String line, @Nullable String parent, Moment now) implements Line {
        String filled(String session) {
            return line.replace("${session}", session)
                    .replace("${parent}", String.valueOf(parent))
                    .replace("${now}", now.toString())
                    .replace('␀', '\0');
        }
    }

    /** {@code projects/<encoded cwd>}: every UTF-16 unit that is no ASCII letter or digit becomes a dash (client/FORMAT.md §2). */
    static Path folder(Path home, String cwd) {
        return home.resolve("projects").resolve(cwd.replaceAll("[^A-Za-z0-9]", "-"));
    }

    /** A map from name, value, name, value, …; keeps their order and nulls. */
    static Map<String, @Nullable Object> fields(@Nullable Object... pairs) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    /** A version 4 UUID from a seeded source. */
    static String uuid(Random random) {
        long most = (random.nextLong() & ~0xF000L) | 0x4000L;
        long least = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new java.util.UUID(most, least).toString();
    }

    /** Random hexadecimal digits. */
    static String hex(Random random, int digits) {
        StringBuilder hex = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hex.toString();
    }
}
