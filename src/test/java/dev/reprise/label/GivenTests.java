package dev.reprise.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth-refactor",
                "Ünïcode ça",
                "<b onclick=x>bold",
                "👩‍👩‍👧 family",
                "日本語",
                "it's \"quoted\" & more",
                "$(rm -rf ~)",
                "v1.2"
            })
    void keepsWhatCanBeAName(String name) {
        assertThat(Given.name(name)).isEqualTo(name);
        assertThat(Given.name("  " + name + "\t")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest",
                "LATEST",
                "..",
                "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21",
                "claude:anything",
                "-x",
                "a/b",
                "a\\b",
                "a;b",
                "50%",
                "two\nlines",
                "a\u202eb",
                "a\u200bb",
                "a\u0000b",
                "\ud800"
            })
    void refusesWithAReasonWhatCannot(String name) {
        assertThatThrownBy(() -> Given.name(name)).isInstanceOf(Problem.class).hasMessageMatching("(?s).{20,}\\.");
    }

    @Test
    void composesAndMeasuresByCharacters() {
        assertThat(Given.name("e\u0301")).isEqualTo("\u00e9");
        assertThat(Given.name("😀".repeat(100))).hasSize(200);
        assertThatThrownBy(() -> Given.name("x".repeat(101)))
                .hasMessageContaining("at most 100 characters; this one has 101");
        assertThat(Given.name("  ")).isNull();
        assertThatThrownBy(() -> Given.tag(" ")).hasMessageContaining("needs a word");
        assertThatThrownBy(() -> Given.note("x".repeat(20_001))).hasMessageContaining("20001");
        assertThat(Given.note("# one\r\ntwo")).isEqualTo("# one\ntwo");
    }
}
