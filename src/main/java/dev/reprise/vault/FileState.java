package dev.reprise.vault;

/**
 * What one look at the names in the vault tells of a source file; nothing was opened.
 *
 * @param path the source file, as {@link StoredFile#path()}
 * @param stored size of the current version's file on disk; -1 if only older versions are there
 * @param modified its time, epoch milliseconds
 * @param versions number of older versions
 */
public record FileState(String path, long stored, long modified, int versions) {}
