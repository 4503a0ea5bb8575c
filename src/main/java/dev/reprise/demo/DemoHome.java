package dev.reprise.demo;

import static dev.reprise.demo.Log.fields;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Claude Code home full of invented sessions, told by the stories in the application's resources. Times are
 * relative to now, so that the list looks like a working week; the same moment gives the same bytes.
 */
public final class DemoHome {

    private static final Duration MESSAGE_TO_FILE = Duration.ofMillis(40);

    private final Path home;
    private final Instant now;
    private final Map<String, Told> told = new HashMap<>();
    private final List<Prompt> history = new ArrayList<>();

    private DemoHome(Path home, Instant now) {
        this.home = home;
        this.now = now;
    }

    private record Prompt(Instant at, Map<String, @Nullable Object> record) {}

    /** A session that was told, with the uuids of its prompts, for forks of it. */
    private record Told(Log log, List<String> prompts) {}

    /** Writes the home; {@code home} is made and should be empty. Costs about 2 MB and a tenth of a second. */
    public static void write(Path home, Instant now) {
        new DemoHome(home, now).writeAll();
    }

    /**
     * Deletes the logs that are told as swept by the CLI. To be called when everything is in
     * the vault, so that the samples show what <em>only in vault</em> means.
     */
    public static void sweep(Path home) {
        for (Story story : stories()) {
            if (story.is("swept", "true")) {
                Path folder = Log.folder(home, story.fact("cwd", ""));
                delete(folder.resolve(sessionId(story) + ".jsonl"));
            }
        }
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
        save(emptyLog(), new byte[0], now.minus(Duration.ofDays(13)));
        history.sort(Comparator.comparing(Prompt::at));
        JsonLines lines = new JsonLines();
        history.forEach(prompt -> lines.add(prompt.record()));
        save(home.resolve("history.jsonl"), lines.bytes(), now);
        save(home.resolve("settings.json"), "{\"cleanupPeriodDays\":30}\n".getBytes(StandardCharsets.UTF_8), now);
    }

    /** Real homes hold logs without a single byte; so does this one. */
    private Path emptyLog() {
        return Log.folder(home, "/home/sam/dotfiles").resolve(Log.uuid(new Random(13)) + ".jsonl");
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
        Path folder = home.relativize(Log.folder(home, log.cwd));
        SideFiles side = new SideFiles(log, folder);
        Teller teller = new Teller(story, log, side);
        teller.tell();
        Instant end = time(story.fact("at", "1h"));
        log.timeline.endAt(end);
        told.put(story.name(), new Told(log, teller.prompts));
        remember(teller, log, story);
        if (!story.is("lost", "true")) {
            save(folder, log, side, end.plus(MESSAGE_TO_FILE));
            register(story, log, end);
        }
    }

    private void save(Path folder, Log log, SideFiles side, Instant modified) {
        save(home.resolve(folder).resolve(log.session + ".jsonl"), log.bytes(), modified);
        for (Map.Entry<Path, Supplier<byte[]>> file : side.files().entrySet()) {
            save(home.resolve(file.getKey()), file.getValue().get(), modified);
        }
    }

    private void remember(Teller teller, Log log, Story story) {
        if (!log.entrypoint.equals("cli")) {
            return;
        }
        for (Teller.Typed typed : teller.typed) {
            long millis = typed.at().instant().toEpochMilli();
            Map<String, @Nullable Object> record = fields("display", typed.text(), "pastedContents", fields());
            record.put("timestamp", millis);
            record.put("project", story.fact("cwd", ""));
            record.put("sessionId", log.session);
            history.add(new Prompt(typed.at().instant(), record));
        }
    }

    /** The registry entry of a session that is told as running: for want of a CLI, this very process runs it. */
    private void register(Story story, Log log, Instant end) {
        String kept = story.fact("registry", "");
        if (kept.isEmpty()) {
            return;
        }
        long pid = kept.equals("self") ? ProcessHandle.current().pid() : Long.parseLong(kept);
        JsonLines line = new JsonLines();
        Map<String, @Nullable Object> record = fields("pid", pid, "sessionId", log.session, "cwd", log.cwd);
        record.put("startedAt", log.timeline.start().toEpochMilli());
        record.put("procStart", kept.equals("self") ? procStart() : "1");
        record.put("version", log.version);
        record.put("kind", "interactive");
        record.put("entrypoint", "cli");
        record.put("status", kept.equals("self") ? "idle" : "busy");
        record.put("updatedAt", end.toEpochMilli());
        line.add(record);
        save(home.resolve("sessions").resolve(pid + ".json"), line.bytes(), end);
    }

    /** Field 22 of {@code /proc/self/stat}, by which the CLI tells a process from a later one with the same id; null elsewhere. */
    private static @Nullable String procStart() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
        } catch (IOException e) {
            return null;
        }
    }

    /** {@code 52m} or {@code 5h} ago, or {@code 3d 16:40}: three days ago, at that time of the local day. */
    private Instant time(String text) {
        String[] parts = text.split(" ");
        long amount = Long.parseLong(parts[0].substring(0, parts[0].length() - 1));
        return switch (parts[0].charAt(parts[0].length() - 1)) {
            case 'm' -> now.minus(Duration.ofMinutes(amount));
            case 'h' -> now.minus(Duration.ofHours(amount));
            default -> {
                ZoneId zone = ZoneId.systemDefault();
                yield now.atZone(zone)
                        .toLocalDate()
                        .minusDays(amount)
                        .atTime(LocalTime.parse(parts[1]))
                        .atZone(zone)
                        .toInstant();
            }
        };
    }

    private static void save(Path file, byte[] bytes, Instant modified) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, bytes);
            Files.setLastModifiedTime(file, FileTime.from(modified));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = DemoHome.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("No sample story " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
