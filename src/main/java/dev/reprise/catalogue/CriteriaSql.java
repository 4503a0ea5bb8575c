package dev.reprise.catalogue;

import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.NumberField;
import dev.reprise.criteria.Part;
import dev.reprise.criteria.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The SQL of a {@link Criterion} over rows of {@code session_list}, named {@code s}; texts become parameters. */
final class CriteriaSql {

    private static final String INTERRUPTED =
            "not s.live and s.ending in (" + SessionMapper.INTERRUPTED + ") and s.protection <> 'lost'";

    private final List<Object> params = new ArrayList<>();
    private final String sql;

    CriteriaSql(Criterion criterion) {
        sql = sql(criterion);
    }

    /** A condition, safe beside {@code and}. */
    String sql() {
        return sql;
    }

    /** Of its question marks, in order. */
    List<Object> params() {
        return params;
    }

    private String sql(Criterion criterion) {
        return switch (criterion) {
            case Criterion.And(List<Criterion> all) -> all.isEmpty() ? "1 = 1" : joined(all, " and ");
            case Criterion.Or(List<Criterion> any) -> any.isEmpty() ? "1 = 0" : joined(any, " or ");
            // what is not known is not so
            case Criterion.Not(Criterion of) -> "not coalesce((" + sql(of) + "), false)";
            case Criterion.Words(String text) ->
                with("s.id in (select w.id from session_words w where locate(?, w.words) > 0)", lower(text));
            case Criterion.Holds holds -> holds(holds);
            case Criterion.Is(Trait trait) -> is(trait);
            case Criterion.Has(Part part) -> has(part);
            case Criterion.Compares compares ->
                with(column(compares.field()) + " " + compares.comparison().sign() + " ?", compares.value());
            case Criterion.Active active -> active(active);
            case Criterion.ExpiresBefore(long moment) -> with("s.expires_at < ?", moment);
        };
    }

    private String joined(List<Criterion> all, String by) {
        return all.stream().map(this::sql).collect(Collectors.joining(by, "(", ")"));
    }

    private String with(String condition, Object... values) {
        params.addAll(List.of(values));
        return condition;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private String active(Criterion.Active active) {
        List<String> both = new ArrayList<>();
        if (active.from() > Long.MIN_VALUE) {
            both.add(with("s.last_at >= ?", active.from()));
        }
        if (active.before() < Long.MAX_VALUE) {
            both.add(with("s.last_at < ?", active.before()));
        }
        return both.isEmpty() ? "1 = 1" : String.join(" and ", both);
    }

    private String holds(Criterion.Holds holds) {
        String text = holds.whole() ? holds.text() : lower(holds.text());
        return switch (holds.field()) {
            case PROJECT -> either(holds.whole(), text, "s.project_dir", "s.project");
            case DIR -> inSession(holds.whole(), text, "t.cwd", "t.project_dir");
            case BRANCH -> either(holds.whole(), text, "s.branch");
            case FILE ->
                with(
                        "s.id in (select f.session_id from file_change f where locate(?, lower(f.path)) > 0)",
                        lower(text));
            case TOOL -> with("s.id in (select t.session_id from tool_use t where lower(t.tool) = ?)", lower(text));
            case MODEL -> either(false, lower(text), "s.models");
            case AGENT -> with("s.agent = ?", lower(text));
            case NAME -> "(s.named and " + inSession(holds.whole(), text, "t.name", "t.custom_title") + ")";
            case TITLE ->
                // the title is the first line
                with(
                        "s.id in (select w.id from session_words w where locate(?, w.words) between 1 and"
                                + " locate(chr(10), w.words || chr(10)) - 1)",
                        lower(text));
            case TAG ->
                with(
                        "(s.agent, s.native_id) in (select c.agent, c.native_id from label_copy c where locate(?, c.tags) > 0)",
                        "\n" + holds.text() + "\n");
            case ID -> with("s.native_id like ? escape '!'", like(lower(text)) + "%");
        };
    }

    /** Of what only the wide rows have. */
    private String inSession(boolean whole, String text, String... columns) {
        return "s.id in (select t.id from session t where " + either(whole, text, columns) + ")";
    }

    private static String like(String text) {
        String id = text.substring(text.indexOf(':') + 1);
        return id.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private String either(boolean whole, String text, String... columns) {
        List<String> any = new ArrayList<>();
        for (String column : columns) {
            any.add(with(whole ? column + " = ?" : "locate(?, lower(" + column + ")) > 0", text));
        }
        return "(" + String.join(" or ", any) + ")";
    }

    private static String is(Trait trait) {
        return switch (trait) {
            case LIVE -> "s.live";
            case INTERRUPTED -> "(" + INTERRUPTED + ")";
            case ENDED -> "(not s.live and not (" + INTERRUPTED + "))";
            case KEPT, IMPORTING, ONLY_IN_VAULT, LOST, DAMAGED -> "s.protection = '" + trait.slug() + "'";
            case INTERACTIVE, HEADLESS, INTERNAL, EMPTY -> "s.kind = '" + trait.slug() + "'";
            case NAMED -> "s.named";
            case UNNAMED -> "not s.named";
            case PINNED -> "s.pinned";
            case HELD -> "s.hold";
            case HIDDEN -> "s.hidden";
        };
    }

    private static String has(Part part) {
        return "bitand(s.parts, " + part.bit() + ") <> 0";
    }

    private static String column(NumberField field) {
        return switch (field) {
            case TURNS -> "s.turns";
            case SIZE -> "s.bytes";
            case TOKENS -> "s.tokens";
            case LINES -> "s.lines";
            case FILES -> "s.files_touched";
            case FAILURES -> "s.failures";
            case SUBAGENTS -> "s.subagents";
        };
    }
}
