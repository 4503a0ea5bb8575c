package dev.reprise.resume;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a session's last record, as it is now.
 *
 * @param name as the log has it; null if it names none
 * @param nearest of a directory that is gone, the nearest one above it that is there and of the same project; else null
 */
record WorkingDirectory(
        @Nullable String name, State state, @Nullable String nearest) {

    private static final Pattern WINDOWS = Pattern.compile("(?s)[A-Za-z]:[\\\\/].*|\\\\\\\\.*");

    enum State {
        THERE,
        /** It is not for this machine to say. */
        UNSEEN,
        GONE,
        /** It is there, and may not be entered. */
        CLOSED,
        /** The log names no directory, or none that means the same everywhere. */
        UNKNOWN
    }

    static WorkingDirectory of(@Nullable String name, @Nullable String project, boolean elsewhere) {
        if (name == null || name.isBlank() || Glyphs.impossible(name)) {
            return new WorkingDirectory(null, State.UNKNOWN, null);
        }
        boolean windows = isOfWindows(name);
        if (!windows && !name.startsWith("/")) {
            return new WorkingDirectory(name, State.UNKNOWN, null);
        }
        boolean foreign = windows != (File.separatorChar == '\\');
        try {
            Path path = Path.of(name);
            if (isThere(path)) {
                return new WorkingDirectory(name, State.THERE, null);
            }
            if (!elsewhere && path.isAbsolute() && Files.isDirectory(path)) {
                return new WorkingDirectory(name, State.CLOSED, null);
            }
        } catch (InvalidPathException unspeakable) {
            // characters that this process cannot name (LANG=C); the user's shell can
            foreign = true;
        }
        return elsewhere || foreign
                ? new WorkingDirectory(name, State.UNSEEN, null)
                : new WorkingDirectory(name, State.GONE, nearest(name, project));
    }

    static boolean isOfWindows(String directory) {
        return WINDOWS.matcher(directory).matches();
    }

    /** Where to go first; null where that would fail before the program starts, or lead somewhere else. */
    @Nullable
    String target() {
        return state == State.THERE || state == State.UNSEEN ? name : nearest;
    }

    private static @Nullable String nearest(String name, @Nullable String project) {
        if (project == null || project.isBlank()) {
            return null;
        }
        try {
            Path root = Path.of(project);
            Path path = Path.of(name).getParent();
            while (path != null && path.startsWith(root) && !isThere(path)) {
                path = path.getParent();
            }
            return path == null || !path.startsWith(root) ? null : path.toString();
        } catch (InvalidPathException unspeakable) {
            return null;
        }
    }

    /** The nearest directory above it that is there; null if only the root is. */
    static @Nullable Path above(Path path) {
        Path above = path.getParent();
        while (above != null && !Files.isDirectory(above)) {
            above = above.getParent();
        }
        return above == null || above.getParent() == null ? null : above;
    }

    /** Whether not even the first part of the path is there: of a container, another machine, or a disk that is not mounted. */
    static boolean isOfAnotherPlace(Path path) {
        return path.isAbsolute()
                && path.getNameCount() > 0
                && !Files.isDirectory(path.getRoot().resolve(path.getName(0)));
    }

    private static boolean isThere(Path path) {
        return path.isAbsolute() && Files.isDirectory(path) && Files.isExecutable(path);
    }
}
