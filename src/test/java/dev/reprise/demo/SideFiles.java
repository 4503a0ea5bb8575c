package dev.reprise.demo;

import static dev.reprise.demo.Log.fields;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The files that a session leaves beside its log (client/FORMAT.md §1), collected until the home is written. */
final class SideFiles {

    /** Where the sample user's CLI would keep its files; only text inside logs. */
    private static final String CLI_HOME = "/home/sam/.claude/";

    private final Log log;
    private final Path folder;
    private final Map<Path, Supplier<byte[]>> files = new LinkedHashMap<>();

    /** @param folder the project's folder below the home */
    SideFiles(Log log, Path folder) {
        this.log = log;
        this.folder = folder;
    }

    Map<Path, Supplier<byte[]>> files() {
        return files;
    }

    /** Keeps the whole output of a tool; answers the path as the client writes it into the log. */
    String toolResult(String call, String text) {
        Path path = folder.resolve(log.session).resolve("tool-results").resolve(call + ".txt");
        files.put(path, () -> text.getBytes(StandardCharsets.UTF_8));
        return CLI_HOME + path.toString().replace('\\', '/');
    }

    /** Keeps a plan; answers its path as the client writes it into the log. */
    String plan(String text) {
        Path path = Path.of("plans", (log.slug == null ? log.session : log.slug) + ".md");
        files.put(path, () -> (text + "\n").getBytes(StandardCharsets.UTF_8));
        return CLI_HOME + path.toString().replace('\\', '/');
    }

    void task(String id, String subject) {
        put(Path.of("tasks", log.session, id + ".json"), fields("id", id, "subject", subject, "status", "completed"));
    }

    void customTitle(String title) {
        put(folder.resolve(log.session).resolve("custom-title.json"), fields("customTitle", title));
    }

    void subagent(Log agent, String id, Map<String, @Nullable Object> meta) {
        Path place = folder.resolve(log.session).resolve("subagents");
        files.put(place.resolve("agent-" + id + ".jsonl"), agent::bytes);
        put(place.resolve("agent-" + id + ".meta.json"), meta);
    }

    /** Keeps a file as it was before an edit; the name is the first 16 hex digits of the SHA-256 of its path. */
    void backup(String path, String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            String name = HexFormat.of().formatHex(hash).substring(0, 16) + "@v1";
            if (files.putIfAbsent(
                            Path.of("file-history", log.session, name), () -> text.getBytes(StandardCharsets.UTF_8))
                    == null) {
                log.record(fields(
                        "type",
                        "file-history-delta",
                        "timestamp",
                        log.timeline.now(),
                        "trackingPath",
                        path,
                        "backup",
                        fields("backupFileName", name, "version", 1, "backupTime", log.timeline.now())));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(Path path, Map<String, @Nullable Object> json) {
        JsonLines out = new JsonLines();
        out.add(json);
        files.put(path, out::bytes);
    }
}
