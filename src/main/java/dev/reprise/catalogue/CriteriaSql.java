package dev.reprise.catalogue;

import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.NumberField;
import dev.reprise.criteria.Part;
import dev.reprise.criteria.Trait;
import dev.reprise.session.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The SQL of a {@link Criterion} over rows of {@code session_list}, named {@code s}; texts become parameters. What stands in other
 * tables is asked by the key of the row at hand: H2 runs {@code in (select …)} again for each row while somebody writes.
 */
final class CriteriaSql {

    /** Only who asks for it pays for it. */
    private static final String TRASHED = "exists (select 1 from session_retained k where k.id = s.id and k.trashed)";

    private final List<Object> params = new ArrayList<>();
    private final boolean byIndex;
    private final String sql;
    private boolean words;

    /**
     * @param byIndex the rows are read in the order of the index by kind and activity; else all of them in the order of their key:
     *     to look up every row that an index names costs ten times as much
     */
    CriteriaSql(Criterion criterion, boolean byIndex) {
        this.byIndex = byIndex;
        sql = sql(criterion);
    }

    /** The tables that the condition is over. */
    String from() {
        return words ? "session_list s join session_words w on w.id = s.id" : "session_list s";
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
            case Criterion.Not(Criterion.Is(Trait trait)) when trait == Trait.HIDDEN -> "s.hidden = false";
            // what is not known is not so
            case Criterion.Not(Criterion of) -> "not coalesce((" + sql(of) + "), false)";
            case Criterion.Words(String text, Criterion.Match match) ->
                match == Criterion.Match.REGEX
                        ? words("regexp_like(w.words, ?, 'i')", text)
                        : words("locate(?, w.words) > 0", lower(text));
            // the list knows of no places: all that it looks in counts
            case Criterion.In in -> "1 = 1";
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

    private String words(String condition, Object... texts) {
        words = true;
        return with(condition, texts);
    }

    private String with(String condition, Object... values) {
        params.addAll(List.of(values));
        return condition;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** H2 takes no index for what stands in a function. */
    private String kind(String condition) {
        return byIndex ? condition : "coalesce(" + condition + ", false)";
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
            case PROJECT -> project(holds.whole(), text);
            case DIR -> dir(lower(text));
            case BRANCH -> either(holds.whole(), text, "s.branch");
            case FILE ->
                with(
                        "exists (select 1 from file_change f where f.session_id = s.id and locate(?, lower(f.path)) > 0)",
                        lower(text));
            case TOOL ->
                with("exists (select 1 from tool_use t where t.session_id = s.id and lower(t.tool) = ?)", lower(text));
            case MODEL -> either(false, lower(text), "s.models");
            case AGENT -> with("s.agent = ?", lower(text));
            case NAME -> "(s.named and " + inSession(holds.whole(), text, "t.name", "t.custom_title") + ")";
            case TITLE ->
                // the title is the first line
                words(
                        "(locate(?, w.words) > 0 and locate(?, w.words) < coalesce(nullif(locate(chr(10), w.words), 0), 9000))",
                        lower(text),
                        lower(text));
            case TAG ->
                with(
                        "bitand(s.parts, " + Part.TAG.bit()
                                + ") <> 0 and exists (select 1 from label_copy c where c.agent = s.agent and c.native_id = s.native_id and locate(?, c.tags) > 0)",
                        "\n" + holds.text() + "\n");
            case STREAM ->
                with(
                        "(s.stream is not null and locate(?, '/' || lower(s.stream) || '/') > 0)",
                        "/" + lower(holds.text()) + "/");
            case ID -> with("s.native_id like ? escape '!'", like(lower(text)) + "%");
        };
    }

    /** By the project that it began in, and the one that it ended in. */
    private String project(boolean whole, String text) {
        String began = either(whole, text, "s.project_dir", "s.project");
        String ended = whole
                ? with("t.ended_dir = ?", text)
                : with("(t.ended_dir is not null and locate(?, lower(t.ended_dir)) > 0)", text);
        return "(" + began + " or s.id in (select t.id from session_trouble t where " + ended + "))";
    }

    /** A drive of Windows is looked for in both ways that it is written. */
    private String dir(String text) {
        String other = Drives.other(text);
        String found = words("locate(?, w.dirs) > 0", text);
        return other == null ? found : "(" + found + " or " + words("locate(?, w.dirs) > 0", other) + ")";
    }

    /** Of what only the wide rows have. */
    private String inSession(boolean whole, String text, String... columns) {
        return "exists (select 1 from session t where t.id = s.id and " + either(whole, text, columns) + ")";
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

    private String is(Trait trait) {
        return switch (trait) {
            case LIVE -> "s.state in ('live', 'unsaved')";
            case UNSAVED, WRITING, INTERRUPTED, ENDED, UNKNOWN -> "s.state = '" + trait.slug() + "'";
            case WAITING, IDLE, BUSY -> "(s.status is not null and s.status = '" + trait.slug() + "')";
            case INCOMPLETE ->
                "(s.id in (select t.id from session_trouble t where t.unwritten > 0) or s.bytes = 0 and s.protection = 'kept')";
            case NO_LOG -> "s.protection = '" + Protection.UNKNOWN.slug() + "'";
            case KEPT, IMPORTING, ONLY_IN_VAULT, ONLY_SUBAGENTS, LOST, DAMAGED ->
                "s.protection = '" + trait.slug() + "'";
            case INTERACTIVE, HEADLESS, TEAM, BACKGROUND, SCHEDULED, INTERNAL, EMPTY ->
                kind("s.kind = '" + trait.slug() + "'");
            case LISTED -> kind("s.listed = true");
            case NAMED -> "s.named";
            case UNNAMED -> "not s.named";
            case PINNED -> "s.pinned";
            case HELD -> "s.hold";
            case HIDDEN -> "(s.hidden and not " + TRASHED + ")";
            case TRASHED -> TRASHED;
        };
    }

    private static String has(Part part) {
        return part == Part.NOTE
                ? "exists (select 1 from label_copy c where c.agent = s.agent and c.native_id = s.native_id and c.noted)"
                : "bitand(s.parts, " + part.bit() + ") <> 0";
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
