package dev.reprise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;

/**
 * Settles `reprise.data` before anything (the log file, the database) is opened below it: the platform's data directory
 * where none was given, always absolute, made with access for its owner only. `./reprise` knows the same defaults.
 */
final class PlatformData implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    static final String PROPERTY = "reprise.data";

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
        var given = event.getEnvironment().getProperty(PROPERTY, "");
        var directory =
                (given.isBlank() ? platform() : Path.of(given)).toAbsolutePath().normalize();
        make(directory);
        event.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("dataDirectory", Map.of(PROPERTY, directory.toString())));
    }

    /** Where this platform keeps the data of programs: XDG on Linux, Application Support on macOS, LOCALAPPDATA on Windows. */
    Path platform() {
        var home = Path.of(system.getProperty("user.home", "."));
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

    private static void make(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The data directory " + directory + " cannot be made; choose another with --data.", e);
        }
    }
}
