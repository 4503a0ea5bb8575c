package dev.reprise.organise;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Part;
import dev.reprise.label.Act;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.Stream;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.List;
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
        Stream stream = with(Items.key(), given);
        return put(new Act(who, "made the stream " + stream.name(), null), stream);
    }

    /** @param seen see {@link Items#unchanged} */
    public Made change(String who, String key, @Nullable String seen, UnaryOperator<Stream> change) {
        Stream before = labels.arrangement().stream(key);
        Items.unchanged(before, seen);
        Stream after = with(before.key(), change.apply(before));
        return put(new Act(who, "changed the stream " + after.name(), null), after);
    }

    private static Stream with(String key, Stream stream) {
        return new Stream(
                key, stream.name(), stream.parent(), stream.colour(), stream.dirs(), stream.branches(), stream.place());
    }

    /** Sessions that are in none come in by its defaults. */
    private Made put(Act act, Stream stream) {
        List<SessionId> candidates = stream.hasDefaults()
                ? sessions.ids(new Criterion.Not(new Criterion.Has(Part.STREAM)), Integer.MAX_VALUE)
                : List.of();
        Labels.Done done = labels.arrange(act, work -> {
            work.put(stream);
            return defaults.move(work, candidates, stream.key());
        });
        return new Made(labels.arrangement().stream(stream.key()), done.changed(), done.activity());
    }

    /** Its sessions are in none then; streams in it move to the one that it is in. */
    public Labels.Done delete(String who, String key) {
        Stream stream = labels.arrangement().stream(key);
        return labels.arrange(new Act(who, "deleted the stream " + stream.name(), null), work -> {
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
