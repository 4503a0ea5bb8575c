package dev.reprise.agent;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The home directory that the coding CLIs and the user's shell mean: {@code $HOME} where it is set. Java's own
 * {@code user.home} comes from the password database, which {@code sudo}, containers and test set-ups make another one.
 */
public final class UserHome {

    private UserHome() {}

    /** Of this process. */
    public static Path path() {
        return path(System.getenv(), System.getProperties());
    }

    /** As {@link #path()}, for other variables and properties. */
    public static Path path(Map<String, String> environment, Properties system) {
        @Nullable String home = environment.get("HOME");
        boolean windows = system.getProperty("os.name", "").startsWith("Windows");
        return !windows && home != null && home.startsWith("/")
                ? Path.of(home)
                : Path.of(system.getProperty("user.home", "."));
    }
}
