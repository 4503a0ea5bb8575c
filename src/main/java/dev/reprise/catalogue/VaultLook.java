package dev.reprise.catalogue;

/** What was seen of a file in the vault. */
public record VaultLook(TrackedFile file, LogRow.Kept kept, LogRow.Looked looked) {}
