package dev.reprise.agent.claude.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Times in a log: {@code 2026-11-22T12:10:52.333Z}, seldom another ISO form. */
public final class Times {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Times() {}

    /** Null for anything that is not a time. */
    public static @Nullable Instant instant(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        Instant plain = plain(text);
        if (plain != null) {
            return plain;
        }
        try {
            Instant other = text.endsWith("Z")
                    ? Instant.parse(text)
                    : OffsetDateTime.parse(text).toInstant();
            // an Instant goes further than milliseconds can be counted
            return other.isBefore(FIRST) || other.isAfter(LAST) ? null : other;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Reads {@code 2026-11-22T12:10:52.333Z} by hand, ten times faster than the formatter; null for any other form. */
    private static @Nullable Instant plain(String t) {
        if (t.length() != 24
                || t.charAt(4) != '-'
                || t.charAt(7) != '-'
                || t.charAt(10) != 'T'
                || t.charAt(13) != ':'
                || t.charAt(16) != ':'
                || t.charAt(19) != '.'
                || t.charAt(23) != 'Z') {
            return null;
        }
        int year = digits(t, 0, 4);
        int month = digits(t, 5, 7);
        int day = digits(t, 8, 10);
        int hour = digits(t, 11, 13);
        int minute = digits(t, 14, 16);
        int second = digits(t, 17, 19);
        int milli = digits(t, 20, 23);
        boolean fits = year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 28
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60
                && milli >= 0;
        if (!fits) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochMilli(((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000L + milli);
    }

    /** -1 if they are not all digits. */
    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    public static @Nullable Instant millis(long millis) {
        return millis <= 0 || millis > 253_402_300_799_000L ? null : Instant.ofEpochMilli(millis);
    }
}
