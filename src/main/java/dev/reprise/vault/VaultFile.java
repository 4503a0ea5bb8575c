package dev.reprise.vault;

/**
 * One file of the vault on disk.
 *
 * @param path the source file, as {@link StoredFile#path()}
 * @param version 0 for the current one
 * @param stored its size on disk
 * @param modified its time, epoch milliseconds
 */
public record VaultFile(String path, int version, long stored, long modified) {}
