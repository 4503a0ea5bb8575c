package dev.reprise.web.shell;

import dev.reprise.criteria.Criterion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the pages write dates, spans of time, sizes and numbers: short, in English, in the user's zone. */
public final class Format {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter GAP_DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY_AND_DAY = DateTimeFormatter.ofPattern("EEE d", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss zzz", Locale.ENGLISH);
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY_MILLIS = 24 * HOUR;

    private final Clock clock;

    public Format(Clock clock) {
        this.clock = clock;
    }

    /**
     * A point in time, ready to print.
     *
     * @param iso for {@code <time datetime>}
     * @param text for lists: {@code 2 h ago (14:02)}, {@code yesterday 18:20}, {@code 28 Oct}
     * @param brief where there is little room: {@code 14:02}, {@code yesterday}, {@code 28 Oct}
     * @param stamp always with the hour: {@code 14:02}, {@code Sun 22 20:51}, {@code 28 Oct 11:47}
     * @param full with weekday, seconds and zone, for tooltips
     */
    public record Moment(String iso, String text, String brief, String stamp, String time, String full) {}

    /** The moment as text; null stays null. */
    @Nullable
    public Moment moment(@Nullable Instant at) {
        if (at == null) {
            return null;
        }
        ZonedDateTime local = at.atZone(zone());
        return new Moment(
                at.toString(), text(local), brief(local), stamp(local), SECONDS.format(local), FULL.format(local));
    }

    private String text(ZonedDateTime at) {
        long days = ChronoUnit.DAYS.between(at.toLocalDate(), today());
        long past = Duration.between(at.toInstant(), clock.instant()).toMillis();
        if (days == 0 && past >= 0) {
            return ago(past) + " (" + TIME.format(at) + ")";
        }
        return days == 1 ? "yesterday " + TIME.format(at) : brief(at);
    }

    private String brief(ZonedDateTime at) {
        long days = ChronoUnit.DAYS.between(at.toLocalDate(), today());
        if (days == 0) {
            return TIME.format(at);
        }
        if (days == 1) {
            return "yesterday";
        }
        return (at.getYear() == today().getYear() ? DAY : DAY_OF_YEAR).format(at);
    }

    private String stamp(ZonedDateTime at) {
        long days = ChronoUnit.DAYS.between(at.toLocalDate(), today());
        if (days == 0) {
            return TIME.format(at);
        }
        if (days > 0 && days < 7) {
            return WEEKDAY_AND_DAY.format(at) + " " + TIME.format(at);
        }
        return (at.getYear() == today().getYear() ? DAY : DAY_OF_YEAR).format(at) + " " + TIME.format(at);
    }

    private static String ago(long millis) {
        if (millis < MINUTE) {
            return "just now";
        }
        return millis < HOUR ? millis / MINUTE + " min ago" : millis / HOUR + " h ago";
    }

    /** What is said between two moments that are hours or a day apart: {@code 9 h later, Sun 22 Nov}; empty if they are not. */
    public String gap(Instant before, Instant at) {
        long millis = Duration.between(before, at).toMillis();
        ZonedDateTime then = before.atZone(zone());
        ZonedDateTime now = at.atZone(zone());
        boolean otherDay = !then.toLocalDate().equals(now.toLocalDate());
        long days = millis / DAY_MILLIS;
        String later = days > 0
                ? days + (days == 1 ? " day later" : " days later")
                : millis >= HOUR ? millis / HOUR + " h later" : "";
        String day = otherDay ? GAP_DAY.format(now) : "";
        return later + (later.isEmpty() || day.isEmpty() ? "" : ", ") + day;
    }

    /** The heading under which a list shows what happened then: a day in the last week, else a month. */
    public String dayHeading(@Nullable Instant at) {
        if (at == null) {
            return "No date";
        }
        LocalDate day = at.atZone(zone()).toLocalDate();
        long days = ChronoUnit.DAYS.between(day, today());
        if (days == 0) {
            return "Today";
        }
        if (days == 1) {
            return "Yesterday";
        }
        return days > 1 && days < 7 ? WEEKDAY.format(day) : MONTH.format(day);
    }

    /** The moments that have the same {@link #dayHeading} as this one. */
    public Criterion headedLike(Instant at) {
        LocalDate day = at.atZone(zone()).toLocalDate();
        long days = ChronoUnit.DAYS.between(day, today());
        if (days >= 0 && days < 7) {
            return active(day, day.plusDays(1));
        }
        LocalDate month = day.withDayOfMonth(1);
        LocalDate end = month.plusMonths(1);
        LocalDate week = today().minusDays(6);
        LocalDate tomorrow = today().plusDays(1);
        return days < 0
                ? active(month.isAfter(tomorrow) ? month : tomorrow, end)
                : active(month, end.isAfter(week) ? week : end);
    }

    private Criterion active(LocalDate from, LocalDate to) {
        return new Criterion.Active(
                from.atStartOfDay(zone()).toInstant().toEpochMilli(),
                to.atStartOfDay(zone()).toInstant().toEpochMilli());
    }

    /** A day: {@code 25 Dec}; of another year {@code 25 Dec 2027}. */
    public String day(Instant at) {
        LocalDate day = at.atZone(zone()).toLocalDate();
        return (day.getYear() == today().getYear() ? DAY : DAY_OF_YEAR).format(day);
    }

    /** How long until then: {@code 6 d}, {@code 5 h}; {@code now} if it is over. */
    public String until(Instant then) {
        long left = Duration.between(clock.instant(), then).toMillis();
        if (left <= 0) {
            return "now";
        }
        return left >= DAY_MILLIS ? left / DAY_MILLIS + " d" : Math.max(1, left / HOUR) + " h";
    }

    public Instant now() {
        return clock.instant();
    }

    /** A span of time: {@code 850 ms}, {@code 8.2 s}, {@code 2 min 04}, {@code 2 h 10}, {@code 3 d 4 h}. */
    public static String span(long millis) {
        if (millis < 1000) {
            return Math.max(0, millis) + " ms";
        }
        if (millis < 10_000) {
            return decimal(millis / 1000.0) + " s";
        }
        if (millis < MINUTE) {
            return millis / 1000 + " s";
        }
        if (millis < 10 * MINUTE) {
            return "%d min %02d".formatted(millis / MINUTE, millis % MINUTE / 1000);
        }
        if (millis < HOUR) {
            return millis / MINUTE + " min";
        }
        if (millis < DAY_MILLIS) {
            return "%d h %02d".formatted(millis / HOUR, millis % HOUR / MINUTE);
        }
        return millis / DAY_MILLIS + " d " + millis % DAY_MILLIS / HOUR + " h";
    }

    /** A size in decimal units: {@code 812 B}, {@code 4.2 MB}, {@code 18 MB}. */
    public static String bytes(long bytes) {
        return bytes < 1000 ? Math.max(0, bytes) + " B" : scaled(bytes, new String[] {"kB", "MB", "GB", "TB"});
    }

    /** A big number in short: {@code 940}, {@code 61 k}, {@code 1.8 M}. */
    public static String brief(long number) {
        return number < 1000 ? Long.toString(number) : scaled(number, new String[] {"k", "M", "G", "T"});
    }

    private static String scaled(long number, String[] units) {
        double value = number / 1000.0;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return (value < 9.95 ? decimal(value) : Long.toString(Math.round(value))) + " " + units[unit];
    }

    private static String decimal(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** A number with thousands separators. */
    public static String count(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** A number and its noun: {@code 1 file}, {@code 2,148 sessions}. */
    public static String count(long number, String noun) {
        return count(number) + " " + (number == 1 ? noun : plural(noun));
    }

    private static String plural(String noun) {
        return noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }

    ZoneId zone() {
        return clock.getZone();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone());
    }
}
