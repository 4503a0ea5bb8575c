package dev.reprise.secondcopy;

import dev.reprise.data.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code second-copy.json} in the directory of a second copy: whose it is, and how far it is.
 *
 * @param format 1
 * @param key that the setting names
 * @param completeAt when all that the first had was there, epoch milliseconds; 0: not yet
 * @param receipt the last purge that was done here too; empty: none
 * @param checked the file that was read back last, of those that are read back one after the other; empty: none
 */
record Mark(int format, String key, long completeAt, String receipt, String checked) {

    static final String FILE = "second-copy.json";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static Mark of(String key) {
        return new Mark(1, key, 0, "", "");
    }

    /** Empty if there is none that can be read. */
    static Optional<Mark> read(Path place) {
        try {
            return Optional.of(MAPPER.readValue(Files.readAllBytes(place.resolve(FILE)), Mark.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    void write(Path place) throws IOException {
        WholeFile.write(place.resolve(FILE), MAPPER.writeValueAsBytes(this));
    }

    Mark complete(long at) {
        return new Mark(format, key, at, receipt, checked);
    }

    Mark purged(String last) {
        return new Mark(format, key, completeAt, last, checked);
    }

    Mark checked(String path) {
        return new Mark(format, key, completeAt, receipt, path);
    }
}
