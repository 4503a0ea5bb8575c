package dev.reprise.intake;

/** The import moved on; at most a few a second. */
public record ImportAdvanced(Imports.Status status) {}
