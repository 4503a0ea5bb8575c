package dev.reprise.organise;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Part;
import dev.reprise.label.Arrangement;
import dev.reprise.label.Arranging;
import dev.reprise.label.Label;
import dev.reprise.label.Stream;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The stream that a session comes into by itself: by the directory it ran in and its branch. */
@Component
class Defaults {

    /** Sessions of the list that are in no stream. */
    static final Criterion IN_NONE = new Criterion.Not(new Criterion.Has(Part.STREAM));

    private final Sessions sessions;

    Defaults(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Where these sessions were: to be asked before a change is begun, which others wait for. */
    Map<SessionId, Session.Place> places(Collection<SessionId> candidates) {
        return sessions.places(candidates);
    }

    /** For the key of each stream those of the sessions that come into it. */
    static Map<String, List<SessionId>> fitting(Arrangement now, Map<SessionId, Session.Place> places) {
        List<Stream> streams = now.streams();
        Map<String, List<SessionId>> fitting = new LinkedHashMap<>();
        places.forEach((id, place) -> fits(streams, place)
                .ifPresent(stream -> fitting.computeIfAbsent(stream.key(), none -> new ArrayList<>())
                        .add(id)));
        return fitting;
    }

    /** Moves those that no person ever moved. */
    static List<Label> move(Arranging work, String stream, List<SessionId> comes) {
        work.expect(comes);
        List<Label> moved = new ArrayList<>();
        for (SessionId id : comes) {
            moved.add(work.change(id, label -> label.stream() == null ? label.moved(stream) : label));
        }
        return moved;
    }

    /** The one with the longest directory, then the longest branch. */
    private static Optional<Stream> fits(List<Stream> streams, Session.Place place) {
        Stream best = null;
        int most = 0;
        for (Stream stream : streams) {
            int dir = longest(stream.dirs(), place, true);
            int branch = longest(stream.branches(), place, false);
            boolean fits =
                    (stream.dirs().isEmpty() || dir > 0) && (stream.branches().isEmpty() || branch > 0);
            if (fits && dir * 1000 + branch > most) {
                best = stream;
                most = dir * 1000 + branch;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int longest(List<String> starts, Session.Place place, boolean dirs) {
        return starts.stream()
                .filter(start -> dirs
                        ? within(place.cwd(), start) || within(place.projectDir(), start)
                        : begins(place.branch(), start) || begins(place.firstBranch(), start))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static boolean begins(@Nullable String branch, String start) {
        return branch != null && branch.startsWith(start);
    }

    private static boolean within(@Nullable String dir, String start) {
        if (dir == null) {
            return false;
        }
        String path = dir.replace('\\', '/') + "/";
        String from = start.replace('\\', '/');
        return path.startsWith(from.endsWith("/") ? from : from + "/");
    }
}
