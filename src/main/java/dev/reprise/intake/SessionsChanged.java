package dev.reprise.intake;

import java.util.Set;

/** After commit: these sessions (database ids and their public ids) have new facts or entries. */
public record SessionsChanged(Set<String> ids) {}
