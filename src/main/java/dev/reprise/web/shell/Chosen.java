package dev.reprise.web.shell;

import dev.reprise.catalogue.Sessions;
import dev.reprise.label.Labels;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which sessions a change is for: those that are named, or all that the list's question finds. */
@Component
public class Chosen {

    private final Sessions sessions;
    private final Clock clock;

    Chosen(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * @param all whether every session that the question finds is meant, instead of {@code ids}
     * @throws Problem BAD_INPUT if none is
     */
    public Set<SessionId> of(List<String> ids, boolean all, ListQuery query) {
        if (all) {
            var criterion = query.parse(ZonedDateTime.now(clock)).criterion();
            return new LinkedHashSet<>(sessions.ids(criterion, Labels.MOST + 1));
        }
        Set<SessionId> chosen = new LinkedHashSet<>();
        ids.forEach(id -> chosen.add(sessions.get(id).id()));
        if (chosen.isEmpty()) {
            throw new Problem(Reason.BAD_INPUT, "Choose a session first.");
        }
        return chosen;
    }
}
