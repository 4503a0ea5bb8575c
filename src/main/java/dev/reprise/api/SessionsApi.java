package dev.reprise.api;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Asked;
import dev.reprise.criteria.Parsed;
import dev.reprise.resume.ResumeCommands;
import dev.reprise.resume.Shell;
import dev.reprise.session.SessionFilter;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionPage;
import dev.reprise.transcript.Texts;
import dev.reprise.transcript.Transcripts;
import dev.reprise.transcript.Window;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.StringArrayPropertyEditor;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/sessions}: lists, one session, its entries, its resume command. */
@RestController
@RequestMapping("/api/sessions")
class SessionsApi {

    private static final int MOST_PLACES = 1_000;

    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Texts texts;
    private final ResumeCommands resume;
    private final Clock clock;

    SessionsApi(Sessions sessions, Transcripts transcripts, Texts texts, ResumeCommands resume, Clock clock) {
        this.texts = texts;
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.resume = resume;
        this.clock = clock;
    }

    /**
     * A page of the list.
     *
     * @param hidden sessions that match but are not in the list by default; {@code next} for {@code cursor}, null on the last
     * @param notes one sentence for each part of {@code q} that was taken otherwise than it looks
     */
    record Page(
            long total,
            long hidden,
            List<SessionJson> sessions,
            @Nullable String next,
            List<String> notes) {}

    @GetMapping
    Page list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String project,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String stream,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String branch,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "activity") String sort,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Asked asked = new Asked(
                Given.text(q),
                Given.text(project),
                Given.text(tag),
                Given.text(stream),
                Given.text(state),
                Given.text(kind),
                Given.text(branch),
                Given.day("from", from),
                Given.day("to", to));
        Parsed parsed = asked.parse(ZonedDateTime.now(clock));
        SessionPage page = sessions.find(
                new SessionFilter(parsed.criterion(), Given.sort(sort), Given.limit(limit), Given.text(cursor)));
        return new Page(
                page.total(),
                page.hidden(),
                page.sessions().stream().map(SessionJson::of).toList(),
                page.next(),
                parsed.notes());
    }

    @GetMapping("/{id}")
    SessionDetailJson one(@PathVariable String id) {
        return SessionDetailJson.of(sessions.detail(sessions.get(id)));
    }

    /** @param from position of the first entry; {@code next} that of the page after, null on the last */
    record Entries(
            int total,
            int from,
            List<EntryJson> entries,
            @Nullable Integer next) {}

    @GetMapping("/{id}/entries")
    Entries entries(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String agent,
            @RequestParam(defaultValue = "false") boolean all) {
        SessionId session = id(id);
        int first = Given.fromZero("from", from);
        Window window = all
                ? transcripts.raw(session, Given.text(agent), first, Given.limit(limit))
                : transcripts.window(session, Given.text(agent), first, Given.limit(limit));
        List<EntryJson> entries = new ArrayList<>();
        for (Window.Item item : window.items()) {
            entries.add(EntryJson.of(window.first() + entries.size(), item));
        }
        return new Entries(
                window.total(), window.first(), entries, window.end() < window.total() ? window.end() : null);
    }

    /** @param lines of the log, in order; {@code more} whether there are others behind them */
    record Places(List<Integer> lines, boolean more) {}

    @GetMapping("/{id}/find")
    Places find(
            @PathVariable String id, @RequestParam String q, @RequestParam(required = false) @Nullable String agent) {
        List<Integer> lines = texts.find(id(id), Given.text(agent), q.strip(), MOST_PLACES + 1);
        boolean more = lines.size() > MOST_PLACES;
        return new Places(more ? lines.subList(0, MOST_PLACES) : lines, more);
    }

    @GetMapping("/{id}/resume")
    ResumeCommands.Resume resume(
            @PathVariable String id,
            @RequestParam(defaultValue = "bash") String shell,
            @RequestParam(defaultValue = "false") boolean fork,
            @RequestParam(required = false) String @Nullable [] flag) {
        return resume.resume(id, Shell.of(shell), fork, flag == null ? List.of() : List.of(flag));
    }

    /** A flag that holds a comma is one flag; none holds a NUL. */
    @InitBinder
    void keepCommas(WebDataBinder binder) {
        binder.registerCustomEditor(String[].class, new StringArrayPropertyEditor("\0", false, false));
    }

    private SessionId id(String given) {
        return sessions.get(given).id();
    }
}
