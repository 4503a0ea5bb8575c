package dev.reprise.data;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Acts of one kind that are being done: {@code journal/WHAT-ID.json}, written before the first step. What a crash leaves is found by the
 * next start, which finishes it or takes it back.
 *
 * @param <T> all that is needed for that, as JSON
 */
public final class Journal<T> {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String ENDING = ".json";

    private final Path folder;
    private final String beginning;
    private final Class<T> type;
    private boolean looked;

    public Journal(DataDirectory data, String what, Class<T> type) {
        this.folder = data.journal();
        this.beginning = what + "-";
        this.type = type;
    }

    private Path file(String id) {
        return folder.resolve(beginning + id + ENDING);
    }

    /**
     * Notes what is to be done, or how far it is.
     *
     * @throws Problem STORAGE if it cannot be written: nothing may be done then
     */
    public void write(String id, T run) {
        try {
            OwnerOnly.directories(folder);
            WholeFile.write(file(id), MAPPER.writeValueAsBytes(run));
        } catch (IOException e) {
            throw new Problem(
                    Reason.STORAGE,
                    folder + " cannot be written: " + e.getMessage() + ". Make it writable; nothing was done.");
        }
    }

    public boolean isThere(String id) {
        return Files.exists(file(id));
    }

    /** It is done, or was taken back. */
    public void end(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            log.warn("{} cannot be deleted: {}", file(id), e.toString());
        }
    }

    /** What a crash left, by id; told once. */
    public synchronized Map<String, T> left() {
        Map<String, T> left = new LinkedHashMap<>();
        if (looked || !Files.isDirectory(folder)) {
            looked = true;
            return left;
        }
        looked = true;
        for (Path file : files()) {
            String name = String.valueOf(file.getFileName());
            try {
                left.put(
                        name.substring(beginning.length(), name.length() - ENDING.length()),
                        MAPPER.readValue(Files.readAllBytes(file), type));
            } catch (IOException | JacksonException e) {
                log.warn("{} cannot be read: {}", file, e.toString());
            }
        }
        return left;
    }

    private List<Path> files() {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.startsWith(beginning) && name.endsWith(ENDING);
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            log.warn("{} cannot be listed: {}", folder, e.toString());
            return List.of();
        }
    }
}
