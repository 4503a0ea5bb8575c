package dev.reprise.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether the CLI's rule explains that a log is gone: yes, no, or nobody can tell. */
class JudgeTests {

    private static final Instant SWEPT = Instant.parse("2026-11-25T09:12:00Z");
    private static final Instant SEEN = SWEPT.minus(Duration.ofMinutes(30));
    private static final Instant NOTICED = SWEPT.plus(Duration.ofSeconds(3));

    private static Seen.Setting setting(@Nullable Long days) {
        return new Seen.Setting(SEEN.toEpochMilli(), "/h", days, null, null, null);
    }

    private static Judge.Verdict judge(
            int daysOld, @Nullable Instant lastSeen, @Nullable Instant swept, @Nullable String project, Long... days) {
        List<Seen.Setting> settings = java.util.Arrays.stream(days)
                .map(d -> setting(d < 0 ? null : d))
                .toList();
        return Judge.of(
                NOTICED.minus(Duration.ofDays(daysOld)),
                new Judge.Known(NOTICED, lastSeen, swept, settings, project, 7),
                ZoneOffset.UTC);
    }

    @Test
    void anOldLogAfterASweepIsExplained() {
        Judge.Verdict verdict = judge(31, SEEN, SWEPT, null, 30L);
        assertThat(verdict.explained()).isTrue();
        assertThat(verdict.why())
                .isEqualTo("It was last written 25 Oct 2026 09:12, Claude Code deletes after 30 days, and its clean-up"
                        + " ran 25 Nov 2026 09:12.");
        assertThat(judge(31, null, SWEPT, null, 30L).explained()).isTrue();
        assertThat(judge(31, SEEN, SWEPT, null, 365L, 30L).explained())
                .as("one of the settings that were in force since")
                .isTrue();
    }

    @Test
    void aYoungLogIsNot() {
        Judge.Verdict verdict = judge(3, SEEN, SWEPT, null, 30L);
        assertThat(verdict.explained()).isFalse();
        assertThat(verdict.why()).endsWith("with 30 days it stays until 22 Dec 2026 09:12. Something else deleted it.");
        assertThat(judge(400, SEEN, SWEPT, null, 36500L).explained()).isFalse();
        assertThat(judge(400, SEEN, SWEPT, null, -1L).why()).contains("nothing is deleted as the settings are");
    }

    @Test
    void withoutASweepSomethingElseDeletedIt() {
        assertThat(judge(31, SEEN, null, null, 30L).explained()).isFalse();
        assertThat(judge(31, SEEN, SEEN.minusSeconds(90), null, 30L).explained())
                .isFalse();
    }

    @Test
    void aProjectsOwnSettingMayExplainIt() {
        Judge.Verdict verdict = judge(8, SEEN, SWEPT, "acme/web", 30L);
        assertThat(verdict.explained()).isNull();
        assertThat(verdict.why()).startsWith("acme/web says 7 days").endsWith("was not seen.");
        assertThat(judge(6, SEEN, SWEPT, "acme/web", 30L).explained()).isFalse();
    }

    @Test
    void whatWentWhileNobodyLookedIsUnknown() {
        assertThat(judge(3, null, SWEPT, null, 30L).explained()).isNull();
        assertThat(judge(31, SEEN, SWEPT, null).explained()).isNull();
    }
}
