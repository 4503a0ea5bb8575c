package dev.reprise.web.search;

import dev.reprise.catalogue.Sessions;
import dev.reprise.search.Ask;
import dev.reprise.search.Results;
import dev.reprise.search.Search;
import dev.reprise.session.Session;
import dev.reprise.transcript.Texts;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frames;
import dev.reprise.web.shell.ListQuery;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /search}. */
@Controller
class SearchController {

    private static final int PAGE = 20;
    /** What stands for the end of a line in a field that has one line. */
    private static final String LINE_END = "⏎";

    private static final int MOST_PLACES = 500;

    private final Search search;
    private final Texts texts;
    private final Sessions sessions;
    private final Frames frames;
    private final Format format;
    private final Clock clock;

    SearchController(Search search, Texts texts, Sessions sessions, Frames frames, Format format, Clock clock) {
        this.search = search;
        this.texts = texts;
        this.sessions = sessions;
        this.frames = frames;
        this.format = format;
        this.clock = clock;
    }

    @GetMapping("/search")
    String page(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "best") String sort,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        model.addAttribute("page", found(q, sort, cursor));
        return "search";
    }

    /**
     * What is found now, while somebody types; the address says it too.
     *
     * @param first whether this is the first since another page: then that is what Back goes to
     */
    @HxRequest
    @GetMapping("/search")
    String typed(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "best") String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "false") boolean first,
            Model model,
            HttpServletResponse response) {
        SearchPage found = found(q, sort, cursor);
        model.addAttribute("page", found);
        if (cursor != null) {
            return "search :: found";
        }
        response.setHeader(first ? "HX-Push-Url" : "HX-Replace-Url", Typed.href(q.strip(), found.newest()));
        return "search :: stage";
    }

    private SearchPage found(String given, String sort, @Nullable String cursor) {
        Typed typed = new Typed(given.strip(), sort.equals("newest"));
        Results results = search.find(new Ask(typed.q().replace(LINE_END, "\n"), typed.newest(), PAGE, cursor, now()));
        return SearchPage.of(frames.frame("search", ListQuery.of(typed.q())), typed, results, format);
    }

    private ZonedDateTime now() {
        return ZonedDateTime.now(clock);
    }

    /**
     * The way through the places of a session where something was said.
     *
     * @param all look through all of this conversation, as it is written; else ask the index, sub-agents included
     */
    @GetMapping({"/sessions/{id}/hits", "/sessions/{id}/agents/{agentId}/hits"})
    String hits(
            @PathVariable String id,
            @PathVariable(required = false) @Nullable String agentId,
            @RequestParam String q,
            @RequestParam(defaultValue = "false") boolean all,
            Model model) {
        Session session = sessions.get(id);
        List<Search.Place> places = all
                ? texts.find(session.id(), agentId, q.strip(), MOST_PLACES).stream()
                        .map(line -> new Search.Place(line, agentId))
                        .toList()
                : search.in(session, q, MOST_PLACES, now());
        model.addAttribute(
                "hits",
                places.stream()
                        .map(place -> new Hit(
                                Found.href(session, place.agentId(), place.line(), q),
                                place.line(),
                                place.agentId() == null ? "" : place.agentId()))
                        .toList());
        model.addAttribute("back", all ? "" : Typed.href(q, false));
        model.addAttribute("q", q);
        return "search :: hits";
    }

    /** A place in the session. */
    record Hit(String href, int line, String agent) {}
}
