package dev.reprise.retention;

import dev.reprise.data.DataDirectory;
import dev.reprise.data.OwnerOnly;
import dev.reprise.data.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/**
 * OBSERVED: {@code observed/cleanup.jsonl}, a line for each {@link Seen}, only ever appended to. A line that a crash cut is passed
 * over. Thread-safe.
 */
@Component
class SeenFile {

    private static final Logger log = LoggerFactory.getLogger(SeenFile.class);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .registerSubtypes(
                    new NamedType(Seen.Setting.class, "setting"), new NamedType(Seen.Deletion.class, "deletion"))
            .build();

    private final Path file;
    private final List<Seen> all = new ArrayList<>();
    private boolean read;

    SeenFile(DataDirectory data) {
        this.file = data.observed().resolve("cleanup.jsonl");
    }

    /** Everything, oldest first. */
    synchronized List<Seen> all() {
        if (!read) {
            read = true;
            for (String line : lines()) {
                try {
                    all.add(MAPPER.readValue(line, Seen.class));
                } catch (JacksonException e) {
                    log.warn("A line of {} cannot be read and is passed over.", file);
                }
            }
        }
        return List.copyOf(all);
    }

    private List<String> lines() {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            log.warn("{} cannot be read: {}", file, e.toString());
            return List.of();
        }
    }

    /** Adds one; where that cannot be written it is known for as long as this process runs. */
    synchronized void add(Seen seen) {
        all();
        all.add(seen);
        // a line that was cut is ended first
        byte[] line =
                ("\n" + MAPPER.writerFor(Seen.class).writeValueAsString(seen) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            OwnerOnly.directories(Objects.requireNonNull(file.getParent()));
            Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            try (FileChannel out = FileChannel.open(file, options, OwnerOnly.file())) {
                WholeFile.fill(out, line, line.length);
                out.force(true);
            }
        } catch (IOException e) {
            log.warn("{} cannot be written: {}", file, e.toString());
        }
    }
}
