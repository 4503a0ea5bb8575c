package dev.reprise.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.intake.World;
import dev.reprise.label.Act;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A longer time is written into the CLI's settings: nothing else of them is touched, and it can be taken back. */
class CleanupPeriodsTests {

    private static final String BEFORE = "{\n  // mine\n  \"model\": \"opus\"\n}\n";

    @TempDir
    Path dir;

    private Path file() {
        return dir.resolve("home/settings.json");
    }

    private World world() throws IOException {
        Files.createDirectories(dir.resolve("home/projects"));
        return World.of(dir.resolve("data"), dir.resolve("home"));
    }

    @Test
    void previewsWritesAndTakesBack() throws IOException {
        try (World world = world()) {
            Path real = dir.resolve("dotfiles/settings.json");
            World.write(real, BEFORE.getBytes(UTF_8));
            Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r--r--"));
            Files.createSymbolicLink(file(), real);
            CleanupPeriods periods = world.bean(CleanupPeriods.class);
            CleanupPeriods.Plan plan = periods.plan(null, 365);
            assertThat(plan.diff())
                    .containsExactly(
                            "    // mine",
                            "-   \"model\": \"opus\"",
                            "+   \"model\": \"opus\",",
                            "+   \"cleanupPeriodDays\": 365",
                            "  }");
            assertThat(Files.readString(real)).isEqualTo(BEFORE);
            Receipt receipt = periods.write(Act.PAGE, null, 365, plan.id());
            assertThat(Files.readString(real)).contains("// mine").contains("\"cleanupPeriodDays\": 365");
            assertThat(Files.isSymbolicLink(file())).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                    .isEqualTo("rw-r--r--");
            assertThat(world.bean(Receipts.class).latest(1)).containsExactly(receipt);
            periods.undo(Act.PAGE, receipt);
            assertThat(Files.readString(real)).isEqualTo(BEFORE);
            assertThatThrownBy(() ->
                            periods.undo(Act.PAGE, world.bean(Receipts.class).get(receipt.id())))
                    .hasMessageContaining("any more");
        }
    }

    @Test
    void aFileThatWasNotThereIsGoneAgain() throws IOException {
        try (World world = world()) {
            CleanupPeriods periods = world.bean(CleanupPeriods.class);
            Receipt receipt =
                    periods.write(Act.PAGE, null, 365, periods.plan(null, 365).id());
            assertThat(Files.readString(file())).isEqualTo("{\n  \"cleanupPeriodDays\": 365\n}\n");
            assertThat(world.bean(Forecasts.class)
                            .forecast()
                            .homes()
                            .getFirst()
                            .cleanup()
                            .after())
                    .contains(Duration.ofDays(365));
            periods.undo(Act.PAGE, receipt);
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void whatWasChangedMeanwhileIsNotOverwritten() throws IOException {
        try (World world = world()) {
            Files.writeString(file(), BEFORE);
            CleanupPeriods periods = world.bean(CleanupPeriods.class);
            CleanupPeriods.Plan plan = periods.plan(null, 365);
            Files.writeString(file(), BEFORE.replace("opus", "sonnet"));
            assertThatThrownBy(() -> periods.write(Act.PAGE, null, 365, plan.id()))
                    .hasMessageContaining("Look again");
            Receipt receipt =
                    periods.write(Act.PAGE, null, 365, periods.plan(null, 365).id());
            Files.writeString(file(), "{}");
            assertThatThrownBy(() -> periods.undo(Act.PAGE, receipt)).hasMessageContaining("was changed since");
            assertThat(Files.readString(file())).isEqualTo("{}");
            Files.writeString(file(), "{broken");
            assertThatThrownBy(() -> periods.plan(null, 365)).hasMessageContaining("Mend it by hand");
            assertThatThrownBy(() -> periods.plan(null, 0)).hasMessageContaining("between 1 and");
        }
    }
}
