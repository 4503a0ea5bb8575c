package dev.reprise.search;

import dev.reprise.criteria.Criterion;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * A query, taken apart: what entries have to say, and what sessions and entries count.
 *
 * @param text what an entry says; null if nothing is asked of it
 * @param clauses the parts of {@code text} that all have to be there, one each
 * @param words as typed, that stand in no entry of the index
 * @param expressions that the text has to match besides
 * @param sessions what the session has to be, but for its project
 * @param project null if not asked for
 * @param sections where it has to be said, {@code tools} by which tool; empty: anywhere
 */
record Question(
        @Nullable Query text,
        List<Query> clauses,
        List<String> words,
        List<Pattern> expressions,
        List<Criterion> sessions,
        @Nullable Criterion project,
        Set<Section> sections,
        Set<String> tools,
        Marks marks) {

    /** Whether it is about what was said at all. */
    boolean isAboutText() {
        return text != null || !expressions.isEmpty() || !sections.isEmpty() || !tools.isEmpty();
    }

    /** What the session has to be, its project included. */
    Criterion session() {
        Criterion all = new Criterion.And(sessions);
        return project == null ? all : all.and(project);
    }
}
