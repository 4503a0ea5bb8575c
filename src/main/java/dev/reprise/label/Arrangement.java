package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that people arrange sessions by, as it is at one moment. */
public final class Arrangement {

    private static final int DEEPEST = 6;

    private final Map<String, SavedView> views;
    private final Map<String, HiddenView> hidden;
    private final Map<String, Stream> streams;
    private final List<Stream> nested;
    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, TagInfo> tags;
    private final Map<String, TagRule> rules;
    private final Map<String, ProjectInfo> projects;
    private final Map<String, KeepRule> keepRules;
    private final KeepSettings keepSettings;
    private final Map<String, Purged> purged;
    private final Map<String, Private> privates;
    private final @Nullable SecondPlace secondPlace;

    Arrangement(Collection<Item> items) {
        keepRules = of(
                items, KeepRule.class, Comparator.comparingInt(KeepRule::place).thenComparing(KeepRule::key));
        privates = of(items, Private.class, Comparator.comparing(Private::text).thenComparing(Private::key));
        purged = of(items, Purged.class, Comparator.comparing(Purged::key));
        keepSettings = items.stream()
                .filter(KeepSettings.class::isInstance)
                .map(KeepSettings.class::cast)
                .findFirst()
                .orElse(KeepSettings.DEFAULT);
        secondPlace = items.stream()
                .filter(SecondPlace.class::isInstance)
                .map(SecondPlace.class::cast)
                .findFirst()
                .orElse(null);
        views = of(
                items,
                SavedView.class,
                Comparator.comparingInt(SavedView::place).thenComparing(SavedView::name));
        hidden = of(items, HiddenView.class, Comparator.comparing(HiddenView::key));
        streams = of(items, Stream.class, Comparator.comparingInt(Stream::place).thenComparing(Stream::name));
        tags = of(items, TagInfo.class, Comparator.comparing(TagInfo::key));
        rules = of(items, TagRule.class, Comparator.comparing(TagRule::tag).thenComparing(TagRule::key));
        projects = of(items, ProjectInfo.class, Comparator.comparing(ProjectInfo::key));
        List<Stream> all = new ArrayList<>();
        within(null, all, 0);
        nested = List.copyOf(all);
        streams.keySet().forEach(key -> paths.put(key, pathOf(key)));
    }

    private static <T extends Item> Map<String, T> of(Collection<Item> items, Class<T> kind, Comparator<T> order) {
        Map<String, T> all = new LinkedHashMap<>();
        items.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .sorted(order)
                .forEach(item -> all.put(item.key(), item));
        return all;
    }

    /** In the order of the side bar. */
    public List<SavedView> views() {
        return List.copyOf(views.values());
    }

    /** Whether a built-in view is shown. */
    public boolean shows(String builtIn) {
        return !hidden.containsKey(builtIn);
    }

    /** Each after the one that it is in. */
    public List<Stream> streams() {
        return nested;
    }

    /** Whether sessions come into any stream by themselves. */
    public boolean hasDefaults() {
        return streams.values().stream().anyMatch(Stream::hasDefaults);
    }

    private void within(@Nullable String parent, List<Stream> all, int depth) {
        for (Stream stream : streams.values()) {
            String in = streams.containsKey(parent(stream)) ? stream.parent() : null;
            if (Objects.equals(in, parent) && depth < DEEPEST) {
                all.add(stream);
                within(stream.key(), all, depth + 1);
            }
        }
    }

    public Collection<TagInfo> tags() {
        return tags.values();
    }

    /** What is known of a tag; nothing but its name if nobody said anything. */
    public TagInfo tag(String tag) {
        return tags.getOrDefault(tag, new TagInfo(tag, null, null));
    }

    /** Rules of retention, the one that is asked first first. */
    public List<KeepRule> keepRules() {
        return List.copyOf(keepRules.values());
    }

    /** Sessions that are not to be imported again, by public id. */
    public Map<String, Purged> purged() {
        return purged;
    }

    /** What is not to be imported. */
    public List<Private> privates() {
        return List.copyOf(privates.values());
    }

    /** Where a second copy is kept, or was. */
    public Optional<SecondPlace> secondPlace() {
        return Optional.ofNullable(secondPlace);
    }

