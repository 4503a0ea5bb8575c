package dev.reprise.label;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A colour of tags, streams and projects; how it looks is up to the theme. */
public enum Colour {
    BLUE,
    GREEN,
    AMBER,
    RED,
    VIOLET,
    TEAL,
    PINK,
    GREY;

    /** As it is written: {@code blue}. */
    @JsonValue
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null for none. */
    public static @Nullable String slugOf(@Nullable Colour colour) {
        return colour == null ? null : colour.slug();
    }

    /** Null for nothing written. */
    public static @Nullable Colour ofText(@Nullable String slug) {
        return slug == null || slug.isBlank() ? null : called(slug);
    }

    /** @throws Problem BAD_INPUT for none; says which there are */
    @JsonCreator
    public static Colour called(String slug) {
        return Arrays.stream(values())
                .filter(colour -> colour.slug().equals(slug.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Reason.BAD_INPUT,
                        "There is no such colour. There are "
                                + Arrays.stream(values()).map(Colour::slug).collect(Collectors.joining(", ")) + "."));
    }
}
