package dev.reprise.agent.claude.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as logs write them, and what only looks like one. */
class TimesTests {

    @Test
    void readsEveryIsoForm() {
        Instant noon = Instant.parse("2026-11-22T12:10:52.333Z");
        assertThat(Times.instant("2026-11-22T12:10:52.333Z")).isEqualTo(noon);
        assertThat(Times.instant("2026-11-22T13:10:52.333+01:00")).isEqualTo(noon);
        assertThat(Times.instant("2024-02-29T00:00:00.000Z")).isEqualTo("2024-02-29T00:00:00Z");
        assertThat(Times.instant("2026-11-22T12:10:52Z")).isEqualTo("2026-11-22T12:10:52Z");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "soon",
                "2026-02-30T00:00:00.000Z",
                "2026-11-22T25:00:00.000Z",
                "+1000000000-12-31T23:59:59.999Z",
                "-1000000000-01-01T00:00:00Z",
                "+10000-01-01T00:00:00+00:00"
            })
    void isNoTime(String text) {
        assertThat(Times.instant(text)).isNull();
    }
}
