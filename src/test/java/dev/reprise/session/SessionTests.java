package dev.reprise.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.criteria.View;
import dev.reprise.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTests {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static Session expiring(@Nullable Instant at) {
        return new Session(
                new SessionId("claude", "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21"),
                new Session.Words(null, "title", null, null, null, null, null, false, "name"),
                new Session.Place("w", "/w", "/w", "/w", null, null, "/home"),
                SessionKind.INTERACTIVE,
                SessionState.ENDED,
                new Session.Activity(null, null, "It was answered."),
                Protection.KEPT,
                new Session.Period(null, null, 0, at),
                new Session.Counts(0, 0, 0, 0, 0, 0, 0, new Session.Tokens(1, 2, 3, 0, 4)),
                new Session.Changes(0, 0, 0, null),
                new Session.Client(null, List.of(), List.of(), List.of()),
                null,
                new Session.Kin(null, null, 1, null, null, 0),
                new Session.Marks(List.of(), null, false, false, null),
                Troubles.NONE,
                new Session.Held(0, false, 0, null, null, null),
                true);
    }

    @Test
    void expiresSoonWithinAWeekAndAfterTheDay() {
        assertThat(expiring(null).expiresSoon(NOW)).isFalse();
        assertThat(expiring(NOW.minusSeconds(1)).expiresSoon(NOW)).isTrue();
        assertThat(expiring(NOW.plus(View.SOON)).expiresSoon(NOW)).isTrue();
        assertThat(expiring(NOW.plus(View.SOON).plus(Duration.ofSeconds(1))).expiresSoon(NOW))
                .isFalse();
    }

    @Test
    void tokensAreAllThatWereBilled() {
        assertThat(expiring(null).counts().tokens().total()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"claude:0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21", "tiny:Chat_7.b", "claude:A", "open-code:ses_6F"})
    void anIdIsReadAsItWasWritten(String id) {
        assertThat(SessionId.parse(id)).hasToString(id);
        assertThat(SessionId.parse(id)).isEqualTo(SessionId.parse(id));
    }

    @Test
    void idsThatDifferInCaseAreTwo() {
        assertThat(SessionId.parse("tiny:a")).isNotEqualTo(SessionId.parse("tiny:A"));
        assertThat(SessionId.parse("claude:0b9c41d2-77e0").brief()).isEqualTo("0b9c41d2");
        assertThat(SessionId.parse("tiny:a").brief()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "claude", "claude:", ":x", "Claude:x", "claude:../x", "claude:.x", "claude:a b", "c:x\n"})
    void whatIsNoIdIsRefused(String text) {
        assertThatThrownBy(() -> SessionId.parse(text))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("It looks like claude:");
    }

    /** They are stored, and in addresses: a change of one needs a migration. */
    @Test
    void slugsNeverChange() {
        assertThat(Arrays.stream(SessionKind.values()).map(SessionKind::slug))
                .containsExactly("interactive", "headless", "team", "background", "scheduled", "internal", "empty");
        assertThat(Arrays.stream(Protection.values()).map(Protection::slug))
                .containsExactly(
                        "kept",
                        "incomplete",
                        "importing",
                        "only-in-vault",
                        "only-subagents",
                        "lost",
                        "unknown",
                        "damaged");
        assertThat(Arrays.stream(SessionState.values()).map(SessionState::slug))
                .containsExactly("live", "unsaved", "writing", "interrupted", "ended", "unknown");
        assertThat(SessionKind.values()).allMatch(kind -> SessionKind.of(kind.slug()) == kind);
        assertThat(Protection.values()).allMatch(one -> Protection.of(one.slug()) == one);
        assertThatThrownBy(() -> Protection.of("KEPT")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SessionKind.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPageHoldsOneToFiveHundred() {
        assertThat(SessionFilter.all(0).limit()).isEqualTo(1);
        assertThat(SessionFilter.all(70).limit()).isEqualTo(70);
        assertThat(SessionFilter.all(1_000_000).limit()).isEqualTo(500);
    }

    @Test
    void aViewThatWasNotCountedHoldsNone() {
        assertThat(new ViewCounts(3, Map.of()).of(View.EXPIRING)).isZero();
    }
}
