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
 */
record WorkingDirectory(@Nullable String name, State state) {

    private static final Pattern WINDOWS = Pattern.compile("(?s)[A-Za-z]:[\\\\/].*|\\\\\\\\.*");

    enum State {
        THERE,
        /** It is not for this machine to say. */
        UNSEEN,
        GONE,
        /** The log names no directory, or none that means the same everywhere. */
        UNKNOWN
    }

    static WorkingDirectory of(@Nullable String name, boolean elsewhere) {
        if (name == null || name.isBlank() || Glyphs.impossible(name)) {
            return new WorkingDirectory(null, State.UNKNOWN);
        }
        boolean windows = WINDOWS.matcher(name).matches();
        if (!windows && !name.startsWith("/")) {
            return new WorkingDirectory(name, State.UNKNOWN);
        }
        boolean foreign = windows != (File.separatorChar == '\\');
        try {
            if (isThere(Path.of(name))) {
                return new WorkingDirectory(name, State.THERE);
            }
        } catch (InvalidPathException unspeakable) {
            // characters that this process cannot name (LANG=C); the user's shell can
            foreign = true;
        }
        return new WorkingDirectory(name, elsewhere || foreign ? State.UNSEEN : State.GONE);
    }

    /** Where to go first; null where that would fail before the program starts, or lead somewhere else. */
    @Nullable
    String target() {
        return state == State.THERE || state == State.UNSEEN ? name : null;
    }

    private static boolean isThere(Path path) {
        return path.isAbsolute() && Files.isDirectory(path) && Files.isExecutable(path);
    }
}
