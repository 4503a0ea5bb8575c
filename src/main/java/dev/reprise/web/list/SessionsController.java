package dev.reprise.web.list;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Parsed;
import dev.reprise.intake.Imports;
import dev.reprise.session.ProjectFile;
import dev.reprise.session.SessionPage;
import dev.reprise.web.session.SessionRow;
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
import org.springframework.web.bind.annotation.PathVariable;

/** The list of sessions. */
@Controller
class SessionsController {

    private final Sessions sessions;
    private final Imports imports;
    private final Frames frames;
    private final Format format;
    private final Clock clock;

    SessionsController(Sessions sessions, Imports imports, Frames frames, Format format, Clock clock) {
        this.sessions = sessions;
        this.imports = imports;
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

    @GetMapping("/sessions/{id}/row")
    String row(@PathVariable String id, Model model) {
        model.addAttribute("page", SessionRow.of(sessions.get(id), format));
        return "sessions/list :: row(s=${page})";
    }

    private SessionsPage page(ListQuery query) {
        Parsed parsed = query.parse(ZonedDateTime.now(clock));
        SessionPage found = sessions.find(query.filter(parsed));
        List<String> looked = found.total() > 0 ? List.of() : imports.homes();
        String project = query.project();
        List<ProjectFile> files = project == null || project.isBlank() ? List.of() : sessions.projectFiles(project);
        return SessionsPage.of(frames.frame("sessions", query), query, parsed.notes(), found, looked, files, format);
    }
}
