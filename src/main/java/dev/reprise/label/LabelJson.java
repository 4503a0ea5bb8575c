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
        @Nullable String note,
        boolean pinned,
        boolean hidden,
        boolean hold) {

    static LabelJson of(Label label) {
        return new LabelJson(
                label.session().agent(),
                label.session().value(),
                label.name(),
                List.copyOf(label.tags()),
                label.note(),
                label.pinned(),
                label.hidden(),
                label.hold());
    }

    Label label() {
        return new Label(new SessionId(agent, id), name, Set.copyOf(tags), note, pinned, hidden, hold);
    }
}
