package dev.reprise.label;

import dev.reprise.data.Sha256;
import dev.reprise.session.SessionId;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a person wrote of one session; it need not be in the catalogue (any more).
 *
 * @param name unique among all labels; null if none was given
 * @param tags in alphabetical order
 * @param tagsOff tags that a person took off and a rule gives: no rule puts them back
 * @param note Markdown; null if there is none
 * @param stream id of the {@link Stream} it is in; {@link #OUT} if a person took it out of all; null if nobody ever said
 * @param pinned above the list
 * @param hidden out of the list unless asked for
 * @param hold exempt from all retention
 * @param trash null if it is not in the trash
 */
public record Label(
        SessionId session,
        @Nullable String name,
        Set<String> tags,
        Set<String> tagsOff,
        @Nullable String note,
        @Nullable String stream,
        boolean pinned,
        boolean hidden,
        boolean hold,
        @Nullable Trash trash) {

    /** The {@code stream} of a session that no default of a stream may move. */
    public static final String OUT = "-";

    /** What stands for any note where its text is not wanted. */
    public static final String NOTED = "noted";

    private static final int TAG_LENGTH = 16;

    public Label {
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
        tagsOff = Collections.unmodifiableSet(new TreeSet<>(tagsOff));
    }

    /** One without a note, in no stream. */
    public Label(
            SessionId session, @Nullable String name, Set<String> tags, boolean pinned, boolean hidden, boolean hold) {
        this(session, name, tags, Set.of(), null, null, pinned, hidden, hold, null);
    }

    /** Nothing was written yet. */
    public static Label none(SessionId session) {
        return new Label(session, null, Set.of(), false, false, false);
    }

    /** Whether there is nothing to keep. */
    public boolean isBlank() {
        return equals(none(session));
    }

    /** Changes whenever anything of it does: what one saw may be told apart from what is there now. */
    public String etag() {
        return hash(toString());
    }

    /** The same of the note alone. */
    public String noteTag() {
        return hash(String.valueOf(note));
    }

    static String hash(String text) {
        return Sha256.hex(text).substring(0, TAG_LENGTH);
    }

    /**
     * @param given null, or blank: none
     * @throws dev.reprise.problem.Problem BAD_INPUT if that cannot be a name
     */
    public Label named(@Nullable String given) {
        return new Label(session, Given.name(given), tags, tagsOff, note, stream, pinned, hidden, hold, trash);
    }

    /** @param given null, or blank: none */
    public Label noted(@Nullable String given) {
        return new Label(session, name, tags, tagsOff, Given.note(given), stream, pinned, hidden, hold, trash);
    }

    /** With this tag; one that differs only in case stays as it is. */
    public Label tagged(String given) {
        String tag = Given.tag(given);
        if (tags.stream().anyMatch(tag::equalsIgnoreCase)) {
            return this;
        }
        Set<String> more = new TreeSet<>(tags);
        more.add(tag);
        return new Label(session, name, more, tagsOff, note, stream, pinned, hidden, hold, trash);
    }

    public Label untagged(String tag) {
        Set<String> less = new TreeSet<>(tags);
        less.removeIf(tag.strip()::equalsIgnoreCase);
        return new Label(session, name, less, tagsOff, note, stream, pinned, hidden, hold, trash);
    }

    public Label pinned(boolean pin) {
        return new Label(session, name, tags, tagsOff, note, stream, pin, hidden, hold, trash);
    }

    public Label hidden(boolean hide) {
        return new Label(session, name, tags, tagsOff, note, stream, pinned, hide, hold, trash);
    }

    public Label held(boolean holding) {
        return new Label(session, name, tags, tagsOff, note, stream, pinned, hidden, holding, trash);
    }

    /** In the trash; null: not any more. */
    public Label trashed(@Nullable Trash as) {
        return new Label(session, name, tags, tagsOff, note, stream, pinned, hidden, hold, as);
    }

    /** @param given id or path of a stream; null: in none */
    public Label moved(@Nullable String given) {
        return new Label(session, name, tags, tagsOff, note, given, pinned, hidden, hold, trash);
    }

    Label with(Set<String> tagged, Set<String> off) {
        return new Label(session, name, tagged, off, note, stream, pinned, hidden, hold, trash);
    }

    /** As the catalogue shows it: without what only its own page needs (of a note only {@link #NOTED}), and with the path of its stream instead of the id. */
    public Label shown(Arrangement arrangement) {
        Trash end = trash == null ? null : new Trash(Instant.EPOCH, trash.until(), "", false);
        return with(tags, Set.of())
                .noted(note == null ? null : NOTED)
                .moved(arrangement.path(stream))
                .trashed(end);
    }
}
