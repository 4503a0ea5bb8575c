package dev.reprise.vault;

/**
 * What reading a file of the vault back against its check sums found, all versions.
 *
 * @param there false if nothing of it is there
 * @param sound every block is as it was written
 * @param size raw bytes of the current version by its headers
 * @param readable raw bytes of the current version that are as they were written
 * @param what what is wrong, for the log; empty if sound
 */
public record Condition(boolean there, boolean sound, long size, long readable, String what) {}
