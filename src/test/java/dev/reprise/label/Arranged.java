package dev.reprise.label;

import dev.reprise.session.SessionId;
import java.util.List;
import java.util.Map;

/** Something of all that people arrange, and nothing of it again. */
public final class Arranged {

    private Arranged() {}

    /** @param sessions six or more */
    public static void some(Labels labels, List<SessionId> sessions) {
        labels.arrange(Act.page("some of everything"), work -> {
            work.put(new Stream("s1", "client-x", null, Colour.TEAL, List.of(), List.of(), 1));
            work.put(new Stream(
                    "s2",
                    "billing and a long name that goes on",
                    "s1",
                    Colour.AMBER,
                    List.of("/srv/billing"),
                    List.of(),
                    1));
            work.put(new SavedView(
                    "v1", "Big <b>and</b> old, with a name that goes on", Map.of("q", "turns:>1", "sort", "size"), 1));
            work.put(new SavedView("v2", "open", Map.of("tag", "open"), 2));
            work.put(new TagInfo("open", Colour.GREEN, "status"));
            work.put(new TagInfo("waiting for the customer", Colour.PINK, "status"));
            work.put(new TagRule("r1", "branch:feat/ turns:>3", "feature"));
            for (int n = 0; n < sessions.size(); n++) {
                int number = n;
                work.change(
                        sessions.get(n),
                        label -> label.tagged(number % 2 == 0 ? "open" : "waiting for the customer")
                                .tagged("security")
                                .moved(number % 3 == 0 ? "s2" : "s1")
                                .named(number == 1 ? "a-given-name" : null)
                                .noted(number == 1 ? "# A note\n\n- with a list" : null)
                                .pinned(number < 2));
            }
            return List.of();
        });
    }

    /** As it was before anybody wrote anything, but for the record of what was done. */
    public static void nothing(Labels labels) {
        labels.arrange(Act.page("cleared"), work -> {
            Arrangement now = work.now();
            now.views().forEach(work::remove);
            now.streams().forEach(work::remove);
            now.rules().forEach(work::remove);
            List.copyOf(now.tags()).forEach(work::remove);
            List.copyOf(now.projects()).forEach(work::remove);
            List.of("pinned", "live", "interrupted", "expiring", "only-in-vault", "unnamed").stream()
                    .filter(slug -> !now.shows(slug))
                    .map(HiddenView::new)
                    .forEach(work::remove);
            // after the streams: while one has defaults, a session that leaves it is remembered to be out
            labels.all().forEach(label -> work.change(label.session(), was -> Label.none(was.session())));
            return List.of();
        });
    }
}
