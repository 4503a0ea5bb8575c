package dev.reprise.web.shell;

import dev.reprise.criteria.Language;
import dev.reprise.session.ProjectCount;
import dev.reprise.session.TagCount;
import dev.reprise.session.ViewCounts;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page: the bars at the top and at the left.
 *
 * @param place {@code sessions}, {@code sources} or empty
 * @param q what the search field holds
 * @param view filter of the built-in view that is open
 * @param tags with the number of their sessions; {@code tag} the one that is filtered by
 * @param projects the first of them; {@code moreProjects} the rest, folded away
 */
public record Frame(
        String place,
        @Nullable String q,
        @Nullable String view,
        @Nullable String project,
        List<View> views,
        long sessions,
        List<Project> projects,
        List<Project> moreProjects,
        List<Tag> tags,
        @Nullable String tag,
        ImportView importing) {

    private static final int PROJECTS = 12;

    /** A built-in view with the number of its sessions. */
    record View(String slug, String label, String href, String count, boolean empty) {}

    /** A project with the number of its sessions. */
    public record Project(String dir, String label, String href, String count) {}

    /** A tag with the number of its sessions. */
    public record Tag(String tag, String href, String count) {}

    static Frame of(
            String place,
            ListQuery query,
            ViewCounts counts,
            List<ProjectCount> projects,
            List<TagCount> tags,
            ImportView importing) {
        List<Project> all = projects.stream().map(Frame::project).toList();
        int shown = Math.min(PROJECTS, all.size());
        return new Frame(
                place,
                query.q(),
                query.state(),
                query.project(),
                views(counts),
                counts.sessions(),
                all.subList(0, shown),
                all.subList(shown, all.size()),
                tags.stream()
                        .map(tag -> new Tag(
                                SafeText.line(tag.tag(), 60),
                                ListQuery.none().with("tag", tag.tag()),
                                Format.count(tag.sessions())))
                        .toList(),
                query.tag(),
                importing);
    }

    private static List<View> views(ViewCounts counts) {
        return Arrays.stream(dev.reprise.criteria.View.values())
                // what is only there when somebody pins is not told before
                .filter(view -> view != dev.reprise.criteria.View.PINNED || counts.of(view) > 0)
                .map(view -> new View(
                        view.slug(),
                        view.label(),
                        ListQuery.none().with("state", view.slug()),
                        Format.count(counts.of(view)),
                        counts.of(view) == 0))
                .toList();
    }

    private static Project project(ProjectCount count) {
        return new Project(
                count.dir(),
                SafeText.line(count.label(), 60),
                ListQuery.none().with("project", count.dir()),
                Format.count(count.sessions()));
    }

    /** What one who begins to type may want to know. */
    public List<Language.Term> hints() {
        return Language.FIRST;
    }

    /** Everything that can be typed. */
    public List<Language.Term> language() {
        return Language.ALL;
    }

    /** The number beside “Sessions”. */
    public String sessionCount() {
        return Format.count(sessions);
    }
}
