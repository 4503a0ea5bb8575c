package dev.reprise.data;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The directory that holds the vault ({@code vault/}, RAW), the database ({@code db/}), the token and the log file.
 * Setting {@code reprise.data}. Only its owner can enter it.
 */
@Component
public class DataDirectory {

    private final Path path;

    /** @param restoreFrom a second copy that it is filled from before anything is opened; empty: none */
    DataDirectory(@Value("${reprise.data}") String path, @Value("${reprise.restore-from:}") String restoreFrom) {
        this.path = Path.of(path).toAbsolutePath().normalize();
        if (this.path.toString().indexOf(';') >= 0) {
            throw new Problem(
                    Reason.BAD_INPUT,
                    "The path of the data directory, " + this.path
                            + ", has a semicolon in it, which the database cannot take. Name another one with --data.");
        }
        ownerOnly(this.path);
        if (restoreFrom.isBlank()) {
            Refill.refuseHalf(this.path);
        } else {
            Refill.fill(this.path, Path.of(restoreFrom));
        }
    }

    public Path path() {
        return path;
    }

    public Path vault() {
        return path.resolve("vault");
    }

    /** The file of what people write. */
    public Path own() {
        return path.resolve("own").resolve("own.mv.db");
    }

    /** The folder of what was seen and cannot be seen again: OBSERVED. */
    public Path observed() {
        return path.resolve("observed");
    }

    /** The folder of what was done to files: AUTHORED. */
    public Path receipts() {
        return path.resolve("receipts");
    }

    /** The folder of acts that are being done: a start that finds one finishes it or takes it back. */
    public Path journal() {
        return path.resolve("journal");
    }

    /** The file of the catalogue. */
    public Path database() {
        return path.resolve("db").resolve("reprise.mv.db");
    }

    /** The address of an H2 database in this file. */
    public static String url(Path file, String options) {
        String path = file.toString();
        return "jdbc:h2:file:" + path.substring(0, path.length() - ".mv.db".length()) + options;
    }

    /** Makes the directory if it is missing and closes it to everyone else, where the file system can say so. */
    private static void ownerOnly(Path directory) {
        try {
            Files.createDirectories(directory);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new Problem(
                    Reason.STORAGE,
                    "The data directory " + directory
                            + " cannot be written. Make it writable, or name another one with --data.");
        }
    }
}
