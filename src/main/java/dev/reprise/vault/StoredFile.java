package dev.reprise.vault;

/**
 * What the vault holds of one source file (its current version).
 *
 * @param path the source file, relative and {@code /}-separated, e.g. {@code claude/projects/<dir>/<id>.jsonl}
 * @param size raw bytes held; 0 when only older versions are there
 * @param stored bytes the current version takes on disk
 * @param modified time of the current version's file, epoch milliseconds; 0 if there is none
 * @param versions number of older versions
 * @param tailFrom raw offset where the last block begins
 * @param tailSha256 SHA-256 of the raw bytes from {@code tailFrom} to {@code size}
 */
public record StoredFile(
        String path, long size, long stored, long modified, int versions, long tailFrom, byte[] tailSha256) {}
