package dev.reprise.vault;

/**
 * Sums over everything held.
 *
 * @param files source files
 * @param versions older versions of them
 * @param size raw bytes, versions included
 * @param stored bytes on disk, versions included
 */
public record Totals(long files, long versions, long size, long stored) {}
