package dev.reprise.organise;

import dev.reprise.catalogue.Sessions;
import dev.reprise.label.Act;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.Stream;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Work streams: made, changed, deleted. */
@Service
public class Streams {

    private final Labels labels;
    private final Sessions sessions;
    private final Defaults defaults;

    Streams(Labels labels, Sessions sessions, Defaults defaults) {
        this.labels = labels;
        this.sessions = sessions;
        this.defaults = defaults;
    }

    /**
     * One that was made or changed.
     *
     * @param moved sessions that came in by its defaults
     */
    public record Made(Stream stream, int moved, long activity) {}

    /** @param given its key is replaced */
    public Made make(String who, Stream given) {
        Stream stream = given.keyed(Items.key());
        return put(Act.of(who, "made the stream " + stream.name()), stream);
    }

    /** @param seen see {@link Items#unchanged} */
    public Made change(String who, String key, @Nullable String seen, UnaryOperator<Stream> change) {
        Stream before = labels.arrangement().stream(key);
        Items.unchanged(before, seen);
        Stream after = change.apply(before).keyed(before.key());
        return put(Act.of(who, "changed the stream " + after.name()), after);
    }

    /** Sessions that are in none come in by its defaults. */
    private Made put(Act act, Stream stream) {
        Map<SessionId, Session.Place> places =
                stream.hasDefaults() ? defaults.places(sessions.ids(Defaults.IN_NONE, Integer.MAX_VALUE)) : Map.of();
        Labels.Done done = labels.arrange(act, work -> {
            work.put(stream);
            return Defaults.move(
                    work, stream.key(), Defaults.fitting(work.now(), places).getOrDefault(stream.key(), List.of()));
        });
        return new Made(labels.arrangement().stream(stream.key()), done.changed(), done.activity());
    }

    /** Its sessions are in none then; streams in it move to the one that it is in. */
    public Labels.Done delete(String who, String key) {
        Stream stream = labels.arrangement().stream(key);
        return labels.arrange(Act.of(who, "deleted the stream " + stream.name()), work -> {
            List<Label> now = new ArrayList<>();
            work.in(stream).forEach(session -> now.add(work.change(session, label -> label.moved(null))));
            work.remove(stream);
            work.now().streams().stream()
                    .filter(inside -> Objects.equals(inside.parent(), stream.key()))
                    .forEach(inside -> work.put(inside.with(inside.name(), stream.parent(), inside.colour())));
            return now;
        });
    }
}
