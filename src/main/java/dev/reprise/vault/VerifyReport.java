package dev.reprise.vault;

import java.util.List;

/**
 * What re-reading the whole vault found.
 *
 * @param files vault files read, versions included
 * @param bytes raw bytes whose SHA-256 was right
 * @param damages what is not as it was written, in the order of paths
 */
public record VerifyReport(long files, long bytes, List<Damage> damages) {

    /** Nothing is damaged. */
    public boolean sound() {
        return damages.isEmpty();
    }

    /**
     * A place in a vault file that cannot be trusted.
     *
     * @param path the source file
     * @param version 0 for the current one
     * @param at offset of the block in the vault file
     * @param from raw offset of the first byte concerned
     * @param length raw bytes concerned; -1 when the block header does not tell
     * @param sentence what is wrong and what to do
     */
    public record Damage(String path, int version, long at, long from, long length, String sentence) {}

    /**
     * How far verifying is.
     *
     * @param path the file just read
     * @param files vault files done
     * @param bytes raw bytes done
     */
    public record Progress(String path, long files, long bytes) {}
}
