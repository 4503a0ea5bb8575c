package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A change of a label, as a body says it: {@code name, note, pinned, hidden, hold, stream, tag, untag}. */
public final class Patch {

    private static final Set<String> FIELDS =
            Set.of("name", "note", "pinned", "hidden", "hold", "stream", "tag", "untag");

    private final Map<String, @Nullable Object> fields;

    private Patch(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /** @throws Problem BAD_INPUT for a field that is none, or holds something else than it should */
    public static Patch of(Map<String, @Nullable Object> body) {
        Set<String> strange = new TreeSet<>(body.keySet());
        strange.removeAll(FIELDS);
        if (!strange.isEmpty()) {
            throw new Problem(
                    Reason.BAD_INPUT,
                    "There is nothing called " + strange.iterator().next() + " to change. There are "
                            + String.join(", ", new TreeSet<>(FIELDS)) + ".");
        }
        if (body.isEmpty()) {
            throw new Problem(Reason.BAD_INPUT, "Nothing is to be changed. Say what, as name, tag or pinned.");
        }
        Patch patch = new Patch(body);
        patch.apply(Label.none(new SessionId("claude", "none")));
        return patch;
    }

    /** Whether it gives a name. */
    public boolean names() {
        return fields.get("name") != null;
    }

    /** @throws Problem BAD_INPUT for what cannot be a name, a tag or a note */
    public Label apply(Label label) {
        Label now = label;
        if (fields.containsKey("name")) {
            now = now.named(text("name"));
        }
        if (fields.containsKey("note")) {
            now = now.noted(text("note"));
        }
        if (fields.containsKey("stream")) {
            now = now.moved(text("stream"));
        }
        for (String tag : list("tag")) {
            now = now.tagged(tag);
        }
        for (String tag : list("untag")) {
            now = now.untagged(tag);
        }
        now = fields.containsKey("pinned") ? now.pinned(flag("pinned")) : now;
        now = fields.containsKey("hidden") ? now.hidden(flag("hidden")) : now;
        return fields.containsKey("hold") ? now.held(flag("hold")) : now;
    }

    /** What is done, in words. */
    public String what(int sessions) {
        String them = sessions == 1 ? "it" : sessions + " sessions";
        List<String> all = new ArrayList<>();
        if (fields.containsKey("name")) {
            all.add(fields.get("name") == null ? "took the name off " + them : "named " + them + " " + text("name"));
        }
        if (fields.containsKey("note")) {
            all.add("wrote a note");
        }
        if (fields.containsKey("stream")) {
            String stream = text("stream");
            all.add(stream == null ? "took " + them + " out of the stream" : "moved " + them + " to " + stream);
        }
        list("tag").forEach(tag -> all.add("tagged " + them + " " + tag));
        list("untag").forEach(tag -> all.add("took the tag " + tag + " off " + them));
        if (fields.containsKey("pinned")) {
            all.add(flag("pinned") ? "pinned " + them : "took the pin off " + them);
        }
        if (fields.containsKey("hidden")) {
            all.add(flag("hidden") ? "hid " + them : "showed " + them + " again");
        }
        if (fields.containsKey("hold")) {
            all.add(flag("hold") ? "put a hold on " + them : "took the hold off " + them);
        }
        return String.join(", ", all);
    }

    private @Nullable String text(String field) {
        Object value = fields.get(field);
        if (value != null && !(value instanceof String)) {
            throw new Problem(Reason.BAD_INPUT, field + " is a text, or null.");
        }
        return (String) value;
    }

    private boolean flag(String field) {
        if (fields.get(field) instanceof Boolean flag) {
            return flag;
        }
        throw new Problem(Reason.BAD_INPUT, field + " is true or false.");
    }

    private List<String> list(String field) {
        Object value = fields.get(field);
        return value == null ? List.of() : value instanceof String one ? List.of(one) : texts(field, value);
    }

    /** A list of texts that a body holds. */
    public static List<String> texts(String field, Object value) {
        if (!(value instanceof List<?> all) || !all.stream().allMatch(String.class::isInstance)) {
            throw new Problem(Reason.BAD_INPUT, field + " is a list of texts.");
        }
        return all.stream().map(String.class::cast).toList();
    }
}
