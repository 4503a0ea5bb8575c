package dev.reprise.api;

import dev.reprise.label.Patch;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON body of which each may be missing. */
final class Body {

    private final Map<String, @Nullable Object> fields;

    /** @throws Problem BAD_INPUT for a field that is none of these */
    Body(Map<String, @Nullable Object> fields, String... known) {
        Set<String> strange = new TreeSet<>(fields.keySet());
        strange.removeAll(Set.of(known));
        if (!strange.isEmpty()) {
            throw new Problem(
                    Reason.BAD_INPUT,
                    "There is nothing called " + strange.iterator().next() + " here. There are "
                            + String.join(", ", known) + ".");
        }
        this.fields = fields;
    }

    String text(String name, String otherwise) {
        String text = nullable(name, otherwise);
        return text == null ? "" : text;
    }

    @Nullable
    String nullable(String name, @Nullable String otherwise) {
        Object value = fields.containsKey(name) ? fields.get(name) : otherwise;
        if (value != null && !(value instanceof String)) {
            throw new Problem(Reason.BAD_INPUT, name + " is a text.");
        }
        return (String) value;
    }

    int number(String name, int otherwise) {
        Object value = fields.getOrDefault(name, otherwise);
        if (value instanceof Integer number) {
            return number;
        }
        throw new Problem(Reason.BAD_INPUT, name + " is a whole number.");
    }

    List<String> list(String name, List<String> otherwise) {
        Object value = fields.getOrDefault(name, otherwise);
        return value == null ? List.of() : Patch.texts(name, value);
    }

    Map<String, String> texts(String name, Map<String, String> otherwise) {
        Object value = fields.getOrDefault(name, otherwise);
        Map<String, String> texts = new TreeMap<>();
        if (!(value instanceof Map<?, ?> all)) {
            throw new Problem(Reason.BAD_INPUT, name + " is an object of texts.");
        }
        all.forEach((key, text) -> {
            if (!(text instanceof String string)) {
                throw new Problem(Reason.BAD_INPUT, name + " is an object of texts.");
            }
            texts.put(String.valueOf(key), string);
        });
        return texts;
    }
}
