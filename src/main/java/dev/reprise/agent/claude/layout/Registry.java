package dev.reprise.agent.claude.layout;

import dev.reprise.agent.Running;
import dev.reprise.agent.Running.Life;
import dev.reprise.agent.Saving;
import dev.reprise.agent.Unregistered;
import dev.reprise.agent.Uuid;
import dev.reprise.agent.claude.record.Json;
import dev.reprise.agent.claude.record.Times;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern KEY = Pattern.compile("(\\d{1,18})\\.[0-9a-f]{64}\\.key");
    /** A client writes its key first, then its entry. */
    private static final Duration BEGINNING = Duration.ofSeconds(2);

    private final Processes processes;
    private final Map<Path, Entry> entries = new HashMap<>();

    Registry(Processes processes) {
        this.processes = processes;
    }

    /** A file of a registry as it was read; most are as they were. */
    private record Entry(long size, FileTime modified, Map<String, String> fields) {}

    /** Empty where there is no registry; what cannot be read is left out. */
    synchronized List<Running> read(Path home) {
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
        if (entries.size() > MAX) {
            entries.clear();
        }
        return running;
    }

    private @Nullable Running one(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (now.size() > MAX_SIZE || !now.isRegularFile()) {
                return null;
            }
            Entry known = entries.get(file);
            if (known == null || known.size != now.size() || !known.modified.equals(now.lastModifiedTime())) {
                known = new Entry(now.size(), now.lastModifiedTime(), fields(Files.readAllBytes(file)));
                entries.put(file, known);
            }
            return running(known.fields);
        } catch (IOException | JacksonException e) {
            return null;
        }
    }

    private @Nullable Running running(Map<String, String> fields) {
        String session = Uuid.lower(fields.getOrDefault("sessionId", ""));
        long pid = number(fields.get("pid"));
        if (session == null || pid <= 0) {
            return null;
        }
        Instant startedAt = Times.millis(number(fields.get("startedAt")));
        boolean foreign = PidDomain.isForeign(fields.get("pidDomain"));
        Processes.Known process = foreign ? null : processes.find(pid);
        boolean there = !foreign && alive(pid, process, fields.get("procStart"), startedAt);
        return new Running(
                session,
                pid,
                foreign ? Life.UNSEEN : there ? Life.THERE : Life.GONE,
                "bg".equals(fields.get("kind")),
                fields.get("entrypoint"),
                fields.get("jobId"),
                fields.get("cwd"),
                fields.get("status"),
                fields.get("waitingFor"),
                fields.get("name"),
                startedAt,
                there && process != null ? process.since() : null,
                Times.millis(number(fields.get("statusUpdatedAt"))),
                Times.millis(number(fields.get("updatedAt"))),
                there && process != null ? process.saving() : Saving.UNKNOWN);
    }

    /**
     * Clients that run sessions and have no entry in any of these registries: those with a key there, and those of which only the
     * system tells.
     */
    synchronized List<Unregistered> unregistered(List<Path> homes, Instant now) {
        Set<Long> entered = new HashSet<>();
        Set<Long> asked = new TreeSet<>(processes.clients());
        homes.forEach(home -> look(home, entered, asked));
        Instant begun = now.minus(BEGINNING);
        return asked.stream()
                .filter(pid -> !entered.contains(pid))
                .flatMap(pid -> Optional.ofNullable(processes.unregistered(pid)).stream())
                .filter(one -> one.since() == null || one.since().isBefore(begun))
                .toList();
    }

    /** @param entered processes with an entry; {@code keyed} with a key, and there */
    private void look(Path home, Set<Long> entered, Set<Long> keyed) {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve("sessions"))) {
            files.forEach(all::add);
        } catch (IOException | DirectoryIteratorException none) {
            all.clear();
        }
        for (Path file : all) {
            String name = String.valueOf(file.getFileName());
            Matcher key = KEY.matcher(name);
            if (name.endsWith(".json")) {
                entered.add(number(name.substring(0, name.length() - ".json".length())));
            } else if (key.matches() && isOfAProcess(file, number(key.group(1)))) {
                keyed.add(number(key.group(1)));
            }
        }
    }

    private boolean isOfAProcess(Path file, long pid) {
        try {
            if (Files.size(file) > MAX_SIZE || !Files.isRegularFile(file)) {
                return false;
            }
            Map<String, String> fields = fields(Files.readAllBytes(file));
            return !PidDomain.isForeign(fields.get("pidDomain"))
                    && fields.get("procStart") != null
                    && alive(pid, processes.find(pid), fields.get("procStart"), null);
        } catch (IOException | JacksonException e) {
            return false;
        }
    }

    /** @param process what is there with its number; null if nothing is, or nothing can be told here */
    private boolean alive(
            long pid, Processes.@Nullable Known process, @Nullable String procStart, @Nullable Instant startedAt) {
        if (process != null && procStart != null) {
            return process.ticks().equals(procStart);
        }
        if (process == null && processes.canTell()) {
            return false;
        }
        ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
        if (handle == null || !handle.isAlive()) {
            return false;
        }
        Instant since = handle.info().startInstant().orElse(null);
        if (since == null || startedAt == null) {
            return true;
        }
        // the session may have been opened later than its process, never before it
        return !since.isAfter(startedAt.plus(TOLERANCE));
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

    static long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
