package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A work stream: a named group of sessions; a session is in one at most.
 *
 * @param key never changes
 * @param parent key of the one that it is in; null: in none
 * @param dirs what begins with one of these directories comes in by itself, unless a person moved it
 * @param branches likewise, of what begins with one of these
 * @param place among its neighbours, ascending
 */
public record Stream(
        String key,
        String name,
        @Nullable String parent,
        @Nullable Colour colour,
        List<String> dirs,
        List<String> branches,
        int place)
        implements Item {

    private static final int MOST = 50;

    public Stream {
        name = Given.title("stream", name);
        if (name.indexOf('/') >= 0 || name.equals(Label.OUT)) {
            throw new Problem(
                    Reason.BAD_INPUT,
                    "The name of a stream must not hold “/”: it stands between a stream and"
                            + " the one that it is in.");
        }
        dirs = starts("directory", dirs);
        branches = starts("branch", branches);
    }

    private static List<String> starts(String what, List<String> given) {
        if (given.size() > MOST) {
            throw new Problem(Reason.BAD_INPUT, "A stream has at most 50 defaults of each kind.");
        }
        return given.stream()
                .filter(one -> !one.isBlank())
                .map(one -> Given.start(what, one))
                .distinct()
                .toList();
    }

    /** Whether sessions come in by themselves. */
    public boolean hasDefaults() {
        return !dirs.isEmpty() || !branches.isEmpty();
    }

    /** The same under another key. */
    public Stream keyed(String other) {
        return new Stream(other, name, parent, colour, dirs, branches, place);
    }

    public Stream with(String name, @Nullable String parent, @Nullable Colour colour) {
        return new Stream(key, name, parent, colour, dirs, branches, place);
    }
}
