package dev.reprise.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.Keep;
import dev.reprise.label.KeepRule;
import dev.reprise.label.KeepSettings;
import dev.reprise.label.Labels;
import dev.reprise.retention.RulesFile.BrokenException;
import dev.reprise.retention.RulesFile.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules on the page and in {@code rules.yaml} are the same rules. */
class RulesFileTests {

    @TempDir
    Path dir;

    private World world() throws IOException {
        Files.createDirectories(dir.resolve("home/projects"));
        return World.of(dir.resolve("data"), dir.resolve("home"));
    }

    private Path file() {
        return dir.resolve("data/rules.yaml");
    }

    private static KeepRule rule(String match, String keep) {
        return new KeepRule("", match, keep, false, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "forever,forever",
        "180 days,180 days",
        "1 day,1 day",
        "90d,90 days",
        "newest 25,newest 25 per project",
        "Newest 5 per routine,newest 5 per routine",
        "at most 2 GB,at most 2 GB",
        "at most 1.5gb,at most 1.5 GB",
        "at most 800 kB,at most 800 kB"
    })
    void readsWhatPeopleWrite(String written, String said) {
        assertThat(Keep.of(written).text()).isEqualTo(said);
        assertThat(Keep.of(said)).isEqualTo(Keep.of(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 days", "forever and ever", "newest", "at most 2", "-3 days", "999999 days"})
    void refusesWhatMeansNothing(String written) {
        assertThatThrownBy(() -> Keep.of(written)).isInstanceOf(dev.reprise.problem.Problem.class);
    }

    @Test
    void whatIsMadeOnThePageStandsInTheFile() throws IOException {
        try (World world = world()) {
            KeepRules rules = world.bean(KeepRules.class);
            assertThat(rules.now().rules()).isEmpty();
            assertThat(file()).as("nothing was set").doesNotExist();
            rules.make(Act.PAGE, rule("tag:client-x OR title:\"it's \\ #1\"", "forever"), null);
            KeepRules.Changed second =
                    rules.make(Act.PAGE, new KeepRule("", "is:headless", "newest 25 per project", true, 0), 0);
            assertThat(Files.readString(file())).contains("""
                    rules:
                      - match: 'is:headless'
                        keep: newest 25 per project
                        from: vault and home
                      - match: 'tag:client-x OR title:"it''s \\ #1"'
                        keep: forever
                    """);
            rules.move(Act.PAGE, second.rule().key(), 1);
            rules.set(Act.PAGE, new KeepSettings(7, true, 2_000_000_000L));
            assertThat(Files.readString(file())).contains("trash: 7 days\nsweep: daily\nceiling: 2 GB\n");
            assertThat(rules.now().rules())
                    .extracting(KeepRule::keep)
                    .containsExactly("forever", "newest 25 per project");
            KeepRules.Changed third = rules.make(Act.PAGE, rule("is:empty", "3 days"), null);
            assertThat(Files.readString(file())).contains("is:empty");
            world.bean(Labels.class).undo(third.activity(), Act.PAGE);
            assertThat(Files.readString(file())).as("an undo shows too").doesNotContain("is:empty");
        }
    }

    @Test
    void whatIsWrittenIntoTheFileIsInForce() throws IOException {
        try (World world = world()) {
            KeepRules rules = world.bean(KeepRules.class);
            KeepRule first =
                    rules.make(Act.PAGE, rule("is:headless", "30 days"), null).rule();
            String edited = Files.readString(file())
                    .replace("rules:", "# mine\nrules:\n  - {match: 'size:>50MB', keep: 180 days}");
            Files.writeString(file(), edited);
            assertThat(rules.now().rules()).extracting(KeepRule::match).containsExactly("size:>50MB", "is:headless");
            assertThat(rules.now().rules().getLast().key()).isEqualTo(first.key());
            assertThat(Files.readString(dir.resolve("data/rules.yaml.bak"))).isEqualTo(edited);
            assertThat(world.bean(Labels.class).activities().getFirst().what()).isEqualTo("took over rules.yaml");
        }
        Files.writeString(file(), "rules:\n  - match: is:empty\n    keep: 1 day\n");
        try (World world = world()) {
            assertThat(world.bean(KeepRules.class).now().rules())
                    .as("edited while Reprise did not run")
                    .extracting(KeepRule::match)
                    .containsExactly("is:empty");
        }
    }

    @Test
    void aFileThatIsBrokenStopsEverySweepAndIsNotOverwritten() throws IOException {
        try (World world = world()) {
            KeepRules rules = world.bean(KeepRules.class);
            rules.make(Act.PAGE, rule("is:headless", "30 days"), null);
            String broken = "rules:\n  - match: is:headless\n    keep: a while\n";
            Files.writeString(file(), broken);
            assertThat(rules.now().broken())
                    .startsWith("rules.yaml, line 2: \"a while\" is nothing to keep by.")
                    .endsWith("Nothing is swept until that is mended.");
            assertThat(rules.now().rules()).hasSize(1);
            assertThatThrownBy(() -> rules.make(Act.PAGE, rule("is:empty", "1 day"), null))
                    .hasMessageContaining("line 2");
            assertThatThrownBy(() -> world.bean(Sweeps.class).sweep(Act.PAGE, "x", 0))
                    .hasMessageContaining("line 2");
            assertThat(Files.readString(file())).isEqualTo(broken);
            Files.writeString(file(), broken.replace("a while", "3 days"));
            assertThat(rules.now().broken()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules: [{match: a}]|1",
                "trash: soon|1",
                "sweep: weekly|1",
                "\"# c\\nrulez: []\"|2",
                "\"rules:\\n - match: 'is:nonsense'\\n   keep: 1 day\"|2",
                "\"rules:\\n  - match: [a\\n\"|3",
                "\"rules:\\n- match: a\\n  keep: 1 day\\n  from: everywhere\"|4",
                "- a|1",
                "rules: 7|1"
            })
    void saysInWhichLine(String yaml, int line) {
        assertThatThrownBy(() -> RulesFile.parse(yaml.replace("\\n", "\n").replaceAll("^\"|\"$", "")))
                .isInstanceOfSatisfying(
                        BrokenException.class,
                        e -> assertThat(e.broken().line()).isEqualTo(line));
    }

    @Test
    void anEmptyFileHasNoRules() throws BrokenException {
        assertThat(RulesFile.parse("")).isEqualTo(new Content(KeepSettings.DEFAULT, java.util.List.of()));
        assertThat(RulesFile.parse("rules:\n").rules()).isEmpty();
    }
}
