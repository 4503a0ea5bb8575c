package dev.reprise.demo;

import static dev.reprise.demo.Log.fields;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells the stories among the test resources as a Claude Code home with placeholders for times: the samples that the
 * application ships ({@link DemoHome}).
 */
final class DemoWriter {

    /** Milliseconds from the last record to the file's time. */
    private static final long MESSAGE_TO_FILE = 40;

    private final Map<String, Told> told = new HashMap<>();
    private final JsonLines history = new JsonLines();
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final List<String> listed = new ArrayList<>();

    private DemoWriter() {}

    /** A session that was told, with the uuids of its prompts, for forks of it. */
    private record Told(Log log, List<String> prompts) {}

    /** Contents by path below {@code demo/}. */
    static SortedMap<String, byte[]> files() {
        DemoWriter writer = new DemoWriter();
        writer.writeAll();
        return writer.files;
    }

    /** The native id of the sample session that a story of this name tells. */
    static String sessionId(Story story) {
        return story.fact("id", Log.uuid(new Random(story.name().hashCode())));
    }

    static List<Story> stories() {
        List<Story> stories = new ArrayList<>();
        for (String name : resource("stories.txt").split("\n")) {
            if (!name.isBlank()) {
                stories.add(Story.read(name.strip(), resource(name.strip() + ".story")));
            }
        }
        return stories;
    }

    private void writeAll() {
        stories().forEach(this::tell);
        save(emptyLog(), new byte[0], "312h+0");
        save(Path.of("history.jsonl"), history.bytes(), "0m+0");
        save(Path.of("settings.json"), "{\"cleanupPeriodDays\":30}\n".getBytes(StandardCharsets.UTF_8), "0m+0");
        save(Path.of(".claude.json"), trusted().getBytes(StandardCharsets.UTF_8), "0m+0");
        files.put("machine.txt", machine().getBytes(StandardCharsets.UTF_8));
        files.put("files.txt", (String.join("\n", listed) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Which directories the CLI was told to trust: all but one. */
    private static String trusted() {
        return directories(cwd -> !cwd.endsWith("/goatcam"))
                .map(cwd -> "\"" + cwd + "\":{\"hasTrustDialogAccepted\":true}")
                .collect(Collectors.joining(",", "{\"projects\":{", "}}\n"));
    }

    /** What is on the disk of the samples' machine: every directory but the worktrees, which are gone; and the CLI. */
    private static String machine() {
        return directories(cwd -> !cwd.contains("/worktrees/"))
                .map(cwd -> cwd + "/\n")
                .collect(Collectors.joining("", "", "/usr/local/bin/claude\n"));
    }

    private static Stream<String> directories(Predicate<String> which) {
        return stories().stream()
                .map(story -> story.fact("cwd", ""))
                .filter(which)
                .distinct()
                .sorted();
    }

    /** Real homes hold logs without a single byte; so does this one. */
    private static Path emptyLog() {
        return Log.folder(Path.of(""), "/home/sam/dotfiles").resolve(Log.uuid(new Random(13)) + ".jsonl");
    }

    private void tell(Story story) {
        Random random = new Random(story.name().hashCode() * 31L);
        Log log = new Log(
                sessionId(story), new Timeline(random), random, story.fact("cwd", ""), story.fact("branch", "main"));
        log.version = story.fact("client", log.version);
        log.entrypoint = story.fact("entrypoint", log.entrypoint);
        log.slug = story.facts().get("slug");
        Told original = told.get(story.fact("fork-of", ""));
        if (original != null) {
            int prompt = Integer.parseInt(story.fact("fork-before-prompt", "0"));
            log.copyFrom(original.log(), prompt == 0 ? null : original.prompts().get(prompt - 1));
        }
        Path folder = Log.folder(Path.of(""), log.cwd);
        SideFiles side = new SideFiles(log, folder);
        Teller teller = new Teller(story, log, side);
        teller.tell();
        log.timeline.endAt(story.fact("at", "1h"));
        told.put(story.name(), new Told(log, teller.prompts));
        remember(teller, log, story);
        if (!story.is("lost", "true")) {
            save(folder, log, side, story);
            register(story, log);
        }
    }

    private void save(Path folder, Log log, SideFiles side, Story story) {
        String modified = log.timeline.end().time(MESSAGE_TO_FILE);
        String flag = story.is("swept", "true") ? "\tswept" : story.is("grows", "true") ? "\tgrows" : "";
        if (!story.is("main", "gone")) {
            save(folder.resolve(log.session + ".jsonl"), log.bytes(), modified + flag);
        }
        side.files().forEach((path, bytes) -> save(path, bytes.get(), modified));
    }

    private void remember(Teller teller, Log log, Story story) {
        if (!log.entrypoint.equals("cli")) {
            return;
        }
        for (Teller.Typed typed : teller.typed) {
            Map<String, @Nullable Object> record = fields("display", typed.text(), "pastedContents", fields());
            record.put("timestamp", new Timeline.Millis(typed.at()));
            record.put("project", story.fact("cwd", ""));
            record.put("sessionId", log.session);
            history.add(record);
        }
    }

    /**
     * The registry entry of a session that is told as running: for want of a CLI, the demo's own process runs it, or the one
     * that started that.
     */
    private void register(Story story, Log log) {
        String kept = story.fact("registry", "");
        if (kept.isEmpty()) {
            return;
        }
        String process = process(kept);
        JsonLines line = new JsonLines();
        Map<String, @Nullable Object> record = fields("pid", new JsonLines.Bare(process));
        record.put("sessionId", log.session);
        record.put("cwd", log.cwd);
        record.put("startedAt", new Timeline.Millis(log.timeline.start()));
        record.put("procStart", process.startsWith("⟦") ? process.replace("pid", "procStart") : "1");
        if (kept.equals("container")) {
            record.put("pidDomain", "linux:0f1e2d3c4b5a69788796a5b4c3d2e1f0:pid:[4026539999]");
        }
        record.put("version", log.version);
        record.put("kind", "interactive");
        record.put("entrypoint", "cli");
        record.put(
                "status",
                switch (kept) {
                    case "self" -> "idle";
                    case "parent" -> "waiting";
                    default -> "busy";
                });
        if (kept.equals("parent")) {
            record.put("waitingFor", "permission to run a command");
        }
        record.put("updatedAt", new Timeline.Millis(log.timeline.end()));
        line.add(record);
        String name =
                process.replace("⟦", "").replace("⟧", "").replace("pid", "PID").replace("pPID", "PPID");
        save(
                Path.of("sessions", name + ".json"),
                line.bytes(),
                log.timeline.end().time(0));
    }

    private static String process(String kept) {
        return switch (kept) {
            case "self" -> "⟦pid⟧";
            case "parent" -> "⟦ppid⟧";
            case "container" -> "4194301";
            default -> kept;
        };
    }

    private void save(Path file, byte[] bytes, String modified) {
        String path = file.toString().replace('\\', '/');
        files.put("home/" + path, bytes);
        listed.add(path + "\t" + modified);
    }

    private static String resource(String name) {
        try (InputStream in = DemoWriter.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("No sample story " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
