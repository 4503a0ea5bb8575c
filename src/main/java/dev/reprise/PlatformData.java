package dev.reprise;

import dev.reprise.agent.UserHome;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Settles `reprise.data` before anything (the log file, the database) is opened below it: the platform's data directory
 * where none was given, always absolute, made with access for its owner only. `./reprise` knows the same defaults.
 */
final class PlatformData implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    static final String PROPERTY = "reprise.data";

    private static final List<String> OURS = List.of("vault", "db", "token", "logs", "running.json", "demo");
    private static final Set<String> FOUND_IN_EMPTY = Set.of("lost+found", ".DS_Store", ".nfs", "desktop.ini");
    /** Bytes without which not even a catalogue that is there can be opened; and those that a new one needs. */
    private static final long LEAST = 512 * 1024;

    private static final long LEAST_FOR_NEW = 8 * 1024 * 1024;

    private final Map<String, String> environment;
    private final Properties system;

    PlatformData(Map<String, String> environment, Properties system) {
        this.environment = environment;
        this.system = system;
    }

    /** After Spring Boot read application.properties (+10), before it opens the log file (+20). */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 15;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        settle(event.getEnvironment());
    }

    void settle(ConfigurableEnvironment settings) {
        var given = settings.getProperty(PROPERTY, "");
        boolean demo = settings.getProperty("reprise.demo", Boolean.class, false);
        var directory = (demo && given.isBlank() ? throwAway() : path(given))
                .toAbsolutePath()
                .normalize();
        make(directory);
        if (demo && isBegun(directory)) {
            throw refused("Sample sessions do not go where sessions are kept: " + directory + " is in use.");
        }
        settings.getPropertySources()
                .addFirst(new MapPropertySource("dataDirectory", Map.of(PROPERTY, directory.toString())));
    }

    /** Where this platform keeps the data of programs: XDG on Linux, Application Support on macOS, LOCALAPPDATA on Windows. */
    Path platform() {
        var home = UserHome.path(environment, system);
        var os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (os.contains("windows")) {
            return variable("LOCALAPPDATA", home.resolve("AppData/Local")).resolve("Reprise");
        }
        if (os.contains("mac")) {
            return home.resolve("Library/Application Support/Reprise");
        }
        return variable("XDG_DATA_HOME", home.resolve(".local/share")).resolve("reprise");
    }

    private Path variable(String name, Path otherwise) {
        @Nullable String value = environment.get(name);
        return value == null || value.isBlank() ? otherwise : Path.of(value);
    }

    private Path path(String given) {
        try {
            return given.isBlank() ? platform() : Path.of(given);
        } catch (InvalidPathException e) {
            throw refused("The data directory is no path: " + e.getReason() + ".");
        }
    }

    /** Samples never stand among what somebody keeps. */
    private static Path throwAway() {
        try {
            return Files.createTempDirectory("reprise-demo-");
        } catch (IOException e) {
            throw refused("No directory for the sample sessions can be made ("
                    + e.getClass().getSimpleName() + ").");
        }
    }

    private static boolean isBegun(Path directory) {
        return Files.exists(directory.resolve("vault")) || Files.exists(directory.resolve("db"));
    }

    private static void make(Path directory) {
        if (directory.toString().indexOf(';') >= 0) {
            throw refused("The path of the data directory, " + directory
                    + ", has a semicolon in it, which the database cannot take.");
        }
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw refused(directory + " is a file, not a directory.");
        }
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
                }
            }
        } catch (IOException e) {
            throw refused("The data directory " + directory + " cannot be made ("
                    + e.getClass().getSimpleName() + ").");
        }
        if (!Files.isWritable(directory)) {
            throw refused("The data directory " + directory + " cannot be written. Make it writable.");
        }
        if (isForeign(directory)) {
            throw refused(directory
                    + " holds other files and was not made by Reprise, which would close it to everybody else.");
        }
        full(directory);
    }

    /** Not empty, and nothing in it is ours. */
    private static boolean isForeign(Path directory) {
        for (String ours : OURS) {
            if (Files.exists(directory.resolve(ours))) {
                return false;
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(
                    file -> !FOUND_IN_EMPTY.contains(file.getFileName().toString()));
        } catch (IOException e) {
            throw refused("The data directory " + directory + " cannot be listed. Make it readable.");
        }
    }

    private static void full(Path directory) {
        try {
            var store = Files.getFileStore(directory);
            boolean begun = Files.exists(directory.resolve("db/reprise.mv.db"));
            long needed = begun ? LEAST : LEAST_FOR_NEW;
            if (store.getTotalSpace() > 0 && store.getUsableSpace() < needed) {
                throw new Problem(
                        Reason.CANNOT_KEEP,
                        "The disk of the data directory " + directory + " is full: " + store.getUsableSpace() / 1024
                                + " kB are free, " + needed / 1024
                                + " kB are needed to start. Make room, or name another one with --data.");
            }
        } catch (IOException e) {
            throw refused("The disk of the data directory " + directory + " does not answer.");
        }
    }

    private static Problem refused(String sentence) {
        return new Problem(Reason.STORAGE, sentence + " Name another one with --data.");
    }
}
