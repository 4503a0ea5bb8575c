package dev.reprise.search;

import dev.reprise.agent.EntryKind;
import dev.reprise.session.Session;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param entries in how many entries; {@code sessions} in how many sessions, copies of one conversation counted once
 * @param groups one a session, in the order that was asked for
 * @param facets what it can be narrowed to
 * @param outside what else fits in sessions that are not in the list (hidden, in the trash, started by a program)
 * @param next for the page after this; null if this is the last
 * @param corrected what was looked for instead, because nothing says what was typed; null if nothing was
 * @param instead why it was: {@code spelling}, {@code beginning}, or {@code most} where no session says all of the words; null if it was not
 * @param notes one sentence for each part that was taken otherwise than it looks
 * @param looked how much was looked through
 * @param tried other questions, where this one found nothing, with what they find
 * @param direct what was pasted names exactly this; null if it names nothing
 * @param state how far the index is
 * @param millis it took
 */
public record Results(
        long entries,
        long sessions,
        List<Group> groups,
        Facets facets,
        Outside outside,
        @Nullable String next,
        @Nullable String corrected,
        @Nullable String instead,
        List<String> notes,
        Looked looked,
        List<Tried> tried,
        @Nullable Direct direct,
        IndexState state,
        long millis) {

    /**
     * A session with what was found in it.
     *
     * @param hits in how many entries; {@code best} the best of them, in the order of the conversation
     * @param apart the words stand in several entries, none has all
     * @param copies sessions that have the same entries: copies of the conversation
     */
    public record Group(Session session, int hits, List<Hit> best, boolean apart, List<Session> copies) {}

    /**
     * An entry with what was looked for.
     *
     * @param seq of the entry in its log; -1 for what the session is called
     * @param kind null for what the session is called
     * @param line of the log; 0 likewise
     * @param agentId of the sub-agent in whose log it stands; null for the main log
     * @param exported whether it stands in a text of the session that a person exported; {@code seq} is -1 then
     * @param snippet of its text, on one line; hostile, unescaped
     * @param ranges what of it was looked for: pairs of beginning and end in characters (UTF-16) of the snippet
     */
    public record Hit(
            Section section,
            int seq,
            @Nullable EntryKind kind,
            @Nullable Instant at,
            int line,
            @Nullable String agentId,
            @Nullable String tool,
            boolean exported,
            String snippet,
            List<int[]> ranges) {}

    /** Numbers of entries; of each kind the most first. */
    public record Facets(List<Facet> projects, List<Facet> months, List<Facet> sections, List<Facet> tools) {
        static final Facets NONE = new Facets(List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Something that results can be narrowed to.
     *
     * @param value as the query language says it; {@code label} as it is shown
     * @param chosen whether they are
     */
    public record Facet(String value, String label, long count, boolean chosen) {}

    /** What fits outside of the list. */
    public record Outside(long entries, long sessions) {}

    /** Sessions and entries that were looked through. */
    public record Looked(long sessions, long entries) {}

    /**
     * Another question.
     *
     * @param query to be asked; {@code label} how it differs
     * @param entries that it finds
     */
    public record Tried(String label, String query, long entries) {}

    /**
     * What was pasted.
     *
     * @param what {@code session}, {@code wrote}, {@code commit} or {@code pull-request}
     * @param sentence that says how it is known; strings of logs in it are hostile, unescaped
     */
    public record Direct(
            String what,
            Session session,
            String sentence,
            int line,
            @Nullable String agentId) {}
}
