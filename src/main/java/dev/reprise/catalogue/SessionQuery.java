package dev.reprise.catalogue;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.Session;
import dev.reprise.session.SessionFilter;
import dev.reprise.session.SessionKind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** SQL for one {@link SessionFilter}; pages by key, so that the thousandth page costs what the first one costs. */
final class SessionQuery {

    private static final Duration SOON = Duration.ofDays(7);

    private record Column(String sql, boolean descending, Function<Session, Object> value, boolean number) {}

    private final SessionFilter filter;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> params = new ArrayList<>();
    private final List<Column> order;
    private final String kinds;

    SessionQuery(SessionFilter filter, Optional<Duration> sweep, Clock clock) {
        this.filter = filter;
        this.order = order(filter.sort());
        this.kinds = kinds(filter.kind());
        words();
        places();
        Optional.ofNullable(filter.from()).ifPresent(day -> where("s.last_at >= ?", startOf(day)));
        Optional.ofNullable(filter.to()).ifPresent(day -> where("s.last_at < ?", startOf(day.plusDays(1))));
        state(sweep, clock);
    }

    /** First the ids of the page, then their rows: to sort whole rows would spill them to the disk. */
    String page() {
        String keyset = filter.cursor() == null ? "" : " and " + after();
        StringBuilder by = new StringBuilder();
        for (Column column : order) {
            by.append(by.isEmpty() ? "" : ", ").append(column.sql).append(column.descending ? " desc" : "");
        }
        // one kind in order of activity is the order of an index: then only as many entries are read as the page has
        String lead = filter.sort() == SessionFilter.Sort.ACTIVITY && kinds.startsWith("s.kind = ") ? "s.kind, " : "";
        return SessionMapper.SELECT + " join (select s.id from session s where " + kinds + all() + keyset + " order by "
                + lead + by + " limit " + (filter.limit() + 1) + ") p on p.id = s.id order by " + by;
    }

    List<Object> pageParams() {
        List<Object> all = new ArrayList<>(params);
        if (filter.cursor() != null) {
            List<Object> values = cursorValues(filter.cursor());
            all.add(values.getFirst());
            for (int depth = 0; depth < order.size(); depth++) {
                all.addAll(values.subList(0, depth + 1));
            }
        }
        return all;
    }

    /** Those in the list, and those hidden from it. */
    String counts() {
        if (conditions.isEmpty()) {
            // of an index alone
            return "select coalesce(sum(n) filter (where " + kinds + "), 0), coalesce(sum(n) filter (where not ("
                    + kinds + ")), 0) from (select kind, count(*) n from session group by kind) s";
        }
        return "select count(*) filter (where " + kinds + "), count(*) filter (where not (" + kinds
                + ")) from session s where 1 = 1" + all();
    }

    List<Object> countParams() {
        return params;
    }

