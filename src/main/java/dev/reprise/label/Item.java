package dev.reprise.label;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something that people arrange sessions by. It is told apart by its kind and its key, and kept as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SavedView.class, name = "view"),
    @JsonSubTypes.Type(value = HiddenView.class, name = "hidden-view"),
    @JsonSubTypes.Type(value = Stream.class, name = "stream"),
    @JsonSubTypes.Type(value = TagInfo.class, name = "tag"),
    @JsonSubTypes.Type(value = TagRule.class, name = "rule"),
    @JsonSubTypes.Type(value = ProjectInfo.class, name = "project")
})
public sealed interface Item permits SavedView, HiddenView, Stream, TagInfo, TagRule, ProjectInfo {

    /** Which of one kind; at most 1,000 characters. */
    String key();

    /** As the database tells kinds apart. */
    default String kind() {
        return switch (this) {
            case SavedView view -> "view";
            case HiddenView hidden -> "hidden-view";
            case Stream stream -> "stream";
            case TagInfo tag -> "tag";
            case TagRule rule -> "rule";
            case ProjectInfo project -> "project";
        };
    }

    /** Changes whenever anything of it does. */
    default String etag() {
        return Label.hash(toString());
    }
}
