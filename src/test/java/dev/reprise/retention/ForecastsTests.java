package dev.reprise.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.intake.World;
import dev.reprise.retention.Forecasts.Deletion;
import dev.reprise.retention.Forecasts.Forecast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What will be deleted, when, and what was: over real files. */
class ForecastsTests {

    private static final String OLD = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String YOUNG = "1b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";

    @TempDir
    Path dir;

    private Path log(String id) {
        return dir.resolve("home/projects/-w/" + id + ".jsonl");
    }

    private void write(String id, int daysOld) throws IOException {
        String line =
                "{'type':'user','uuid':'00000000-0000-4000-8000-000000000001','parentUuid':null,'sessionId':'" + id
                        + "','cwd':'" + dir.resolve("work") + "','timestamp':'2026-03-02T10:00:00.000Z',"
                        + "'message':{'role':'user','content':'hello'}}\n";
        World.write(log(id), line.replace('\'', '"').getBytes(UTF_8));
        Files.setLastModifiedTime(log(id), FileTime.from(Instant.now().minus(Duration.ofDays(daysOld))));
    }

    private World world() {
        return World.of(dir.resolve("data"), dir.resolve("home")).scan();
    }

    @Test
    void countsByDayAndByWhatSetsIt() throws IOException {
        write(OLD, 40);
        write(YOUNG, 20);
        try (World world = world()) {
            Forecast now = world.bean(Forecasts.class).forecast();
            assertThat(now.sessions()).isEqualTo(2);
            assertThat(now.notKept()).isZero();
            assertThat(now.days()).hasSize(31);
            assertThat(now.days().getFirst().kept()).as("may go at once").isEqualTo(1);
            assertThat(now.days().get(10).kept()).isEqualTo(1);
            assertThat(now.homes().getFirst().shorter()).isEmpty();
        }
    }

    @Test
    void warnsOfAProjectThatWouldSweepEverybody() throws IOException {
        write(OLD, 12);
        write(YOUNG, 2);
        World.write(dir.resolve("work/.claude/settings.json"), "{\"cleanupPeriodDays\":7}".getBytes(UTF_8));
        try (World world = world()) {
            var shorter =
                    world.bean(Forecasts.class).forecast().homes().getFirst().shorter();
            assertThat(shorter).hasSize(1);
            assertThat(shorter.getFirst().days()).isEqualTo(7);
            assertThat(shorter.getFirst().sessions()).isEqualTo(1);
            assertThat(shorter.getFirst().file()).isEqualTo(dir.resolve("work/.claude/settings.json"));
        }
    }

    @Test
    void saysWhetherTheRuleExplainsADeletion() throws IOException {
        write(OLD, 40);
        write(YOUNG, 1);
        try (World world = world()) {
            world.scan();
            Files.delete(log(OLD));
            Files.delete(log(YOUNG));
            Files.writeString(dir.resolve("home/.last-cleanup"), "");
            world.scan();
            var deletions = world.bean(Forecasts.class).forecast().deletions();
            assertThat(deletions).hasSize(2);
            assertThat(deletions.stream()
                            .filter(d -> Boolean.TRUE.equals(d.explained()))
                            .flatMap(d -> d.ids().stream()))
                    .containsExactly(OLD);
            assertThat(deletions.stream()
                            .filter(d -> Boolean.FALSE.equals(d.explained()))
                            .flatMap(d -> d.ids().stream()))
                    .containsExactly(YOUNG);
            assertThat(deletions).allSatisfy(d -> assertThat(d.kept()).isEqualTo(1));
            assertThat(world.bean(Forecasts.class).forecast().gone().onlyInVault())
                    .isEqualTo(2);
        }
        try (World world = world()) {
            assertThat(world.bean(Forecasts.class).forecast().deletions())
                    .as("it is remembered")
                    .hasSize(2);
        }
    }

    @Test
    void waitsForTheMarkOfACleanUpThatMayBeAtWork() throws IOException {
        write(OLD, 40);
        try (World world = world()) {
            world.scan();
            Files.delete(log(OLD));
            world.scan();
            Deletion noticed =
                    world.bean(Forecasts.class).forecast().deletions().getFirst();
            assertThat(noticed.explained()).isNull();
            assertThat(noticed.why()).startsWith("Noticed a moment ago");
            Files.writeString(dir.resolve("home/.last-cleanup"), "");
            assertThat(world.bean(Forecasts.class).forecast().deletions())
                    .singleElement()
                    .satisfies(d -> assertThat(d.explained()).isTrue());
        }
    }

    @Test
    void aTornLineIsPassedOver() throws IOException {
        write(OLD, 40);
        try (World world = world()) {
            assertThat(world.bean(Forecasts.class).forecast().sessions()).isEqualTo(1);
        }
        Path seen = dir.resolve("data/observed/cleanup.jsonl");
        String torn = Files.readString(seen) + "\n{\"is\":\"setting\",\"at\":1";
        Files.writeString(seen, torn);
        Files.writeString(dir.resolve("home/settings.json"), "{\"cleanupPeriodDays\":99}");
        try (World world = world()) {
            assertThat(world.bean(SeenFile.class).all()).hasSize(2);
            assertThat(Files.readString(seen)).startsWith(torn);
        }
    }
}
