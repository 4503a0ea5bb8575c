package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long, or how much, a rule keeps of what it matches. Written as {@link #text}, and read from that. */
public sealed interface Keep {

    /** Whatever happens. */
    record Forever() implements Keep {}

    /** So many days after the last activity. */
    record Days(int days) implements Keep {}

    /** The most recent of each project, or of each routine (runs of one scheduled task); never takes one in which a person spoke. */
    record Newest(int count, Per per) implements Keep {}

    /** The most recent, as many as fit into so many bytes of the vault. */
    record Most(long bytes) implements Keep {}

    /** Of what the newest are kept. */
    enum Per {
        PROJECT,
        ROUTINE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Largest number of days, or of sessions. */
    int MOST = 100_000;

    Pattern DAYS = Pattern.compile("(\\d{1,6}) ?(?:d|days?)(?: after last activity)?");
    Pattern NEWEST = Pattern.compile("newest (\\d{1,6})(?: per (project|routine))?");
    Pattern SIZE = Pattern.compile("at most (\\d{1,7}(?:\\.\\d{1,3})?) ?(kb|mb|gb|tb)");

    /** As people write it: {@code forever}, {@code 180 days}, {@code newest 25 per project}, {@code at most 2 GB}. */
    default String text() {
        return switch (this) {
            case Forever forever -> "forever";
            case Days(int days) -> days == 1 ? "1 day" : days + " days";
            case Newest(int count, Per per) -> "newest " + count + " per " + per.word();
            case Most(long bytes) -> "at most " + size(bytes);
        };
    }

    private static String size(long bytes) {
        long unit = 1_000_000_000_000L;
        for (String name : new String[] {"TB", "GB", "MB", "kB"}) {
            if (bytes >= unit || unit == 1_000) {
                String number = java.math.BigDecimal.valueOf(bytes)
                        .divide(java.math.BigDecimal.valueOf(unit), 3, java.math.RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
                return number + " " + name;
            }
            unit /= 1_000;
        }
        throw new IllegalStateException();
    }

    /** @throws Problem BAD_INPUT for what says nothing of that kind */
    static Keep of(String text) {
        String given = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        Matcher days = DAYS.matcher(given);
        Matcher newest = NEWEST.matcher(given);
        Matcher size = SIZE.matcher(given);
        if (given.equals("forever")) {
            return new Forever();
        }
        if (days.matches()) {
            return new Days(number(days.group(1)));
        }
        if (newest.matches()) {
            return new Newest(number(newest.group(1)), "routine".equals(newest.group(2)) ? Per.ROUTINE : Per.PROJECT);
        }
        if (size.matches()) {
            long unit = (long) Math.pow(1_000, 1 + "kmgt".indexOf(size.group(2).charAt(0)));
            return new Most(new java.math.BigDecimal(size.group(1))
                    .multiply(java.math.BigDecimal.valueOf(unit))
                    .longValue());
        }
        throw new Problem(
                Reason.BAD_INPUT,
                "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text)
                        + "\" is nothing to keep by. Write forever, 180 days, newest 25 per project, newest 5 per routine,"
                        + " or at most 2 GB.");
    }

    private static int number(String digits) {
        int number = Integer.parseInt(digits);
        if (number < 1 || number > MOST) {
            throw new Problem(Reason.BAD_INPUT, "The number of a rule is between 1 and 100,000.");
        }
        return number;
    }
}
