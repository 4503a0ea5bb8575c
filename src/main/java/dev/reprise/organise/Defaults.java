package dev.reprise.organise;

import dev.reprise.catalogue.Sessions;
import dev.reprise.label.Arrangement;
import dev.reprise.label.Arranging;
import dev.reprise.label.Label;
import dev.reprise.label.Stream;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The stream that a session comes into by itself: by the directory it ran in and its branch. */
@Component
class Defaults {

    private final Sessions sessions;

    Defaults(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Moves those of the sessions that no person ever moved and that a default fits.
     *
     * @param only key of the one stream that is looked at; null: all
     */
    List<Label> move(Arranging work, Collection<SessionId> candidates, @Nullable String only) {
        Arrangement now = work.now();
        List<Label> moved = new ArrayList<>();
        for (SessionId id : candidates) {
            sessions.find(id.toString())
                    .flatMap(session -> fits(now, session))
                    .filter(stream -> only == null || stream.key().equals(only))
                    .ifPresent(stream -> moved.add(
                            work.change(id, label -> label.stream() == null ? label.moved(stream.key()) : label)));
        }
        return moved;
    }

    /** The one with the longest directory, then the longest branch. */
    static Optional<Stream> fits(Arrangement arrangement, Session session) {
        Stream best = null;
        int most = 0;
        for (Stream stream : arrangement.streams()) {
            int dir = longest(stream.dirs(), session, true);
            int branch = longest(stream.branches(), session, false);
            boolean fits =
                    (stream.dirs().isEmpty() || dir > 0) && (stream.branches().isEmpty() || branch > 0);
            if (fits && dir * 1000 + branch > most) {
                best = stream;
                most = dir * 1000 + branch;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int longest(List<String> starts, Session session, boolean dirs) {
        return starts.stream()
                .filter(start -> dirs
                        ? within(session.cwd(), start) || within(session.place().projectDir(), start)
                        : begins(session.place().branch(), start)
                                || begins(session.place().firstBranch(), start))
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
