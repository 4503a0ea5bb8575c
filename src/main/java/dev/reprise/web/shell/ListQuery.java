package dev.reprise.web.shell;

import dev.reprise.criteria.Asked;
import dev.reprise.criteria.Parsed;
import dev.reprise.label.SavedView;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionFilter;
import dev.reprise.session.SessionFilter.Sort;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query of the sessions page as its URL says it; blank means not asked for.
 *
 * @param view key of the saved view that this began as
 * @param group {@code day} (the default), {@code project} or {@code none}
 * @param after heading under which the page before this one ended
 * @param rows how many sessions are wanted at once; null for a page of them
 */
public record ListQuery(
        @Nullable String view,
        @Nullable String q,
        @Nullable String project,
        @Nullable String tag,
        @Nullable String stream,
        @Nullable String state,
        @Nullable String kind,
        @Nullable String branch,
        @Nullable String from,
        @Nullable String to,
        @Nullable String sort,
        @Nullable String group,
        @Nullable String cursor,
        @Nullable String after,
        @Nullable Integer rows) {

    private static final int PAGE = 30;
    private static final int MOST = 16 * PAGE;

    public ListQuery {
        view = blankToNull(view);
        q = blankToNull(q);
        project = blankToNull(project);
        tag = blankToNull(tag);
        stream = blankToNull(stream);
        state = blankToNull(state);
        kind = blankToNull(kind);
        branch = blankToNull(branch);
        from = blankToNull(from);
        to = blankToNull(to);
        sort = blankToNull(sort);
        group = blankToNull(group);
        cursor = blankToNull(cursor);
        after = blankToNull(after);
    }

    /** The list as a saved view asks for it. */
    static String href(SavedView view) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("view", view.key());
        parameters.putAll(view.asks());
        return url(parameters);
    }

    public static ListQuery none() {
        return of(null);
    }

    /** What asks for this alone. */
    public static ListQuery of(@Nullable String q) {
        return new ListQuery(null, q, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    public SessionFilter filter(Parsed parsed) {
        int limit = rows == null ? PAGE : Math.clamp(rows, PAGE, MOST);
        return new SessionFilter(parsed.criterion(), order(), limit, cursor);
    }

    /** @throws Problem BAD_INPUT for a state, kind or day that is none */
    public Parsed parse(ZonedDateTime now) {
        return Asked.of(parameters()).parse(now);
    }

    /** The order of the list; grouping by project orders by project. */
    public Sort order() {
        if ("project".equals(group)) {
            return Sort.PROJECT;
        }
        if (sort == null) {
            return Sort.ACTIVITY;
        }
        try {
            return Sort.valueOf(sort.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem(Reason.BAD_INPUT, "There is no such order. Choose one from the list above the sessions.");
        }
    }

    /** How the list is grouped; an order by anything else than time has no groups. */
    public String grouping() {
        if ("project".equals(group) || "none".equals(group)) {
            return java.util.Objects.requireNonNull(group);
        }
        return order() == Sort.ACTIVITY || order() == Sort.STARTED ? "day" : "none";
    }

    /** Whether anything but order and grouping is asked for. */
    public boolean filtered() {
        return q != null
                || project != null
                || tag != null
                || stream != null
                || state != null
                || kind != null
                || branch != null
                || from != null
                || to != null;
    }

    /** Whether one of the filters behind the button is set. */
    public boolean more() {
        return branch != null || from != null || to != null || kind != null;
    }

    /** The first page of this list with one parameter set to another value, or taken out. */
    public String with(String name, @Nullable String value) {
        Map<String, String> parameters = parameters();
        if (value == null) {
            parameters.remove(name);
        } else {
            parameters.put(name, value);
        }
        return url(parameters);
    }

    /** The page that goes on at this cursor. */
    public String next(String cursor, String heading) {
        Map<String, String> parameters = parameters();
        parameters.put("cursor", cursor);
        parameters.put("after", heading);
        return url(parameters);
    }

    /** This list from its start. */
    public String start() {
        return url(parameters());
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "view", view);
        parameters.putAll(asks());
        return parameters;
    }

    /** What is asked, with order and grouping, as a saved view keeps it. */
    public Map<String, String> asks() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "q", q);
        put(parameters, "project", project);
        put(parameters, "tag", tag);
        put(parameters, "stream", stream);
        put(parameters, "state", state);
        put(parameters, "kind", kind);
        put(parameters, "branch", branch);
        put(parameters, "from", from);
        put(parameters, "to", to);
        put(parameters, "sort", sort);
        put(parameters, "group", group);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    /** The list with these parameters, in their order. */
    public static String url(Map<String, String> parameters) {
        StringBuilder url = new StringBuilder("/");
        parameters.forEach((name, value) -> url.append(url.length() == 1 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return url.toString();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .orElse(null);
    }
}
