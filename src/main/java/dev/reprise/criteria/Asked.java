package dev.reprise.criteria;

import dev.reprise.criteria.Criterion.Holds;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A query and the filters beside it, as the address of the list and the API say them.
 *
 * @param q in the language of {@link Criteria}
 * @param project its directory, or its label, whole
 * @param tag whole
 * @param stream its path, or a part of it between slashes
 * @param state what {@code is:} takes
 * @param kind what {@code kind:} takes
 * @param branch at the end of the session, whole
 * @param from first day of last activity, in the user's zone; {@code to} the last day
 */
public record Asked(
        @Nullable String q,
        @Nullable String project,
        @Nullable String tag,
        @Nullable String stream,
        @Nullable String state,
        @Nullable String kind,
        @Nullable String branch,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    /** What parameters of an address ask, by these names; others are left out. Days as in {@code 2026-11-22}. */
    public static Asked of(Map<String, String> asks) {
        return new Asked(
                asks.get("q"),
                asks.get("project"),
                asks.get("tag"),
                asks.get("stream"),
                asks.get("state"),
                asks.get("kind"),
                asks.get("branch"),
                day(asks.get("from")),
                day(asks.get("to")));
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new Problem(Reason.BAD_INPUT, "That is no date. Write dates like 2026-11-22.");
        }
    }

    /**
     * All of it together.
     *
     * @throws Problem BAD_INPUT for a state or kind that nothing knows; says which there are
     */
    public Parsed parse(ZonedDateTime now) {
        Parsed parsed = q == null ? new Parsed(Criterion.all(), List.of()) : Criteria.parse(q, now);
        Criterion all = parsed.criterion();
        if (project != null) {
            all = all.and(new Holds(TextField.PROJECT, project, true));
        }
        if (branch != null) {
            all = all.and(new Holds(TextField.BRANCH, branch, true));
        }
        if (tag != null) {
            all = all.and(new Holds(TextField.TAG, tag, true));
        }
        if (stream != null) {
            all = all.and(new Holds(TextField.STREAM, stream, true));
        }
        if (from != null) {
            all = all.and(new Criterion.Active(
                    from.atStartOfDay(now.getZone()).toInstant().toEpochMilli(), Long.MAX_VALUE));
        }
        if (to != null) {
            all = all.and(new Criterion.Active(
                    Long.MIN_VALUE,
                    to.plusDays(1).atStartOfDay(now.getZone()).toInstant().toEpochMilli()));
        }
        return new Parsed(all.and(field("state", state, now)).and(field("kind", kind, now)), parsed.notes());
    }

    private static Criterion field(String name, @Nullable String value, ZonedDateTime now) {
        if (value == null) {
            return Criterion.all();
        }
        Parsed parsed = Criteria.parse(name + ":\"" + value.replace('"', ' ') + "\"", now);
        return Optional.of(parsed.criterion())
                .filter(criterion -> !(criterion instanceof Criterion.Words))
                .orElseThrow(() -> new Problem(Reason.BAD_INPUT, Criteria.takes(name)));
    }
}
