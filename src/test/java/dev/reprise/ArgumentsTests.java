package dev.reprise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the jar alone takes and refuses. */
class ArgumentsTests {

    @Test
    void answersHelpAndVersionAndStartsNothing() {
        assertThat(Arguments.of("1.2", "--help").answer()).contains("Reprise 1.2", "--claude-home DIR", "--data DIR");
        assertThat(Arguments.of("1.2", "--help").status()).isZero();
        assertThat(Arguments.of("1.2", "--port", "1", "--version").answer()).isEqualTo("reprise 1.2\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nope",
                "--reprise.nope=1",
                "--reprise.intake.nope=1",
                "nonsense",
                "--prot=1",
                "--data",
                "--data=",
                "--servers.port=1"
            })
    void refusesWhatItDoesNotKnow(String given) {
        Arguments refused = Arguments.of("1.2", given);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.answer()).endsWith("See --help.\n").hasLineCount(1);
        assertThat(refused.settings()).isEmpty();
    }

    @Test
    void takesTheOptionsOfTheLauncherAndSettings() {
        assertThat(Arguments.of(
                                "1.2",
                                "--port",
                                "8",
                                "--data=/d",
                                "--claude-home",
                                "/a",
                                "--claude-home=/b",
                                "--demo",
                                "--no-open",
                                "--reprise.intake.look=1s",
                                "--logging.level.root=debug")
                        .settings())
                .containsExactly(
                        "--server.port=8",
                        "--reprise.data=/d",
                        "--reprise.intake.homes[0]=/a",
                        "--reprise.intake.homes[1]=/b",
                        "--reprise.demo=true",
                        "--reprise.intake.look=1s",
                        "--logging.level.root=debug");
        assertThat(Arguments.of("1.2", "--data", "--demo").status()).isEqualTo(2);
    }

    @Test
    void knowsTheSettingsThatAreDescribed() throws IOException {
        String described = Files.readString(Path.of("docs/settings.md"));
        assertThat(Arguments.KNOWN).allMatch(name -> described.contains("| `" + name + "` |"));
        assertThat(described.lines().filter(line -> line.startsWith("| `reprise.")))
                .allMatch(line -> Arguments.KNOWN.contains(line.split("`")[1]));
    }
}
