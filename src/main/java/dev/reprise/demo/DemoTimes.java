package dev.reprise.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the placeholders of the samples: {@code ⟦5h-1200⟧} is 1.2 seconds before 5 hours ago, {@code ⟦3d 16:40+0⟧} three
 * days ago at that time of the local day, {@code ⟦ms 52m+0⟧} the same as a number; {@code ⟦pid⟧} and
 * {@code "⟦procStart⟧"} are this process, for want of a CLI that runs.
 */
final class DemoTimes {

    private static final String TIME = "(\\d+)([mhd])(?: (\\d\\d:\\d\\d))?([+-]\\d+)";
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
    private static final Pattern ALONE = Pattern.compile(TIME);
    private static final Pattern PLACEHOLDER = Pattern.compile("⟦(ms )?" + TIME + "⟧");

    private final Instant now;
    private final ZoneId zone;

    DemoTimes(Instant now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    String fill(String text) {
        String timed = PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> match.group(1) == null
                        ? written(instant(match, 2))
                        : String.valueOf(instant(match, 2).toEpochMilli()));
        return timed.contains("⟦p")
                ? process(process(timed, "", ProcessHandle.current()), "p", DemoHome.parent())
                : timed;
    }

    private static String process(String text, String prefix, @Nullable ProcessHandle process) {
        return process == null
                ? text
                : text.replace("⟦" + prefix + "pid⟧", String.valueOf(process.pid()))
                        .replace("\"⟦" + prefix + "procStart⟧\"", procStart(process.pid()));
    }

    /** The first time in this text. */
    Instant first(String text) {
        Matcher match = PLACEHOLDER.matcher(text);
        return match.find() ? instant(match.toMatchResult(), 2) : Instant.MIN;
    }

    /** A time without brackets. */
    Instant resolve(String text) {
        Matcher match = ALONE.matcher(text);
        if (!match.matches()) {
            throw new IllegalStateException("no time: " + text);
        }
        return instant(match.toMatchResult(), 1);
    }

    private Instant instant(MatchResult match, int group) {
        long amount = Long.parseLong(match.group(group));
        String clock = match.group(group + 2);
        Instant told = switch (match.group(group + 1)) {
            case "m" -> now.minus(Duration.ofMinutes(amount));
            case "h" -> now.minus(Duration.ofHours(amount));
            default ->
                now.atZone(zone)
                        .toLocalDate()
                        .minusDays(amount)
                        .atTime(LocalTime.parse(clock))
                        .atZone(zone)
                        .toInstant();
        };
        return told.plusMillis(Long.parseLong(match.group(group + 3)));
    }

    /** With milliseconds always, as the CLI writes it. */
    private static String written(Instant instant) {
        return MILLIS.format(instant);
    }

    /**
     * Field 22 of the process's {@code /proc/PID/stat}, by which the CLI tells a process from a later one with the same id, as JSON;
     * {@code null} elsewhere.
     */
    private static String procStart(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return "\"" + stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19] + "\"";
        } catch (IOException e) {
            return "null";
        }
    }
}
