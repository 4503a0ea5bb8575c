package dev.reprise.catalogue;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.Session;
import dev.reprise.session.SessionFilter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An order of the list, and the place in it where a page ended: pages go on by key, the thousandth costs what the first costs. */
final class ListOrder {

    /** Characters of a title that count in its order. */
    private static final int TITLE_KEY = 80;

    private record Column(String sql, boolean descending, Function<Session, Object> value, boolean number) {}

    private final List<Column> columns;

    ListOrder(SessionFilter.Sort sort) {
        columns = columns(sort);
    }

    /** For {@code order by}. */
    String sql() {
        return columns.stream()
                .map(column -> column.sql + (column.descending ? " desc" : ""))
                .collect(Collectors.joining(", "));
    }

    /** The rows after a cursor: lexicographic comparison with mixed directions; a bound before it, for the index. */
    String after() {
        Column first = columns.getFirst();
        StringBuilder any = new StringBuilder(first.sql).append(first.descending ? " <= ? and (" : " >= ? and (");
        for (int depth = 0; depth < columns.size(); depth++) {
            any.append(depth == 0 ? "(" : " or (");
            for (int i = 0; i < depth; i++) {
                any.append(columns.get(i).sql).append(" = ? and ");
            }
            any.append(columns.get(depth).sql).append(columns.get(depth).descending ? " < ?)" : " > ?)");
        }
        return any.append(")").toString();
    }

    /** Of the question marks of {@link #after()}. */
    List<Object> params(String cursor) {
        List<Object> values = values(cursor);
        List<Object> all = new ArrayList<>();
        all.add(values.getFirst());
        for (int depth = 0; depth < columns.size(); depth++) {
            all.addAll(values.subList(0, depth + 1));
        }
        return all;
    }

    String cursor(Session last) {
        String parts = columns.stream()
                .map(column -> String.valueOf(column.value.apply(last)))
                .collect(Collectors.joining("\u0000"));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }

    private List<Object> values(String cursor) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\u0000", -1);
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                values.add(columns.get(i).number ? (Object) Long.valueOf(parts[i]) : parts[i]);
            }
            return values;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new Problem(
                    Reason.BAD_INPUT, "That cursor does not fit this list. Take it from \"next\" of the page before.");
        }
    }

    private static List<Column> columns(SessionFilter.Sort sort) {
        Column activity = new Column("s.last_at", true, s -> millis(s.period().lastActivityAt(), 0), true);
        Column id = new Column("s.native_id", true, s -> s.id().value(), false);
        return switch (sort) {
            case ACTIVITY -> List.of(activity, id);
            case STARTED ->
                List.of(new Column("s.started_at", true, s -> millis(s.period().startedAt(), 0), true), id);
            case TITLE -> List.of(new Column("s.title_key", false, s -> titleKey(s.title()), false), id);
            case PROJECT ->
                List.of(
                        new Column("s.project", false, s -> s.place().project(), false),
                        new Column("s.project_dir", false, s -> s.place().shownDir(), false),
                        activity,
                        id);
            case TURNS -> List.of(new Column("s.turns", true, s -> s.counts().turns(), true), activity, id);
            case SIZE -> List.of(new Column("s.bytes", true, s -> s.held().bytes(), true), activity, id);
            case TOKENS ->
                List.of(new Column("s.tokens", true, s -> s.counts().tokens().total(), true), activity, id);
            case LINES ->
                List.of(
                        new Column(
                                "s.lines",
                                true,
                                s -> s.changes().linesAdded() + s.changes().linesRemoved(),
                                true),
                        activity,
                        id);
            case EXPIRES ->
                List.of(
                        new Column(
                                "coalesce(s.expires_at, " + Long.MAX_VALUE + ")",
                                false,
                                s -> millis(s.period().expiresAt(), Long.MAX_VALUE),
                                true),
                        activity,
                        id);
        };
    }

    /** What titles are sorted by. */
    private static String titleKey(String title) {
        String lower = title.toLowerCase(Locale.ROOT);
        return lower.substring(0, Math.min(TITLE_KEY, lower.length()));
    }

    private static long millis(@Nullable Instant at, long otherwise) {
        return at == null ? otherwise : at.toEpochMilli();
    }
}
