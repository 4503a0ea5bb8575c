package dev.reprise.web.organise;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.TextField;
import dev.reprise.label.Labels;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.ProjectDetail;
import dev.reprise.session.Session;
import dev.reprise.session.SessionFilter;
import dev.reprise.session.SessionPage;
import dev.reprise.web.session.SessionRow;
import dev.reprise.web.shell.Colours;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frames;
import dev.reprise.web.shell.ListQuery;
import dev.reprise.web.shell.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of a project: its sessions, the files that they changed, and when. */
@Controller
class ProjectController {

    private static final int SHOWN = 8;
    private static final int BAR = 40;
    private static final int STEP = 14;

    private final Sessions sessions;
    private final Labels labels;
    private final Frames frames;
    private final Format format;

    ProjectController(Sessions sessions, Labels labels, Frames frames, Format format) {
        this.sessions = sessions;
        this.labels = labels;
        this.frames = frames;
        this.format = format;
    }

    @GetMapping("/project")
    String project(@RequestParam String dir, Model model) {
        Criterion.Holds in = new Criterion.Holds(TextField.PROJECT, dir, true);
        SessionPage found = sessions.find(new SessionFilter(in, SessionFilter.Sort.ACTIVITY, SHOWN, null));
        if (found.total() == 0) {
            throw new Problem(
                    Reason.NOT_FOUND,
                    "No session of the list is of a project with this directory. Look at all projects.");
        }
        ProjectDetail detail = sessions.project(dir);
        Session newest = found.sessions().getFirst();
        model.addAttribute(
                "page",
                new ProjectPage(
                        frames.frame("", ListQuery.none()),
                        SafeText.line(newest.place().project(), 80),
                        Colours.slug(labels.arrangement().project(dir).colour()),
                        dir,
                        detail.dirs().stream().map(SafeText::line).toList(),
                        Format.count(detail.sessions(), "session") + " · " + Format.count(detail.turns(), "turn"),
                        found.sessions().stream()
                                .map(session -> SessionRow.of(session, format))
                                .toList(),
                        ListQuery.none().with("project", dir),
                        detail.files().stream().map(file -> file(file, newest)).toList(),
                        detail.branches().stream()
                                .map(branch -> new ProjectPage.Named(
                                        SafeText.line(branch.name(), 80),
                                        Format.count(branch.sessions()),
                                        inBranch(dir, branch.name())))
                                .toList(),
                        weeks(detail.weeks())));
        return "project";
    }

    private static String inBranch(String dir, String branch) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("project", dir);
        parameters.put("branch", branch);
        return ListQuery.url(parameters);
    }

    private static ProjectPage.Changed file(ProjectDetail.ChangedFile file, Session session) {
        return new ProjectPage.Changed(
                SessionRow.shortPath(file.path(), session),
                SafeText.line(file.path(), 400),
                file.added() == 0 ? "" : "+" + Format.count(file.added()),
                file.removed() == 0 ? "" : "−" + Format.count(file.removed()),
                Format.count(file.sessions(), "session"),
                ListQuery.none().with("q", "file:\"" + file.path().replace('"', ' ') + "\""));
    }

    private static List<ProjectPage.Bar> weeks(List<ProjectDetail.Week> weeks) {
        long most = weeks.stream().mapToLong(ProjectDetail.Week::turns).max().orElse(0);
        List<ProjectPage.Bar> bars = new ArrayList<>();
        for (ProjectDetail.Week week : weeks) {
            int height = week.turns() == 0 ? 0 : (int) Math.max(2, week.turns() * BAR / Math.max(1, most));
            bars.add(new ProjectPage.Bar(
                    bars.size() * STEP,
                    BAR - height,
                    height,
                    "Week of " + week.monday() + ": " + Format.count(week.sessions(), "session") + ", "
                            + Format.count(week.turns(), "turn")));
        }
        return bars;
    }
}
