package dev.reprise.vault;

import java.time.Instant;

/**
 * An older version of a source file, set aside when the source was no longer a continuation of it.
 *
 * @param number from 1, the oldest; 0 stands for the current one wherever a version is asked for
 * @param size raw bytes
 * @param stored bytes on disk
 * @param writtenAt when its last byte was written to the vault
 */
public record Version(int number, long size, long stored, Instant writtenAt) {}
