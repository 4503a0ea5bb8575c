package dev.reprise.label;

import org.jspecify.annotations.Nullable;

/**
 * What a person said of a project.
 *
 * @param key its directory
 * @param name instead of the one that the directory gives; null: that one
 * @param into directory of the project that it is shown as; null: it stands for itself
 */
public record ProjectInfo(
        String key,
        @Nullable String name,
        @Nullable Colour colour,
        @Nullable String into) implements Item {

    public ProjectInfo {
        name = name == null || name.isBlank() ? null : Given.title("project", name);
    }
}
