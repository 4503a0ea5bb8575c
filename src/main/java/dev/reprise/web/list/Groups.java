package dev.reprise.web.list;

import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.TextField;
import dev.reprise.session.Session;
import dev.reprise.session.SessionFilter.Sort;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionPage;
import dev.reprise.session.SessionState;
import dev.reprise.session.Tally;
import dev.reprise.web.list.SessionsPage.Group;
import dev.reprise.web.session.SessionRow;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.ListQuery;
import dev.reprise.web.shell.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sessions of one page under their headings. */
final class Groups {

    private final ListQuery query;
    private final SessionPage pinned;
    private final Format format;

    /** @param pinned those that stand above all others, and nowhere else */
    Groups(ListQuery query, SessionPage pinned, Format format) {
        this.query = query;
        this.pinned = pinned;
        this.format = format;
    }

    /**
     * What the sessions of the last group have in common beside the query, if the page ends within it; empty where that
     * cannot be asked for, or nothing is grouped.
     */
    Optional<Criterion> cut(SessionPage page) {
        if (page.next() == null || page.sessions().isEmpty()) {
            return Optional.empty();
        }
        Session last = page.sessions().getLast();
        Instant at = last.period().lastActivityAt();
        return switch (query.grouping()) {
            case "project" ->
                Optional.of(new Criterion.Holds(TextField.PROJECT, last.place().shownDir(), true));
            case "day" ->
                at == null || query.order() != Sort.ACTIVITY ? Optional.empty() : Optional.of(format.headedLike(at));
            default -> Optional.empty();
        };
    }

    /** @param cut of the group that the page's end cuts; null if that was not looked up */
    List<Group> of(SessionPage page, @Nullable Tally cut) {
        List<Group> groups = new ArrayList<>();
        List<Session> together = new ArrayList<>();
        Set<SessionId> above = new HashSet<>();
        pinned.sessions().forEach(session -> above.add(session.id()));
        String last = "";
        for (Session session : page.sessions()) {
            if (above.contains(session.id())) {
                continue;
            }
            String heading = heading(session);
            if (!together.isEmpty() && !heading.equals(last)) {
                groups.add(group(last, together, groups.isEmpty(), counts(of(together), false)));
                together.clear();
            }
            last = heading;
            together.add(session);
        }
        if (!together.isEmpty()) {
            boolean more = page.next() != null;
            String counts = counts(more && cut != null ? cut : of(together), more && cut == null);
            groups.add(group(last, together, groups.isEmpty(), counts));
        }
        if (!above.isEmpty() && query.cursor() == null) {
            String counts = pinned.next() == null
                    ? counts(of(pinned.sessions()), false)
                    : above.size() + " of " + Format.count(pinned.total());
            groups.addFirst(group("Pinned", pinned.sessions(), false, counts));
        }
        return groups;
    }

    private Group group(String heading, List<Session> all, boolean first, String counts) {
        Instant active = all.stream()
                .map(session -> session.period().lastActivityAt())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        Format.Moment at = format.moment(active);
        return new Group(
                heading,
                first && heading.equals(query.after()),
                counts,
                at == null ? "" : "last active " + at.stamp(),
                all.stream().map(session -> SessionRow.of(session, format)).toList());
    }

    private static Tally of(List<Session> all) {
        return new Tally(all.size(), count(all, SessionState.LIVE), count(all, SessionState.INTERRUPTED));
    }

    private static long count(List<Session> all, SessionState state) {
        return all.stream().filter(session -> session.state() == state).count();
    }

    private static String counts(Tally tally, boolean more) {
        return Format.count(tally.sessions(), "session")
                + (more ? " and more" : "")
                + some(tally.live(), "live")
                + some(tally.interrupted(), "interrupted");
    }

    private static String some(long count, String word) {
        return count == 0 ? "" : " · " + Format.count(count) + " " + word;
    }

    private String heading(Session session) {
        return switch (query.grouping()) {
            case "project" -> SafeText.line(session.place().project(), 60);
            case "day" ->
                format.dayHeading(
                        query.order() == Sort.STARTED
                                ? session.period().startedAt()
                                : session.period().lastActivityAt());
            default -> "";
        };
    }
}
