package dev.reprise.criteria;

import java.util.Arrays;
import java.util.Optional;

/** What a session can have: {@code has:image}. */
public enum Part {
    IMAGE,
    ERROR,
    SUBAGENT,
    PR,
    FORK,
    FILE,
    COMPACTION,
    VERSION,
    TAG;

    /** As it is typed. */
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The one that is called so. */
    public static Optional<Part> called(String slug) {
        return Arrays.stream(values()).filter(part -> part.slug().equals(slug)).findFirst();
    }
}
