package dev.reprise.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.criteria.Criterion.Active;
import dev.reprise.criteria.Criterion.And;
import dev.reprise.criteria.Criterion.Compares;
import dev.reprise.criteria.Criterion.ExpiresBefore;
import dev.reprise.criteria.Criterion.Has;
import dev.reprise.criteria.Criterion.Holds;
import dev.reprise.criteria.Criterion.Is;
import dev.reprise.criteria.Criterion.Not;
import dev.reprise.criteria.Criterion.Or;
import dev.reprise.criteria.Criterion.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriteriaTests {

    /** A Wednesday. */
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 25, 15, 30, 0, 0, ZoneId.of("Europe/Berlin"));

    private static Parsed parse(String query) {
        return Criteria.parse(query, NOW);
    }

    private static Criterion understood(String query) {
        Parsed parsed = parse(query);
        assertThat(parsed.notes()).as(query).isEmpty();
        return parsed.criterion();
    }

    private static Criterion word(String text) {
        return new Words(text, Criterion.Match.WORD);
    }

    @Test
    void wordsMustAllMatchPhrasesStayTogether() {
        assertThat(understood("fix login")).isEqualTo(new And(List.of(word("fix"), word("login"))));
        assertThat(understood("\"fix the login\"")).isEqualTo(new Words("fix the login", Criterion.Match.PHRASE));
        assertThat(understood("“fix the login”")).isEqualTo(new Words("fix the login", Criterion.Match.PHRASE));
        assertThat(understood("")).isEqualTo(Criterion.all());
        assertThat(understood("  \t ")).isEqualTo(Criterion.all());
    }

    @Test
    void orJoinsItsNeighboursMinusAndNotTurnRound() {
        assertThat(understood("a OR b c"))
                .isEqualTo(new And(List.of(new Or(List.of(word("a"), word("b"))), word("c"))));
        assertThat(understood("a OR b OR c")).isEqualTo(new Or(List.of(word("a"), word("b"), word("c"))));
        assertThat(understood("-a")).isEqualTo(new Not(word("a")));
        assertThat(understood("NOT is:live")).isEqualTo(new Not(new Is(Trait.LIVE)));
        assertThat(understood("-(a b)")).isEqualTo(new Not(new And(List.of(word("a"), word("b")))));
        assertThat(understood("x (a OR (b c))"))
                .isEqualTo(new And(List.of(
                        word("x"), new Or(List.of(word("a"), new And(List.of(word("b"), word("c"))))))));
        // a hyphen inside a word is none
        assertThat(understood("only-in-vault")).isEqualTo(word("only-in-vault"));
        assertThat(understood("\"OR\"")).isEqualTo(new Words("OR", Criterion.Match.PHRASE));
    }

    @Test
    void fieldsHoldTexts() {
        assertThat(understood("project:api")).isEqualTo(new Holds(TextField.PROJECT, "api", false));
        assertThat(understood("Branch:\"feat/x y\"")).isEqualTo(new Holds(TextField.BRANCH, "feat/x y", false));
        assertThat(understood("file:C:\\a\\b.ts")).isEqualTo(new Holds(TextField.FILE, "C:\\a\\b.ts", false));
        assertThat(understood("has:PR -is:headless"))
                .isEqualTo(new And(List.of(new Has(Part.PR), new Not(new Is(Trait.HEADLESS)))));
    }

    @ParameterizedTest
    @CsvSource({
        "turns:>20, MORE, 20",
        "turns:20, EQUAL, 20",
        "turns:<=3, AT_MOST, 3",
        "turns:=>3, AT_LEAST, 3",
        "failures:0, EQUAL, 0",
    })
    void numbersAreCompared(String query, Comparison comparison, long value) {
        assertThat(understood(query)).isInstanceOfSatisfying(Compares.class, compares -> {
            assertThat(compares.comparison()).isEqualTo(comparison);
            assertThat(compares.value()).isEqualTo(value);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"size:>5MB 5000000", "size:1.5k 1500", "size:2,5g 2500000000", "tokens:>1M 1000000"})
    void sizesHaveUnits(String query, long value) {
        assertThat(understood(query))
                .isInstanceOfSatisfying(
                        Compares.class, compares -> assertThat(compares.value()).isEqualTo(value));
    }

    private static Active from(@Nullable String from, @Nullable String before) {
        return new Active(
                from == null ? Long.MIN_VALUE : Instant.parse(from).toEpochMilli(),
                before == null ? Long.MAX_VALUE : Instant.parse(before).toEpochMilli());
    }

    @Test
    void timesAreOfTheUsersZone() {
        assertThat(understood("on:2026-05")).isEqualTo(from("2026-04-30T22:00:00Z", "2026-05-31T22:00:00Z"));
        assertThat(understood("before:2026-05")).isEqualTo(from(null, "2026-04-30T22:00:00Z"));
        assertThat(understood("after:2026-05")).isEqualTo(from("2026-05-31T22:00:00Z", null));
        assertThat(understood("since:2026-05")).isEqualTo(from("2026-04-30T22:00:00Z", null));
        assertThat(understood("until:2026-05-31")).isEqualTo(from(null, "2026-05-31T22:00:00Z"));
        assertThat(understood("on:yesterday")).isEqualTo(from("2026-11-23T23:00:00Z", "2026-11-24T23:00:00Z"));
        assertThat(understood("on:\"last week\"")).isEqualTo(from("2026-11-15T23:00:00Z", "2026-11-22T23:00:00Z"));
        assertThat(understood("after:3d")).isEqualTo(from("2026-11-21T23:00:00Z", null));
        assertThat(understood("before:2w")).isEqualTo(from(null, "2026-11-10T23:00:00Z"));
        assertThat(understood("on:2024-02-29")).isEqualTo(from("2024-02-28T23:00:00Z", "2024-02-29T23:00:00Z"));
    }

    @Test
    void viewsAreQueries() {
        for (View view : View.values()) {
            assertThat(understood(view.query())).isEqualTo(view.criterion(NOW.toInstant()));
        }
        assertThat(understood("is:expiring"))
                .isEqualTo(new ExpiresBefore(NOW.plusDays(7).toInstant().toEpochMilli()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"turns:many", "is:alive", "has:fun", "before:soon", "on:2026-13", "on:2026-02-30", "kind:x"})
    void whatIsNoFieldIsAWordAndThatIsSaid(String query) {
        Parsed parsed = parse(query);
        assertThat(parsed.criterion()).isEqualTo(word(query));
        assertThat(parsed.notes()).singleElement().asString().contains(query, "as a word");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://x.y", "std::vector", "foo:bar", "a:", ":", "::", "TypeError:", "C:\\x", "12:30"})
    void colonsInWordsAreNoFields(String query) {
        assertThat(understood(query)).isEqualTo(word(query));
    }

    @Test
    void outOfTheListIsWhatTheQueryDoesNotSpeakOf() {
        assertThat(Scope.of(understood("goat"))).isEqualTo(Scope.LISTED.and(Scope.SHOWN));
        assertThat(Scope.of(understood("is:headless"))).isEqualTo(Scope.SHOWN);
        assertThat(Scope.of(understood("kind:all -is:hidden"))).isEqualTo(Criterion.all());
    }

    /** Whatever is typed means something, and what was typed as a word is looked for. */
    @RepeatedTest(5)
    void nothingThatIsTypedIsAnError() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] parts = {
            "(",
            ")",
            "-",
            "!",
            "\"",
            "“",
            "OR",
            "NOT",
            "AND",
            " ",
            " ",
            ":",
            "is:",
            "turns:",
            ">",
            "99999999999999999999",
            "before:",
            "9999y",
            "0d",
            "size:",
            "5MB",
            "\\",
            "'",
            "%",
            "_",
            "\u0000",
            "\uD800",
            "é",
            "名前",
            "\u202E",
            "a"
        };
        for (int n = 0; n < 4_000; n++) {
            StringBuilder query = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                query.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(parse(query.toString()).criterion())
                    .as("seed %d: %s", seed, query)
                    .isNotNull();
        }
        assertThat(parse("(".repeat(5_000) + "a" + ")".repeat(5_000)).criterion())
                .isNotNull();
        assertThat(parse("-".repeat(5_000) + "a").criterion()).isNotNull();
        assertThat(parse("a ".repeat(5_000)).criterion())
                .isInstanceOfSatisfying(And.class, and -> assertThat(and.all()).hasSize(Tokens.MAX));
    }
}
