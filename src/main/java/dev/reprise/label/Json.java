package dev.reprise.label;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/** What is written, as JSON. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .registerSubtypes(
                    new NamedType(SavedView.class, "view"),
                    new NamedType(HiddenView.class, "hidden-view"),
                    new NamedType(Stream.class, "stream"),
                    new NamedType(TagInfo.class, "tag"),
                    new NamedType(TagRule.class, "rule"),
                    new NamedType(ProjectInfo.class, "project"),
                    new NamedType(KeepRule.class, "keep-rule"),
                    new NamedType(KeepSettings.class, "keep-settings"),
                    new NamedType(Purged.class, "purged"),
                    new NamedType(Private.class, "private"),
                    new NamedType(SecondPlace.class, "second-place"))
            .build();

    private Json() {}

    /** The file of a backup; one of an earlier version has no items and no activities. */
    record Backup(
            int format,
            String writtenAt,
            List<LabelJson> labels,
            @Nullable List<Item> items,
            @Nullable List<Done> activities) {}

    /** That something was done; what it changed is in the database alone. */
    record Done(
            long id,
            long at,
            String who,
            String what,
            int sessions,
            @Nullable Long undoes) {}

    private record Changed(LabelJson before, LabelJson after) {}

    private record AllChanged(
            List<Changed> changes, @Nullable List<Activity.Rearranged> items) {}

    static byte[] backup(Backup backup) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(backup);
    }

    /** @throws tools.jackson.core.JacksonException if it is none */
    static Backup backup(byte[] json) {
        return MAPPER.readValue(json, Backup.class);
    }

    static String item(Item item) {
        return MAPPER.writerFor(Item.class).writeValueAsString(item);
    }

    static Item item(String json) {
        return MAPPER.readValue(json, Item.class);
    }

    static String changes(Activity.Changes changes) {
        return MAPPER.writeValueAsString(new AllChanged(
                changes.labels().stream()
                        .map(change -> new Changed(LabelJson.of(change.before()), LabelJson.of(change.after())))
                        .toList(),
                changes.items()));
    }

    static Activity.Changes changes(String json) {
        AllChanged all = MAPPER.readValue(json, AllChanged.class);
        return new Activity.Changes(
                all.changes().stream()
                        .map(change -> new Activity.Change(
                                change.before().label(), change.after().label()))
                        .toList(),
                all.items() == null ? List.of() : all.items());
    }
}
