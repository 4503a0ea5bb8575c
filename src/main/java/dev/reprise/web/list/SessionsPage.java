package dev.reprise.web.list;

import dev.reprise.session.ProjectFile;
import dev.reprise.session.SessionFilter.Sort;
import dev.reprise.session.SessionPage;
import dev.reprise.web.session.SessionFacts;
import dev.reprise.web.session.SessionRow;
import dev.reprise.web.shell.Alarm;
import dev.reprise.web.shell.Choice;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frame;
import dev.reprise.web.shell.Link;
import dev.reprise.web.shell.ListQuery;
import dev.reprise.web.shell.SafeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sessions page.
 *
 * @param alarms sessions that run and are not being saved, first of all
 * @param notes one sentence for each part of the query that was taken otherwise than it looks
 * @param summary how many match
 * @param hidden line about what is out of the list by default; null if nothing is
 * @param next address of the next page; null on the last
 * @param empty what to say instead of a list; null if there is one
 * @param looked log homes, for the page that found nothing
 * @param projectFiles files that belong to the one project that is shown and to none of its sessions
 */
record SessionsPage(
        Frame frame,
        List<Alarm> alarms,
        ListQuery query,
        List<String> notes,
        String summary,
        @Nullable Link hidden,
        List<Group> groups,
        @Nullable String next,
        @Nullable String empty,
        List<String> looked,
        List<Choice> sorts,
        List<SessionFacts.Stored> projectFiles) {

    /**
     * Rows under one heading.
     *
     * @param goesOn whether the page before already showed this heading
     */
    record Group(String heading, boolean goesOn, String counts, String active, List<SessionRow> rows) {}

    static SessionsPage of(
            Frame frame,
            List<Alarm> alarms,
            ListQuery query,
            List<String> notes,
            SessionPage page,
            List<Group> groups,
            List<String> looked,
            List<ProjectFile> projectFiles) {
        String last = groups.isEmpty() ? "" : groups.getLast().heading();
        return new SessionsPage(
                frame,
                alarms,
                query,
                notes.stream().map(note -> SafeText.line(note, 300)).toList(),
                Format.count(page.total(), "session"),
                hidden(query, page),
                groups,
                page.next() == null ? null : query.next(page.next(), last),
                page.total() > 0 ? null : query.filtered() || page.hidden() > 0 ? "no-match" : "no-logs",
                looked,
                sorts(query),
                projectFiles.stream().map(SessionsPage::stored).toList());
    }

    private static SessionFacts.Stored stored(ProjectFile file) {
        String href = "/api/project-files/raw?file=" + URLEncoder.encode(file.file(), StandardCharsets.UTF_8);
        List<SessionFacts.Fact> older = new ArrayList<>();
        for (int version = 1; version < file.versions(); version++) {
            older.add(new SessionFacts.Fact("version " + version, "", href + "&version=" + version));
        }
        return new SessionFacts.Stored(
                SafeText.line(file.name()), "", Format.bytes(file.bytes()), href, file.sourceThere(), older);
    }

    private static @Nullable Link hidden(ListQuery query, SessionPage page) {
        if ("all".equals(query.kind())) {
            return new Link("Those by programs and agents, and empty ones, included", query.with("kind", null));
        }
        return page.hidden() == 0 || query.kind() != null
                ? null
                : new Link(Format.count(page.hidden()) + " by programs, or empty", query.with("kind", "all"));
    }

    private static List<Choice> sorts(ListQuery query) {
        List<Choice> sorts = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            sorts.add(new Choice(sort.slug(), label(sort), sort == query.order()));
        }
        return sorts;
    }

    private static String label(Sort sort) {
        return switch (sort) {
            case ACTIVITY -> "Last activity";
            case STARTED -> "Started";
            case TITLE -> "Title";
            case PROJECT -> "Project";
            case TURNS -> "Most turns";
            case SIZE -> "Largest";
            case TOKENS -> "Most tokens";
            case LINES -> "Most lines changed";
            case EXPIRES -> "CLI deletes first";
        };
    }

    /** The saved view that is open, or what all of it is. */
    public String heading() {
        Frame.Saved saved = frame.saved();
        return saved == null ? "Sessions" : saved.name();
    }

    /** The ids of its sessions, apart by spaces. */
    public String ids() {
        return groups.stream()
                .flatMap(group -> group.rows().stream())
                .map(SessionRow::id)
                .collect(Collectors.joining(" "));
    }

    /** Every project that can be chosen. */
    public List<Frame.Project> allProjects() {
        List<Frame.Project> all = new ArrayList<>(frame.projects());
        all.addAll(frame.moreProjects());
        return all;
    }
}
