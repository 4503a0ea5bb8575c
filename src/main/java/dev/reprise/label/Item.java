package dev.reprise.label;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something that people arrange sessions by. It is told apart by its kind and its key, and kept as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
public sealed interface Item
        permits SavedView,
                HiddenView,
                Stream,
                TagInfo,
                TagRule,
                ProjectInfo,
                KeepRule,
                KeepSettings,
                Purged,
                Private,
                SecondPlace {

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
            case KeepRule rule -> "keep-rule";
            case KeepSettings settings -> "keep-settings";
            case Purged purged -> "purged";
            case Private hidden -> "private";
            case SecondPlace place -> "second-place";
        };
    }

    /** Changes whenever anything of it does. */
    default String etag() {
        return Label.hash(toString());
    }
}
