package dev.reprise.label;

import dev.reprise.session.SessionId;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a person wrote of one session; it need not be in the catalogue (any more).
 *
 * @param name unique among all labels; null if none was given
 * @param tags in alphabetical order
 * @param pinned above the list
 * @param hidden out of the list unless asked for
 * @param hold exempt from all retention
 */
public record Label(
        SessionId session, @Nullable String name, Set<String> tags, boolean pinned, boolean hidden, boolean hold) {

    public Label {
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    }

    /** Nothing was written yet. */
    public static Label none(SessionId session) {
        return new Label(session, null, Set.of(), false, false, false);
    }

    /** Whether there is nothing to keep. */
    public boolean isBlank() {
        return equals(none(session));
    }
}
