package dev.reprise.web.palette;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Trait;
import dev.reprise.session.Session;
import dev.reprise.session.SessionFilter;
import dev.reprise.session.SessionState;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frame;
import dev.reprise.web.shell.Frames;
import dev.reprise.web.shell.SafeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code GET /palette}: sessions, pages, projects, tags, streams, views and actions, by a few letters. */
@Controller
class PaletteController {

    private static final int RECENT = 2_000;
    private static final int SESSIONS = 7;
    private static final int OTHERS = 6;

    private static final List<Item> PAGES = List.of(
            page("Sessions", "/", "g s"),
            page("Search", "/search", "/"),
            page("Retention", "/retention", "g t"),
            page("Storage", "/retention/storage", ""),
            page("Sources", "/sources", "g o"),
            page("Organise", "/organise", "g r"),
            page("Activity", "/activity", "g a"));

    private static final List<Item> ACTIONS = List.of(
            action("Copy resume command", "c"),
            action("Name it…", "n"),
            action("Tag…", "t"),
            action("Move to a stream…", "m"),
            action("Pin or unpin", "p"),
            action("Hide or show", "h"));

    private static final List<Item> EVERYWHERE =
            List.of(action("Undo what was done last", "u"), action("Keys and filters", "?"));

    private final Sessions sessions;
    private final Frames frames;
    private final Format format;
    private final LoadingCache<String, List<Session>> recent;

    PaletteController(Sessions sessions, Frames frames, Format format) {
        this.sessions = sessions;
        this.frames = frames;
        this.format = format;
        this.recent = Caffeine.newBuilder()
                // as of a moment ago at once, rather than as of now a moment later
                .refreshAfterWrite(Duration.ofSeconds(2))
                .expireAfterWrite(Duration.ofMinutes(2))
                .executor(command -> Thread.ofVirtual().start(command))
                .build(all -> sessions.find(
                                new SessionFilter(Criterion.all(), SessionFilter.Sort.ACTIVITY, RECENT, null))
                        .sessions());
    }

    /**
     * Something to choose.
     *
     * @param id of the session, if it is one; {@code key} that does it, {@code href} where it leads; else empty
     * @param before the part of the label before what was typed, {@code marked} that, {@code after} the rest
     * @param end at the right: when, or the key
     */
    record Item(
            String id,
            String key,
            String href,
            String label,
            String before,
            String marked,
            String after,
            String named,
            String beside,
            String end) {

        Item marking(String typed) {
            int[] at = Fuzzy.marked(typed, label);
            return at == null
                    ? this
                    : new Item(
                            id,
                            key,
                            href,
                            label,
                            label.substring(0, at[0]),
                            label.substring(at[0], at[1]),
                            label.substring(at[1]),
                            named,
                            beside,
                            end);
        }
    }

    private static Item page(String label, String href, String keys) {
        return new Item("", "", href, label, label, "", "", "", "page", keys);
    }

    private static Item action(String label, String key) {
        return new Item("", key, "", label, label, "", "", "", "", key);
    }

    private static Item place(String label, String href, String beside) {
        return new Item("", "", href, label, label, "", "", "", beside, "");
    }

    /**
     * @param q what was typed; actions only where it begins with {@code >}
     * @param session id of the one that is open, or current in the list; empty if none is
     */
    @GetMapping("/palette")
    String palette(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String session, Model model) {
        String typed = q.strip();
        boolean actionsOnly = typed.startsWith(">");
        String wanted = actionsOnly ? typed.substring(1).strip() : typed;
        Map<String, List<Item>> groups = new LinkedHashMap<>();
        if (!actionsOnly) {
            put(groups, wanted.isEmpty() ? "Waiting and recent" : "Sessions", sessions(wanted));
        }
        Session current = session.isEmpty() ? null : sessions.find(session).orElse(null);
        List<Item> actions = new ArrayList<>();
        if (current != null && (actionsOnly || !wanted.isEmpty())) {
            put(groups, "With " + SafeText.line(current.title(), 40), best(ACTIONS, wanted, OTHERS));
        }
        if (actionsOnly) {
            actions.addAll(EVERYWHERE);
            put(groups, "Everywhere", best(actions, wanted, OTHERS));
        } else {
            put(groups, "Pages", best(PAGES, wanted, PAGES.size()));
            if (!wanted.isEmpty()) {
                put(groups, "Projects, views, tags", best(places(), wanted, OTHERS));
                put(
                        groups,
                        "Search",
                        List.of(place(
                                "Search “" + SafeText.line(wanted, 60) + "” in everything said",
                                "/search?q=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8),
                                "")));
            }
        }
        model.addAttribute("groups", groups);
        return "palette";
    }

