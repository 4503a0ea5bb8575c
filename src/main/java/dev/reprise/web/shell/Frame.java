package dev.reprise.web.shell;

import dev.reprise.criteria.Language;
import dev.reprise.label.Arrangement;
import dev.reprise.label.SavedView;
import dev.reprise.session.ProjectCount;
import dev.reprise.session.StreamCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page: the bars at the top and at the left.
 *
 * @param place {@code sessions}, {@code sources} or empty
 * @param q what the search field holds
 * @param view filter of the built-in view that is open
 * @param saved view that is open; null if none
 * @param tags with the number of their sessions; {@code tag} the one that is filtered by
 * @param expiring how many the CLI deletes soon, whether that view is shown or not; empty if none
 * @param projects the first of them; {@code moreProjects} the rest, folded away
 */
public record Frame(
        String place,
        @Nullable String q,
        @Nullable String view,
        @Nullable String project,
        List<View> views,
        List<Saved> savedViews,
        @Nullable Saved saved,
        List<Stream> streams,
        @Nullable String stream,
        long sessions,
        List<Project> projects,
        List<Project> moreProjects,
        List<Tag> tags,
        @Nullable String tag,
        ImportView importing,
        String expiring) {

    private static final int PROJECTS = 12;

    /** A built-in view with the number of its sessions. */
    public record View(String slug, String label, String href, String count, boolean empty) {}

    /**
     * A saved view with the number of its sessions.
     *
     * @param changed whether the list asks something else than it keeps
     */
    public record Saved(String key, String name, String href, String count, boolean changed) {}

    /**
     * A work stream with its sessions and those of the streams in it.
     *
     * @param key never changes
     * @param depth 0 for one that is in none
     * @param waiting how many wait for a person; empty if none
     */
    public record Stream(String key, String name, String path, String href, int depth, String count, String waiting) {}

    /** A project with the number of its sessions. */
    public record Project(String dir, String label, String href, String colour, String count) {}

    /** A tag with the number of its sessions. */
    public record Tag(String tag, String href, String colour, String count) {}

    static Frame of(String place, ListQuery query, Side side, ImportView importing) {
        List<Project> all = side.projects().stream()
                .map(project -> project(project, side.arrangement()))
                .toList();
        int shown = Math.min(PROJECTS, all.size());
        List<Saved> saved = saved(query, side);
        return new Frame(
                place,
                query.q(),
                query.state(),
                query.project(),
                views(side),
                saved,
                saved.stream()
                        .filter(view -> view.key().equals(query.view()))
                        .findFirst()
                        .orElse(null),
                streams(side),
                query.stream(),
                side.counts().sessions(),
                all.subList(0, shown),
                all.subList(shown, all.size()),
                side.tags().stream()
                        .map(tag -> new Tag(
                                SafeText.line(tag.tag(), 60),
                                ListQuery.none().with("tag", tag.tag()),
                                Colours.slug(side.arrangement().tag(tag.tag()).colour()),
                                Format.count(tag.sessions())))
                        .toList(),
                query.tag(),
                importing,
                expiring(side));
    }

    private static String expiring(Side side) {
        long count = side.counts().of(dev.reprise.criteria.View.EXPIRING);
        return count == 0 ? "" : Format.count(count);
    }

    private static List<View> views(Side side) {
        return Arrays.stream(dev.reprise.criteria.View.values())
                .filter(view -> side.arrangement().shows(view.slug()))
                // what is only there when somebody pins is not told before
                .filter(view -> view != dev.reprise.criteria.View.PINNED
                        || side.counts().of(view) > 0)
                .map(view -> new View(
                        view.slug(),
                        view.label(),
                        ListQuery.none().with("state", view.slug()),
                        Format.count(side.counts().of(view)),
                        side.counts().of(view) == 0))
                .toList();
    }

    private static List<Saved> saved(ListQuery query, Side side) {
        List<Saved> all = new ArrayList<>();
        for (SavedView view : side.arrangement().views()) {
            boolean changed = view.key().equals(query.view()) && !view.asks().equals(query.asks());
            all.add(new Saved(
                    view.key(),
                    SafeText.line(view.name(), 60),
                    ListQuery.href(view),
                    Format.count(side.saved().get(all.size())),
                    changed));
        }
        return all;
    }

    private static List<Stream> streams(Side side) {
        return side.arrangement().streams().stream()
                .map(stream -> stream(stream, side))
                .toList();
    }

    private static Stream stream(dev.reprise.label.Stream stream, Side side) {
        String path = String.valueOf(side.arrangement().path(stream.key()));
        StreamCount count = StreamCount.within(side.streams(), path);
        return new Stream(
                stream.key(),
                SafeText.line(stream.name(), 60),
                path,
                ListQuery.none().with("stream", path),
                (int) path.chars().filter(c -> c == '/').count(),
                Format.count(count.sessions()),
                count.waiting() == 0 ? "" : Format.count(count.waiting()) + " waiting");
    }

    private static Project project(ProjectCount count, Arrangement arrangement) {
        String name = arrangement.project(count.dir()).name();
        return new Project(
                count.dir(),
                SafeText.line(name == null ? count.label() : name, 60),
                ListQuery.none().with("project", count.dir()),
                Colours.slug(arrangement.project(count.dir()).colour()),
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
