package dev.reprise.resume;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The machine where the command is pasted, as far as its disk is to be seen from here.
 *
 * @param elsewhere whether nothing of it is
 * @param root where its disk is mounted here; null: it is this one
 */
record Ground(boolean elsewhere, @Nullable Path root) {

    /** This machine. */
    static final Ground HERE = new Ground(false, null);

    boolean isDirectory(Path path) {
        return Files.isDirectory(seen(path));
    }

    /** Whether it is a directory that may be entered. */
    boolean isOpen(Path path) {
        return path.isAbsolute() && isDirectory(path) && Files.isExecutable(seen(path));
    }

    boolean isProgram(Path path) {
        return Files.isExecutable(seen(path)) && Files.isRegularFile(seen(path));
    }

    private Path seen(Path path) {
        Path top = path.getRoot();
        return root == null || top == null ? path : root.resolve(top.relativize(path));
    }
}
