package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A question to the list, with its order and grouping, under a name.
 *
 * @param key never changes
 * @param asks what the address of the list says: {@link #PARAMETERS} and their values
 * @param place in the side bar, ascending
 */
public record SavedView(String key, String name, Map<String, String> asks, int place) implements Item {

    /** What a view may ask. */
    public static final List<String> PARAMETERS =
            List.of("q", "project", "tag", "stream", "state", "kind", "branch", "from", "to", "sort", "group");

    private static final int LONGEST = 1000;

    public SavedView {
        name = Given.title("view", name);
        asks = Collections.unmodifiableMap(new TreeMap<>(asks));
        for (Map.Entry<String, String> ask : asks.entrySet()) {
            if (!PARAMETERS.contains(ask.getKey())) {
                throw new Problem(Reason.BAD_INPUT, "A view asks " + String.join(", ", PARAMETERS) + "; nothing else.");
            }
            if (ask.getValue().length() > LONGEST) {
                throw new Problem(Reason.BAD_INPUT, "What a view asks has at most 1,000 characters each.");
            }
        }
    }
}
