package dev.reprise.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * A source file as it was last seen.
 *
 * @param there false when it is gone: then {@code size} is what the vault has of it
 * @param mtime epoch milliseconds
 * @param key identity of the file on its file system (device and inode), if there is one
 */
public record Source(
        boolean there, long size, long mtime, @Nullable String key) {

    /** It is gone: what there is of it, {@code kept} bytes, is in the vault. */
    public Source gone(long kept) {
        return new Source(false, kept, mtime, key);
    }
}
