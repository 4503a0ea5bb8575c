package dev.reprise.web.list;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Parsed;
import dev.reprise.criteria.View;
import dev.reprise.intake.Alarms;
import dev.reprise.intake.Imports;
import dev.reprise.session.ProjectFile;
import dev.reprise.session.SessionFilter;
import dev.reprise.session.SessionPage;
import dev.reprise.session.Tally;
import dev.reprise.web.session.SessionRow;
import dev.reprise.web.shell.Alarm;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frames;
import dev.reprise.web.shell.ListQuery;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of sessions. */
@Controller
class SessionsController {

    private static final int MOST_ROWS = 60;
    private static final int MOST_PINNED = 6;
    private static final SessionPage NONE = new SessionPage(0, 0, List.of(), null);

    private final Sessions sessions;
    private final Imports imports;
    private final Alarms alarms;
    private final Frames frames;
    private final Format format;
    private final Clock clock;

    SessionsController(Sessions sessions, Imports imports, Alarms alarms, Frames frames, Format format, Clock clock) {
        this.sessions = sessions;
        this.imports = imports;
        this.alarms = alarms;
        this.frames = frames;
        this.format = format;
        this.clock = clock;
    }

    @GetMapping("/")
    String list(ListQuery query, Model model) {
        model.addAttribute("page", page(query));
        return "sessions/list";
    }

    /** What is found now, while somebody types; the address says it too. */
    @HxRequest
    @GetMapping("/found")
    String found(ListQuery query, Model model, HttpServletResponse response) {
        model.addAttribute("page", page(query));
        response.setHeader("HX-Replace-Url", query.start());
        return "sessions/list :: typed";
    }

    @HxRequest
    @GetMapping("/")
    String rows(ListQuery query, Model model) {
        model.addAttribute("page", page(query));
        return "sessions/list :: rows";
    }

    /**
     * Everything around the rows that says what is, and these rows.
     *
     * @param row ids of sessions; those that are gone are left out
     */
    @GetMapping("/around")
    String around(ListQuery query, @RequestParam(defaultValue = "") List<String> row, Model model) {
        model.addAttribute("page", page(query));
        model.addAttribute(
                "changed",
                row.stream()
                        .limit(MOST_ROWS)
                        .flatMap(id -> sessions.find(id).stream())
                        .map(session -> SessionRow.of(session, format))
                        .toList());
        return "sessions/list :: around";
    }

    private List<Alarm> alarms() {
        return alarms.all().stream()
                .map(one -> Alarm.of(
                        one,
                        format,
                        one.session() != null
                                && sessions.find(one.session().toString()).isPresent()))
                .toList();
    }

    private SessionsPage page(ListQuery query) {
        Parsed parsed = query.parse(ZonedDateTime.now(clock));
        SessionPage found = sessions.find(query.filter(parsed));
        List<String> looked = found.total() > 0 ? List.of() : imports.homes();
        String project = query.project();
        List<ProjectFile> files = project == null || project.isBlank() ? List.of() : sessions.projectFiles(project);
        SessionPage pinned = query.filtered() || !sessions.hasPinned()
                ? NONE
                : sessions.find(new SessionFilter(
                        View.PINNED.criterion(clock.instant()), SessionFilter.Sort.ACTIVITY, MOST_PINNED, null));
        Groups groups = new Groups(query, pinned, format);
        Tally cut = groups.cut(found)
                .map(alike -> sessions.tally(parsed.criterion().and(alike)))
                .orElse(null);
        return SessionsPage.of(
                frames.frame("sessions", query),
                alarms(),
                query,
                parsed.notes(),
                found,
                groups.of(found, cut),
                looked,
                files);
    }
}
