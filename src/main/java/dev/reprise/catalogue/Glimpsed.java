package dev.reprise.catalogue;

import dev.reprise.agent.Glimpse;

/** What a quick look at a log told. */
public record Glimpsed(TrackedFile file, Glimpse glimpse) {}