    private static void put(Map<String, List<Item>> groups, String heading, List<Item> items) {
        if (!items.isEmpty()) {
            groups.put(heading, items);
        }
    }

    private static List<Item> best(List<Item> all, String typed, int most) {
        if (typed.isEmpty()) {
            return all.subList(0, Math.min(most, all.size()));
        }
        return all.stream()
                .filter(item -> Fuzzy.score(typed, item.label) > 0)
                .sorted(Comparator.comparingInt((Item item) -> -Fuzzy.score(typed, item.label)))
                .limit(most)
                .map(item -> item.marking(typed))
                .toList();
    }

    private List<Item> places() {
        Frame frame = frames.frame("");
        List<Item> all = new ArrayList<>();
        frame.views().forEach(view -> all.add(place(view.label(), view.href(), "view, " + view.count())));
        frame.savedViews().forEach(view -> all.add(place(view.name(), view.href(), "saved view, " + view.count())));
        frame.streams().forEach(one -> all.add(place(one.path(), one.href(), "stream, " + one.count())));
        frame.projects().forEach(one -> all.add(place(one.label(), one.href(), "project, " + one.count())));
        frame.moreProjects().forEach(one -> all.add(place(one.label(), one.href(), "project, " + one.count())));
        frame.tags().forEach(one -> all.add(place(one.tag(), one.href(), "tag, " + one.count())));
        return all;
    }

    private List<Item> sessions(String typed) {
        List<Session> all = recent.get("");
        if (typed.isEmpty()) {
            List<Session> first = new ArrayList<>(
                    all.stream().filter(PaletteController::isWaiting).limit(3).toList());
            all.stream()
                    .filter(one -> !first.contains(one))
                    .limit(SESSIONS - first.size())
                    .forEach(first::add);
            return first.stream().map(this::item).toList();
        }
        record Scored(Session session, int score) {}
        List<Session> found = new ArrayList<>(all.stream()
                .map(one -> new Scored(one, score(typed, one)))
                .filter(one -> one.score > 0)
                .sorted(Comparator.comparingInt((Scored one) -> -one.score))
                .limit(SESSIONS)
                .map(Scored::session)
                .toList());
        if (found.size() < SESSIONS && all.size() >= RECENT) {
            Criterion called = new Criterion.And(java.util.Arrays.stream(typed.split("\\s+"))
                    .<Criterion>map(word -> new Criterion.Holds(dev.reprise.criteria.TextField.TITLE, word, false))
                    .toList());
            sessions.find(new SessionFilter(called, SessionFilter.Sort.ACTIVITY, SESSIONS, null)).sessions().stream()
                    .filter(one -> found.stream().noneMatch(known -> known.id().equals(one.id())))
                    .limit(SESSIONS - found.size())
                    .forEach(found::add);
        }
        return found.stream().map(this::item).map(item -> item.marking(typed)).toList();
    }

    private static boolean isWaiting(Session session) {
        return Trait.WAITING.slug().equals(session.activity().status());
    }

    private static int score(String typed, Session session) {
        int title = Fuzzy.score(typed, session.title());
        String other = session.words().cliTitle();
        int called = other == null ? 0 : Fuzzy.score(typed, other);
        int best = Math.max(title, called);
        return best > 0 && session.words().name() != null ? best + 1_000 : best;
    }

    private Item item(Session session) {
        String label = SafeText.line(session.title(), 80);
        String state = isWaiting(session) ? " · waiting" : session.state() == SessionState.LIVE ? " · live" : "";
        Format.@Nullable Moment when = format.moment(session.period().lastActivityAt());
        return new Item(
                session.id().toString(),
                "",
                "/sessions/" + session.id(),
                label,
                label,
                "",
                "",
                session.words().name() == null ? "" : "name",
                SafeText.line(session.place().project(), 40) + state,
                when == null ? "" : when.stamp());
    }
}
