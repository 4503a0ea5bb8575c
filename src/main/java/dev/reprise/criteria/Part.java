package dev.reprise.criteria;

import java.util.Arrays;
import java.util.Optional;

/** What a session can have: {@code has:image}. */
public enum Part {
    IMAGE(1),
    ERROR(2),
    SUBAGENT(4),
    PR(8),
    FORK(16),
    FILE(32),
    COMPACTION(64),
    VERSION(128),
    TAG(256),
    STREAM(512),
    NOTE(1024);

    private final int bit;

    Part(int bit) {
        this.bit = bit;
    }

    /** One of an int, its own: how the catalogue stores several. */
    public int bit() {
        return bit;
    }

    /** As it is typed. */
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The one that is called so. */
    public static Optional<Part> called(String slug) {
        return Arrays.stream(values()).filter(part -> part.slug().equals(slug)).findFirst();
    }
}
