package dev.reprise.data;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether the data directory takes more. Asked before something is written, so that the catalogue never meets a full disk:
 * H2 closes its file for good at the first write that fails.
 */
@Component
public class Room {

    /** Bytes that stay free for the catalogue. */
    public static final long RESERVE = 4L << 20;

    private final DataDirectory data;

    Room(DataDirectory data) {
        this.data = data;
    }

    /**
     * What keeps us from writing, as a sentence that says what to do; empty if nothing does.
     *
     * @param bytes about to be written to the catalogue
     */
    public Optional<String> obstacle(long bytes) {
        for (Path directory : List.of(data.path(), data.vault(), data.path().resolve("db"))) {
            if (!Files.isDirectory(directory)) {
                return Optional.of(directory + " is gone. Bring it back, or start Reprise with another --data.");
            }
            if (!Files.isWritable(directory)) {
                return Optional.of(directory + " cannot be written. Make it writable again.");
            }
        }
        if (!Files.exists(data.database())) {
            return Optional.of("The catalogue in " + data.path().resolve("db") + " is gone.");
        }
        return full(Math.max(RESERVE, 2 * bytes));
    }

    private Optional<String> full(long needed) {
        // one call of the system; a FileStore would read the table of mounts each time
        File directory = data.path().toFile();
        long free = directory.getUsableSpace();
        // some file systems do not tell
        if (free >= needed || directory.getTotalSpace() == 0) {
            return Optional.empty();
        }
        return Optional.of("The disk of " + data.path() + " is full: " + tenths(free) + " MB are free, "
                + tenths(needed) + " MB are needed. Make room.");
    }

    private static String tenths(long bytes) {
        return String.format(java.util.Locale.ROOT, "%.1f", bytes / 1048576.0);
    }
}
