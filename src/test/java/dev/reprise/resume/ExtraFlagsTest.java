package dev.reprise.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.problem.Problem;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraFlagsTest {

    @Test
    void takesFlagsAndTheValuesThatFollowThem() {
        List<String> flags = List.of("--model", "opus", "--add-dir", "/a b", "../c", "-p", "--debug=x y");
        assertThat(ExtraFlags.checked(flags)).isEqualTo(flags);
        assertThat(ExtraFlags.checked(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -rf",
                "; ls",
                "",
                " --model",
                "--a\nb",
                "--a\rb",
                "--a\u0000",
                "-r",
                "--resume",
                "--resume=x",
                "-rx",
                "-c",
                "--continue",
                "--session-id",
                "--session-id=1",
                "--fork-session",
                "--",
                "-"
            })
    void refusesWhatIsNoFlagOrChoosesAnotherSession(String flag) {
        assertThatThrownBy(() -> ExtraFlags.checked(List.of(flag))).isInstanceOf(Problem.class);
    }

    @Test
    void refusesTooManyAndTooLongOnes() {
        assertThatThrownBy(() -> ExtraFlags.checked(Collections.nCopies(41, "-v")))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> ExtraFlags.checked(List.of("--" + "x".repeat(2000))))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.sentence()).hasSizeLessThan(200));
    }
}
