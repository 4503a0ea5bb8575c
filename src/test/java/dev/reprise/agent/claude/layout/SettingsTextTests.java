package dev.reprise.agent.claude.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One number is set; every other character stays. */
class SettingsTextTests {

    private static String set(String text) {
        return SettingsText.with(text, "cleanupPeriodDays", 365);
    }

    @Test
    void replacesTheValueAlone() {
        assertThat(
                        set(
                                "{\n\t\"a\": 1, // one\n\t\"cleanupPeriodDays\" : 7 , /* seven */\n\t\"b\": {\"cleanupPeriodDays\": 3}\n}\n"))
                .isEqualTo(
                        "{\n\t\"a\": 1, // one\n\t\"cleanupPeriodDays\" : 365 , /* seven */\n\t\"b\": {\"cleanupPeriodDays\": 3}\n}\n");
        assertThat(set("{\"cleanupPeriodDays\":\"x\"}")).isEqualTo("{\"cleanupPeriodDays\":365}");
        assertThat(set("{\"cleanupPeriodDays\":0}")).isEqualTo("{\"cleanupPeriodDays\":365}");
        assertThat(set("{\"cleanupPeriodDays\":1,\"cleanupPeriodDays\":2}"))
                .as("the last one counts")
                .isEqualTo("{\"cleanupPeriodDays\":1,\"cleanupPeriodDays\":365}");
    }

    @Test
    void addsItAsTheFileIsWritten() {
        assertThat(set("{\n    \"model\": \"opus\"\n}\n"))
                .isEqualTo("{\n    \"model\": \"opus\",\n    \"cleanupPeriodDays\": 365\n}\n");
        assertThat(set("{\r\n  \"a\": [1, \"}\"]\r\n}"))
                .isEqualTo("{\r\n  \"a\": [1, \"}\"],\r\n  \"cleanupPeriodDays\": 365\r\n}");
        assertThat(set("{\"a\":true}")).isEqualTo("{\"a\":true, \"cleanupPeriodDays\": 365}");
        assertThat(set("{\n  \"a\": 1, // last\n}"))
                .isEqualTo("{\n  \"a\": 1,\n  \"cleanupPeriodDays\": 365, // last\n}");
        assertThat(set("{}")).isEqualTo("{\n  \"cleanupPeriodDays\": 365\n}");
        assertThat(set("{ // nothing yet\n}")).contains("// nothing yet").contains("\"cleanupPeriodDays\": 365");
        assertThat(set("")).isEqualTo("{\n  \"cleanupPeriodDays\": 365\n}\n");
        assertThat(set("\uFEFF{\"a\":\"\\\"cleanupPeriodDays\\\": 1\"}"))
                .isEqualTo("\uFEFF{\"a\":\"\\\"cleanupPeriodDays\\\": 1\", \"cleanupPeriodDays\": 365}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "{\"a\":}", "{\"a\" 1}", "{} {}", "{\"a\":\"", "{/*", "7", "{a:1}"})
    void whatIsNoObjectIsNotTouched(String text) {
        assertThatThrownBy(() -> set(text)).isInstanceOf(Problem.class);
    }
}
