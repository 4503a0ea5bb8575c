package dev.reprise.session;

import dev.reprise.criteria.View;
import java.util.Map;

/** How many sessions each built-in view holds, and the list without a filter. */
public record ViewCounts(long sessions, Map<View, Long> views) {

    public long of(View view) {
        return views.getOrDefault(view, 0L);
    }
}
