package dev.reprise.criteria;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as people write them: {@code 2026-05}, {@code 2026-05-31}, {@code yesterday}, {@code "last week"}, {@code 3d}. */
final class Times {

    private static final Pattern AGO =
            Pattern.compile("(\\d{1,4})\\s*(h|d|w|m|y|hours?|days?|weeks?|months?|years?)(\\s+ago)?");

    /** From the first moment on, before the second; epoch milliseconds. */
    record Span(long from, long before) {}

    private Times() {}

    /** Empty for what is no time. {@code 3d} is the day three days ago, {@code 3h} the hour three hours ago. */
    static Optional<Span> read(String given, ZonedDateTime now) {
        String text = given.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        LocalDate today = now.toLocalDate();
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        YearMonth month = YearMonth.from(today);
        return switch (text) {
            case "today" -> days(today, today.plusDays(1), now);
            case "yesterday" -> days(today.minusDays(1), today, now);
            case "this week" -> days(monday, monday.plusWeeks(1), now);
            case "last week" -> days(monday.minusWeeks(1), monday, now);
            case "this month" -> month(month, now);
            case "last month" -> month(month.minusMonths(1), now);
            case "this year" -> year(today.getYear(), now);
            case "last year" -> year(today.getYear() - 1, now);
            default -> {
                try {
                    yield written(text, now);
                } catch (DateTimeException | ArithmeticException e) {
                    yield Optional.empty();
                }
            }
        };
    }

    private static Optional<Span> written(String text, ZonedDateTime now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return Optional.of(ago(Integer.parseInt(ago.group(1)), ago.group(2), now));
        }
        if (text.matches("\\d{4}")) {
            return year(Integer.parseInt(text), now);
        }
        if (text.matches("\\d{4}-\\d{1,2}")) {
            String[] parts = text.split("-");
            return month(YearMonth.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])), now);
        }
        if (text.matches("\\d{4}-\\d{1,2}-\\d{1,2}")) {
            String[] parts = text.split("-");
            LocalDate day =
                    LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            return days(day, day.plusDays(1), now);
        }
        if (text.matches("\\d{4}-\\d{2}-\\d{2}[t ]\\d{2}:\\d{2}")) {
            ZonedDateTime at = LocalDateTime.parse(text.replace(' ', 't').toUpperCase(Locale.ROOT))
                    .atZone(now.getZone());
            return Optional.of(span(at, at.plusMinutes(1)));
        }
        return Optional.empty();
    }

    private static Span ago(int many, String unit, ZonedDateTime now) {
        return switch (unit.charAt(0)) {
            case 'h' -> {
                ZonedDateTime hour = now.minusHours(many);
                yield span(hour, hour.plusHours(1));
            }
            case 'd' -> day(now.minusDays(many));
            case 'w' -> day(now.minusWeeks(many));
            case 'm' -> day(now.minusMonths(many));
            default -> day(now.minusYears(many));
        };
    }

    private static Span day(ZonedDateTime at) {
        ZonedDateTime start = at.truncatedTo(ChronoUnit.DAYS);
        return span(start, start.plusDays(1));
    }

    private static Optional<Span> month(YearMonth month, ZonedDateTime now) {
        return days(month.atDay(1), month.plusMonths(1).atDay(1), now);
    }

    private static Optional<Span> year(int year, ZonedDateTime now) {
        return days(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1), now);
    }

    private static Optional<Span> days(LocalDate from, LocalDate before, ZonedDateTime now) {
        return Optional.of(span(from.atStartOfDay(now.getZone()), before.atStartOfDay(now.getZone())));
    }

    private static Span span(ZonedDateTime from, ZonedDateTime before) {
        return new Span(from.toInstant().toEpochMilli(), before.toInstant().toEpochMilli());
    }
}
