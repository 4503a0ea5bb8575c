package dev.reprise.resume;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a session's last record, as it is now.
 *
 * @param name as the log has it; null if it names none
 * @param was how the log names it, where a person said that its project is another directory now; else null
 * @param nearest of a directory that is gone, the nearest one above it that is there and of the same project; else null
 */
record WorkingDirectory(
        @Nullable String name,
        State state,
        @Nullable String nearest,
        @Nullable String was) {

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

    /**
     * As it is now, also where its project went.
     *
     * @param project directory of its project; {@code now} the one that a person said it is
     */
    static WorkingDirectory of(@Nullable String name, @Nullable String project, @Nullable String now, Ground ground) {
        WorkingDirectory there = of(name, project, ground);
        if (there.state != State.GONE || name == null || project == null || now == null || now.equals(project)) {
            return there;
        }
        try {
            Path moved = Path.of(name).startsWith(project)
                    ? Path.of(now).resolve(Path.of(project).relativize(Path.of(name)))
                    : Path.of(now);
            for (Path path = moved; path != null && path.startsWith(now); path = path.getParent()) {
                if (ground.isOpen(path)) {
                    return new WorkingDirectory(path.toString(), State.THERE, null, name);
                }
            }
        } catch (InvalidPathException unspeakable) {
            return there;
        }
        return there;
    }

    static WorkingDirectory of(@Nullable String name, @Nullable String project, Ground ground) {
        if (name == null || name.isBlank() || Glyphs.impossible(name)) {
            return new WorkingDirectory(null, State.UNKNOWN, null, null);
        }
        boolean windows = isOfWindows(name);
        if (!windows && !name.startsWith("/")) {
            return new WorkingDirectory(name, State.UNKNOWN, null, null);
        }
        boolean foreign = windows != (File.separatorChar == '\\');
        try {
            Path path = Path.of(name);
            if (ground.isOpen(path)) {
                return new WorkingDirectory(name, State.THERE, null, null);
            }
            if (!ground.elsewhere() && path.isAbsolute() && ground.isDirectory(path)) {
                return new WorkingDirectory(name, State.CLOSED, null, null);
            }
        } catch (InvalidPathException unspeakable) {
            // characters that this process cannot name (LANG=C); the user's shell can
            foreign = true;
        }
        return ground.elsewhere() || foreign
                ? new WorkingDirectory(name, State.UNSEEN, null, null)
                : new WorkingDirectory(name, State.GONE, nearest(name, project, ground), null);
    }

    static boolean isOfWindows(String directory) {
        return WINDOWS.matcher(directory).matches();
    }

    /** Where to go first; null where that would fail before the program starts, or lead somewhere else. */
    @Nullable
    String target() {
        return state == State.THERE || state == State.UNSEEN ? name : nearest;
    }

    /** Whether it lies in this one, or is it. */
    boolean isWithin(String directory) {
        try {
            return name != null && Path.of(name).startsWith(directory);
        } catch (InvalidPathException unspeakable) {
            return false;
        }
    }

    private static @Nullable String nearest(String name, @Nullable String project, Ground ground) {
        if (project == null || project.isBlank()) {
            return null;
        }
        try {
            Path root = Path.of(project);
            Path path = Path.of(name).getParent();
            while (path != null && path.startsWith(root) && !ground.isOpen(path)) {
                path = path.getParent();
            }
            return path == null || !path.startsWith(root) ? null : path.toString();
        } catch (InvalidPathException unspeakable) {
            return null;
        }
    }

    /** The nearest directory above it that is there; null if only the root is. */
    static @Nullable Path above(Path path, Ground ground) {
        Path above = path.getParent();
        while (above != null && !ground.isDirectory(above)) {
            above = above.getParent();
        }
        return above == null || above.getParent() == null ? null : above;
    }

    /** Whether not even the first part of the path is there: of a container, another machine, or a disk that is not mounted. */
    static boolean isOfAnotherPlace(Path path, Ground ground) {
        return path.isAbsolute()
                && path.getNameCount() > 0
                && !ground.isDirectory(path.getRoot().resolve(path.getName(0)));
    }
}
