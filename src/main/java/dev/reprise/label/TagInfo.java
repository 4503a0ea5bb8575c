package dev.reprise.label;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a tag besides the sessions that have it.
 *
 * @param key the tag
 * @param group tags of one group exclude each other; null: of none
 */
public record TagInfo(
        String key, @Nullable Colour colour, @Nullable String group) implements Item {

    public TagInfo {
        key = Given.tag(key);
        group = group == null || group.isBlank() ? null : Given.title("group", group);
    }
}
