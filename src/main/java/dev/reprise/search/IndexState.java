package dev.reprise.search;

import org.jspecify.annotations.Nullable;

/**
 * How far the index is.
 *
 * @param ready whether it can be asked
 * @param building whether entries are on their way into it that are in the catalogue already; {@code toGo} about how many
 * @param fault why it is not written at the moment, a sentence; null: it is
 */
public record IndexState(
        boolean ready,
        boolean building,
        long toGo,
        @Nullable String fault) {}
