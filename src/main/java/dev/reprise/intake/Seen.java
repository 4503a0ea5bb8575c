package dev.reprise.intake;

import dev.reprise.agent.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * A file as a scan found it.
 *
 * @param mtime epoch milliseconds
 * @param key identity of the file on its file system (device and inode), if there is one
 */
record Seen(
        Home home,
        SourceFile file,
        long size,
        long mtime,
        @Nullable String key) {}
