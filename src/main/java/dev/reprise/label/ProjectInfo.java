package dev.reprise.label;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person said of a project.
 *
 * @param key its directory
 * @param name instead of the one that the directory gives; null: that one
 * @param apart directories of projects into which it is not to be merged, where that was suggested
 * @param into directory of the project that it is shown as; null: it stands for itself
 */
public record ProjectInfo(
        String key,
        @Nullable String name,
        @Nullable Colour colour,
        @Nullable String into,
        List<String> apart) implements Item {

    private static final int MOST_APART = 50;

    public ProjectInfo {
        name = name == null || name.isBlank() ? null : Given.title("project", name);
        into = into == null || into.isBlank() ? null : into;
        apart = apart.stream().distinct().limit(MOST_APART).toList();
    }

    /** Nothing was said. */
    public static ProjectInfo none(String dir) {
        return new ProjectInfo(dir, null, null, null, List.of());
    }

    @JsonIgnore
    public boolean isBlank() {
        return equals(none(key));
    }

    /** Shown as that one. */
    public ProjectInfo into(@Nullable String other) {
        return new ProjectInfo(key, name, colour, other, apart);
    }

    public ProjectInfo called(@Nullable String called, @Nullable Colour shown) {
        return new ProjectInfo(key, called, shown, into, apart);
    }

    /** Not the same as that one. */
    public ProjectInfo apartFrom(String other) {
        List<String> all = new ArrayList<>(apart);
        all.add(other);
        return new ProjectInfo(key, name, colour, into, all);
    }
}