    String cursor(Session last) {
        List<String> parts = new ArrayList<>();
        for (Column column : order) {
            parts.add(String.valueOf(column.value.apply(last)));
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\u0000", parts).getBytes(StandardCharsets.UTF_8));
    }

    private List<Object> cursorValues(String cursor) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\u0000", -1);
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                values.add(order.get(i).number ? (Object) Long.valueOf(parts[i]) : parts[i]);
            }
            return values;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new Problem(
                    Reason.BAD_INPUT, "That cursor does not fit this list. Take it from \"next\" of the page before.");
        }
    }

    /** The rows after the cursor: lexicographic comparison with mixed directions; a bound before it, for the index. */
    private String after() {
        Column first = order.getFirst();
        StringBuilder any = new StringBuilder(first.sql).append(first.descending ? " <= ? and (" : " >= ? and (");
        for (int depth = 0; depth < order.size(); depth++) {
            any.append(depth == 0 ? "(" : " or (");
            for (int i = 0; i < depth; i++) {
                any.append(order.get(i).sql).append(" = ? and ");
            }
            any.append(order.get(depth).sql).append(order.get(depth).descending ? " < ?)" : " > ?)");
        }
        return any.append(")").toString();
    }

    private static List<Column> order(SessionFilter.Sort sort) {
        Column activity = new Column("s.last_at", true, s -> millis(s.lastActivityAt()), true);
        Column id = new Column("s.native_id", true, s -> s.id().value(), false);
        return switch (sort) {
            case ACTIVITY -> List.of(activity, id);
            case STARTED ->
                List.of(new Column("coalesce(s.started_at, 0)", true, s -> millis(s.startedAt()), true), id);
            case TITLE ->
                List.of(new Column("lower(s.title)", false, s -> s.title().toLowerCase(Locale.ROOT), false), id);
            case PROJECT ->
                List.of(
                        new Column("s.project", false, Session::project, false),
                        new Column("s.project_dir", false, Session::projectDir, false),
                        activity,
                        id);
            case TURNS -> List.of(new Column("s.turns", true, Session::turns, true), activity, id);
            case SIZE -> List.of(new Column("s.bytes", true, Session::bytes, true), activity, id);
            case TOKENS ->
                List.of(
                        new Column(
                                "s.tokens_in + s.tokens_read + s.tokens_write + s.tokens_out",
                                true,
                                s -> s.tokens().total(),
                                true),
                        activity,
                        id);
            case LINES ->
                List.of(
                        new Column(
                                "s.lines_added + s.lines_removed", true, s -> s.linesAdded() + s.linesRemoved(), true),
                        activity,
                        id);
            case EXPIRES -> List.of(new Column("s.last_at", false, s -> millis(s.lastActivityAt()), true), id);
        };
    }

    private static long millis(java.time.@org.jspecify.annotations.Nullable Instant at) {
        return at == null ? 0 : at.toEpochMilli();
    }

    private static String kinds(@org.jspecify.annotations.Nullable String kind) {
        if (kind == null || kind.isBlank()) {
            return "s.kind = 'interactive'";
        }
        if (kind.equals("all")) {
            return "1 = 1";
        }
        for (SessionKind known : SessionKind.values()) {
            if (known.slug().equals(kind)) {
                return "s.kind = '" + known.slug() + "'";
            }
        }
        throw new Problem(
                Reason.BAD_INPUT, "kind is one of interactive, headless, internal, empty and all; or leave it out.");
    }

    private void words() {
        String q = filter.q();
        if (q == null) {
            return;
        }
        for (String word : q.strip().split("\\s+", 20)) {
            if (!word.isEmpty()) {
                where(
                        "locate(?, lower(concat_ws(' ', s.title, s.first_prompt, s.last_prompt, s.project_dir, s.branch,"
                                + " s.native_id, s.top_file))) > 0",
                        word.toLowerCase(Locale.ROOT));
            }
        }
    }

    private void places() {
        String project = filter.project();
        if (project != null && !project.isBlank()) {
            conditions.add("(s.project_dir = ? or s.project = ?)");
            params.add(project);
            params.add(project);
        }
        String branch = filter.branch();
        if (branch != null && !branch.isBlank()) {
            where("s.branch = ?", branch);
        }
        String tag = filter.tag();
        if (tag != null && !tag.isBlank()) {
            conditions.add("1 = 0");
        }
    }

    private void state(Optional<Duration> sweep, Clock clock) {
        String state = filter.state();
        if (state == null || state.isBlank()) {
            return;
        }
        String interrupted =
                "not s.live and s.ending in (" + SessionMapper.INTERRUPTED + ") and s.protection <> 'lost'";
        switch (state) {
            case "live" -> conditions.add("s.live");
            case "interrupted" -> conditions.add(interrupted);
            case "ended" -> conditions.add("not s.live and not (" + interrupted + ")");
            case "kept" -> conditions.add("s.protection = 'kept'");
            case "importing" -> conditions.add("s.protection = 'importing'");
            case "only-in-vault" -> conditions.add("s.protection = 'only-in-vault'");
            case "lost" -> conditions.add("s.protection = 'lost'");
            case "damaged" -> conditions.add("s.protection = 'damaged'");
            case "unnamed" -> conditions.add("s.custom_title is null");
            case "expiring" ->
                where(
                        "s.protection in ('kept', 'importing') and s.source_at < ?",
                        sweep.map(d -> clock.millis() + SOON.toMillis() - d.toMillis())
                                .orElse(Long.MIN_VALUE));
            default ->
                throw new Problem(
                        Reason.BAD_INPUT,
                        "state is one of live, interrupted, ended, kept, importing, only-in-vault, lost, damaged, expiring and unnamed.");
        }
    }

    private static long startOf(java.time.LocalDate day) {
        return day.atStartOfDay(ZoneId.systemDefault()).toInstant().toEpochMilli();
    }

    private void where(String condition, Object value) {
        conditions.add(condition);
        params.add(value);
    }

    private String all() {
        StringBuilder all = new StringBuilder();
        conditions.forEach(c -> all.append(" and ").append(c));
        return all.toString();
    }
}
