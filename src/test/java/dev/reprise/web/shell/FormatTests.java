package dev.reprise.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.criteria.Criterion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormatTests {

    private static final Instant NOW = Instant.parse("2026-11-22T15:30:00Z");
    private final Format format = new Format(Clock.fixed(NOW, ZoneId.of("Europe/Berlin")));

    @Test
    void saysHowLongAgoAndWhenForToday() {
        assertThat(text(NOW.minus(Duration.ofSeconds(20)))).isEqualTo("just now (16:29)");
        assertThat(text(NOW.minus(Duration.ofMinutes(59)))).isEqualTo("59 min ago (15:31)");
        assertThat(text(NOW.minus(Duration.ofHours(2)))).isEqualTo("2 h ago (14:30)");
    }

    @Test
    void alwaysSaysTheHourInAList() {
        assertThat(stamp("2026-11-22T13:31:00Z")).isEqualTo("14:31");
        assertThat(stamp("2026-11-19T19:51:00Z")).isEqualTo("Thu 19 20:51");
        assertThat(stamp("2026-09-02T09:47:00Z")).isEqualTo("2 Sep 11:47");
        assertThat(stamp("2025-09-02T09:47:00Z")).isEqualTo("2 Sep 2025 11:47");
    }

    private String stamp(String at) {
        return java.util.Objects.requireNonNull(format.moment(Instant.parse(at)))
                .stamp();
    }

    @Test
    void saysWhatLiesBetweenTwoMessages() {
        Instant evening = Instant.parse("2026-11-21T21:00:00Z");
        assertThat(format.gap(evening, evening.plus(Duration.ofMinutes(59)))).isEmpty();
        assertThat(format.gap(evening, evening.plus(Duration.ofMinutes(61)))).isEqualTo("1 h later");
        assertThat(format.gap(evening, evening.plus(Duration.ofHours(9)))).isEqualTo("9 h later, Sun 22 Nov");
        assertThat(format.gap(evening, evening.plus(Duration.ofHours(50)))).isEqualTo("2 days later, Tue 24 Nov");
    }

    @Test
    void countsDaysInTheUsersZone() {
        assertThat(text(Instant.parse("2026-11-21T23:30:00Z"))).isEqualTo("16 h ago (00:30)");
        assertThat(text(Instant.parse("2026-11-21T22:30:00Z"))).isEqualTo("yesterday 23:30");
    }

    @Test
    void namesOlderDaysAndOtherYears() {
        assertThat(text(Instant.parse("2026-10-28T10:00:00Z"))).isEqualTo("28 Oct");
        assertThat(text(Instant.parse("2025-10-28T10:00:00Z"))).isEqualTo("28 Oct 2025");
    }

    @Test
    void showsATimeInTheFutureAsTheClockDoes() {
        assertThat(text(NOW.plus(Duration.ofHours(1)))).isEqualTo("17:30");
    }

    /** What a heading counts are the sessions that stand under it, no others. */
    @Test
    void whatIsHeadedAlikeIsWhatHasTheSameHeading() {
        Random random = new Random(20_261_126);
        for (int n = 0; n < 4_000; n++) {
            int days = n % 2 == 0 ? 9 : 400;
            Instant a = NOW.minusMillis(random.nextLong(Duration.ofDays(days).toMillis()));
            Instant b = NOW.minusMillis(random.nextLong(Duration.ofDays(days).toMillis()));
            Criterion.Active alike = (Criterion.Active) format.headedLike(a);
            assertThat(b.toEpochMilli() >= alike.from() && b.toEpochMilli() < alike.before())
                    .as("%s and %s", a, b)
                    .isEqualTo(format.dayHeading(a).equals(format.dayHeading(b)));
        }
    }

    @Test
    void headsListsByDayForAWeekAndThenByMonth() {
        assertThat(format.dayHeading(NOW)).isEqualTo("Today");
        assertThat(format.dayHeading(NOW.minus(Duration.ofDays(1)))).isEqualTo("Yesterday");
        assertThat(format.dayHeading(NOW.minus(Duration.ofDays(2)))).isEqualTo("Friday, 20 November");
        assertThat(format.dayHeading(NOW.minus(Duration.ofDays(7)))).isEqualTo("November 2026");
        assertThat(format.dayHeading(null)).isEqualTo("No date");
    }

    @Test
    void countsDownToDeletion() {
        assertThat(format.until(NOW.plus(Duration.ofDays(6).plusHours(3)))).isEqualTo("6 d");
        assertThat(format.until(NOW.plus(Duration.ofMinutes(20)))).isEqualTo("1 h");
        assertThat(format.until(NOW.minusSeconds(1))).isEqualTo("now");
    }

    @Test
    void writesSpansWithTwoUnitsAtMost() {
        assertThat(Format.span(-5)).isEqualTo("0 ms");
        assertThat(Format.span(850)).isEqualTo("850 ms");
        assertThat(Format.span(8_200)).isEqualTo("8.2 s");
        assertThat(Format.span(41_000)).isEqualTo("41 s");
        assertThat(Format.span(124_000)).isEqualTo("2 min 04");
        assertThat(Format.span(48 * 60_000)).isEqualTo("48 min");
        assertThat(Format.span(130 * 60_000)).isEqualTo("2 h 10");
        assertThat(Format.span(76 * 3_600_000L)).isEqualTo("3 d 4 h");
    }

    @Test
    void writesSizesInDecimalUnits() {
        assertThat(Format.bytes(812)).isEqualTo("812 B");
        assertThat(Format.bytes(4_200_000)).isEqualTo("4.2 MB");
        assertThat(Format.bytes(18_400_000)).isEqualTo("18 MB");
        assertThat(Format.bytes(999_960)).isEqualTo("1 MB");
        assertThat(Format.bytes(Long.MAX_VALUE)).endsWith(" TB");
    }

    @Test
    void writesNumbersWithTheirNouns() {
        assertThat(Format.count(2148, "session")).isEqualTo("2,148 sessions");
        assertThat(Format.count(1, "file")).isEqualTo("1 file");
        assertThat(Format.count(2, "entry")).isEqualTo("2 entries");
        assertThat(Format.brief(61_400)).isEqualTo("61 k");
        assertThat(Format.brief(1_800_000)).isEqualTo("1.8 M");
    }

    private String text(Instant at) {
        return Objects.requireNonNull(format.moment(at)).text();
    }
}
