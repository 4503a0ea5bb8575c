package dev.reprise.label;

import dev.reprise.session.SessionId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link Label} as backups and the record of what was done hold it. */
record LabelJson(
        String agent,
        String id,
        @Nullable String name,
        List<String> tags,
        @Nullable List<String> tagsOff,
        @Nullable String note,
        @Nullable String stream,
        boolean pinned,
        boolean hidden,
        boolean hold,
        @Nullable TrashJson trash) {

    /** Times as epoch milliseconds. */
    record TrashJson(long at, long until, String by, boolean source) {

        static @Nullable TrashJson of(@Nullable Trash trash) {
            return trash == null
                    ? null
                    : new TrashJson(
                            trash.at().toEpochMilli(), trash.until().toEpochMilli(), trash.by(), trash.source());
        }
    }

    static LabelJson of(Label label) {
        return new LabelJson(
                label.session().agent(),
                label.session().value(),
                label.name(),
                List.copyOf(label.tags()),
                List.copyOf(label.tagsOff()),
                label.note(),
                label.stream(),
                label.pinned(),
                label.hidden(),
                label.hold(),
                TrashJson.of(label.trash()));
    }

    Label label() {
        Set<String> off = tagsOff == null ? Set.of() : Set.copyOf(tagsOff);
        return new Label(
                new SessionId(agent, id),
                name,
                Set.copyOf(tags),
                off,
                note,
                stream,
                pinned,
                hidden,
                hold,
                trash == null ? null : LabelRow.trash(trash.at(), trash.until(), trash.by(), trash.source()));
    }
}