    public KeepSettings keepSettings() {
        return keepSettings;
    }

    public List<TagRule> rules() {
        return List.copyOf(rules.values());
    }

    public Collection<ProjectInfo> projects() {
        return projects.values();
    }

    public ProjectInfo project(String dir) {
        return projects.getOrDefault(dir, ProjectInfo.none(dir));
    }

    /** Names of a stream and those that it is in, {@code client-x/billing}; null for none, and for one that is gone. */
    public @Nullable String path(@Nullable String stream) {
        return stream == null ? null : paths.get(stream);
    }

    private String pathOf(String key) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Stream at = streams.get(key); at != null && seen.add(at.key()); at = streams.get(parent(at))) {
            names.addFirst(at.name());
        }
        return String.join("/", names);
    }

    private static String parent(Stream stream) {
        return Objects.requireNonNullElse(stream.parent(), "");
    }

    /**
     * The stream with this key, or this path whatever its case.
     *
     * @throws Problem NOT_FOUND; says which there are
     */
    public Stream stream(String keyOrPath) {
        return Optional.ofNullable(streams.get(keyOrPath))
                .or(() -> streams.values().stream()
                        .filter(stream -> keyOrPath.strip().equalsIgnoreCase(path(stream.key())))
                        .findFirst())
                .orElseThrow(() -> new Problem(
                        Reason.NOT_FOUND,
                        streams.isEmpty()
                                ? "There is no stream yet. Make one first."
                                : "There is no such stream. There are "
                                        + streams().stream()
                                                .limit(20)
                                                .map(stream -> path(stream.key()))
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }

    /** @throws Problem NOT_FOUND */
    public SavedView view(String key) {
        return there(views.get(key), "view");
    }

    /** @throws Problem NOT_FOUND */
    public TagRule rule(String key) {
        return there(rules.get(key), "rule");
    }

    private static <T> T there(@Nullable T item, String what) {
        if (item == null) {
            throw new Problem(Reason.NOT_FOUND, "There is no such " + what + " any more. Look again.");
        }
        return item;
    }

    /** The place of a new view: the end. */
    public int endOfViews() {
        return views.values().stream().mapToInt(SavedView::place).max().orElse(0) + 1;
    }

    /** The place of a new stream: the end. */
    public int endOfStreams() {
        return streams.values().stream().mapToInt(Stream::place).max().orElse(0) + 1;
    }

    /**
     * Whether this may stand beside what is there.
     *
     * @throws Problem CONFLICT for a name that another one has, BAD_INPUT for a stream that would be within itself
     */
    void check(Item item) {
        switch (item) {
            case SavedView view -> unique(views.values(), view, view.name(), SavedView::name, "view");
            case Stream stream -> checkStream(stream);
            case ProjectInfo project -> {
                if (project.key().equals(project.into())) {
                    throw new Problem(Reason.BAD_INPUT, "A project cannot be merged into itself.");
                }
            }
            default -> {}
        }
    }

    private void checkStream(Stream stream) {
        List<Stream> beside = streams.values().stream()
                .filter(other -> Objects.equals(other.parent(), stream.parent()))
                .toList();
        unique(beside, stream, stream.name(), Stream::name, "stream");
        String in = stream.parent();
        int depth = 1;
        while (in != null && streams.containsKey(in)) {
            if (in.equals(stream.key())) {
                throw new Problem(Reason.BAD_INPUT, "A stream cannot be within itself.");
            }
            if (++depth > DEEPEST) {
                throw new Problem(Reason.BAD_INPUT, "Streams nest at most six deep.");
            }
            in = Objects.requireNonNull(streams.get(in)).parent();
        }
        if (in != null) {
            throw new Problem(Reason.NOT_FOUND, "The stream that it is to be in is gone. Choose another.");
        }
    }

    private static <T extends Item> void unique(
            Collection<T> all, T item, String name, Function<T, String> named, String what) {
        if (all.stream()
                .anyMatch(
                        one -> !one.key().equals(item.key()) && named.apply(one).equalsIgnoreCase(name))) {
            throw new Problem(
                    Reason.CONFLICT, "There is a " + what + " called " + name + " already. Take another name.");
        }
    }
}
