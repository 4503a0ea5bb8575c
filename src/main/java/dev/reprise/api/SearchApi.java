package dev.reprise.api;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.search.Ask;
import dev.reprise.search.IndexState;
import dev.reprise.search.Results;
import dev.reprise.search.Search;
import dev.reprise.session.Session;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/search}: the sessions, and the entries in them, where something was said. */
@RestController
class SearchApi {

    private final Search search;
    private final Clock clock;

    SearchApi(Search search, Clock clock) {
        this.search = search;
        this.clock = clock;
    }

    /**
     * A page of what was found.
     *
     * @param total sessions, copies of one conversation counted once; {@code entries} in all of them
     */
    record Found(
            long total,
            long entries,
            List<InSession> sessions,
            Facets facets,
            Results.Outside outside,
            @Nullable String next,
            @Nullable String corrected,
            @Nullable String instead,
            List<String> notes,
            Results.Looked searched,
            List<Results.Tried> tried,
            @Nullable Named named,
            IndexState index,
            long millis) {}

    /** A session with its best hits. */
    record InSession(
            String id,
            String title,
            @Nullable String name,
            String project,
            @Nullable String branch,
            String state,
            String protection,
            @Nullable Instant lastActivityAt,
            int entries,
            boolean apart,
            List<Hit> hits,
            List<String> copies) {}

    /**
     * An entry.
     *
     * @param entry its {@code seq}; null for what the session is called
     */
    record Hit(
            @Nullable Integer entry,
            String kind,
            String in,
            @Nullable Instant at,
            @Nullable Integer line,
            @Nullable String agent,
            @Nullable String tool,
            String snippet,
            List<Range> ranges) {}

    /** Characters of a snippet {@code [from, to)}. */
    record Range(int from, int to) {}

    record Facets(
            List<Results.Facet> project, List<Results.Facet> month, List<Results.Facet> in, List<Results.Facet> tool) {}

    /** What was pasted. */
    record Named(
            String what,
            String session,
            String sentence,
            @Nullable Integer line,
            @Nullable String agent) {}

    @GetMapping("/api/search")
    Found search(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "best") String sort,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (!sort.equals("best") && !sort.equals("newest")) {
            throw new Problem(Reason.BAD_INPUT, "sort is best or newest.");
        }
        String asked = Given.text(q);
        Results found = search.find(new Ask(
                asked == null ? "" : asked,
                sort.equals("newest"),
                Given.limit(limit),
                Given.text(cursor),
                ZonedDateTime.now(clock)));
        return new Found(
                found.sessions(),
                found.entries(),
                found.groups().stream().map(SearchApi::group).toList(),
                new Facets(
                        found.facets().projects(),
                        found.facets().months(),
                        found.facets().sections(),
                        found.facets().tools()),
                found.outside(),
                found.next(),
                found.corrected(),
                found.instead(),
                found.notes(),
                found.looked(),
                found.tried(),
                named(found.direct()),
                found.state(),
                found.millis());
    }

    private static @Nullable Named named(Results.@Nullable Direct direct) {
        return direct == null
                ? null
                : new Named(
                        direct.what(),
                        direct.session().id().toString(),
                        direct.sentence(),
                        direct.line() == 0 ? null : direct.line(),
                        direct.agentId());
    }

    private static InSession group(Results.Group group) {
        Session session = group.session();
        return new InSession(
                session.id().toString(),
                session.title(),
                session.words().name(),
                session.place().project(),
                session.place().branch(),
                session.state().slug(),
                session.protection().slug(),
                session.period().lastActivityAt(),
                group.hits(),
                group.apart(),
                group.best().stream().map(SearchApi::hit).toList(),
                group.copies().stream().map(copy -> copy.id().toString()).toList());
    }

    private static String kind(Results.Hit hit) {
        return hit.exported()
                ? "exported"
                : hit.kind() == null ? hit.section().slug() : hit.kind().slug();
    }

    private static Hit hit(Results.Hit hit) {
        return new Hit(
                hit.seq() < 0 ? null : hit.seq(),
                kind(hit),
                hit.section().slug(),
                hit.at(),
                hit.line() == 0 ? null : hit.line(),
                hit.agentId(),
                hit.tool(),
                hit.snippet(),
                hit.ranges().stream().map(one -> new Range(one[0], one[1])).toList());
    }
}
