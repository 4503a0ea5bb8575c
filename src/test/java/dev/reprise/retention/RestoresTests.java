package dev.reprise.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.World;
import dev.reprise.retention.RestorePlan.Does;
import dev.reprise.retention.Restores.Wanted;
import dev.reprise.session.Protection;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session goes back into the CLI's home as it was: exact, once, never over another file. */
class RestoresTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final SessionId SESSION = new SessionId("claude", ID);

    @TempDir
    Path dir;

    private Path home;
    private Path log;

    @BeforeEach
    void home() throws IOException {
        home = dir.resolve("home");
        log = home.resolve("projects/-w/" + ID + ".jsonl");
        World.write(log, (line(ID) + line(ID)).getBytes(UTF_8));
        World.write(home.resolve("projects/-w/" + ID + "/tool-results/t1.txt"), "output".getBytes(UTF_8));
        World.write(
                home.resolve("projects/-w/" + ID + "/subagents/agent-a1.jsonl"),
                line(ID).replace("\"uuid\"", "\"isSidechain\":true,\"agentId\":\"a1\",\"uuid\"")
                        .getBytes(UTF_8));
        World.write(home.resolve("tasks/" + ID + "/1.json"), "{}".getBytes(UTF_8));
        World.write(home.resolve("file-history/" + ID + "/abc@v1"), "before\0".getBytes(UTF_8));
        World.write(home.resolve("projects/-w/memory/MEMORY.md"), "of the project".getBytes(UTF_8));
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
            }
        }
    }

    private String line(String id) {
        return ("{'type':'user','uuid':'00000000-0000-4000-8000-000000000001','parentUuid':null,'sessionId':'" + id
                        + "','cwd':'" + dir.resolve("work") + "','timestamp':'2026-03-02T10:00:00.000Z',"
                        + "'message':{'role':'user','content':'hello'}}\n")
                .replace('\'', '"');
    }

    private World world() {
        return World.of(dir.resolve("data"), home).scan();
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(home.relativize(file).toString(), Files.readString(file));
            }
        }
        return found;
    }

    /** As the CLI's clean-up does. */
    private void sweep() throws IOException {
        for (String place : List.of("projects/-w/" + ID, "tasks/" + ID, "file-history/" + ID)) {
            try (Stream<Path> all = Files.walk(home.resolve(place))) {
                for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.delete(log);
    }

    @Test
    void everyFileIsBackByteForByteWithAFreshTime() throws IOException {
        try (World world = world()) {
            Map<String, String> before = files();
            sweep();
            world.scan();
            assertThat(world.bean(Sessions.class).get(ID).protection()).isEqualTo(Protection.ONLY_IN_VAULT);
            Restores restores = world.bean(Restores.class);
            RestorePlan plan = restores.plan(Wanted.of(SESSION));
            assertThat(plan.blocked()).isNull();
            assertThat(plan.files()).isEqualTo(5);
            assertThat(plan.steps().getLast().to()).isEqualTo(log);
            assertThat(plan.until())
                    .isBetween(
                            Instant.now().plus(Duration.ofDays(29)),
                            Instant.now().plus(Duration.ofDays(30)));
            assertThat(log).as("a plan writes nothing").doesNotExist();

            Receipt receipt = restores.restore("page", Wanted.of(SESSION), plan.id());
            assertThat(files()).isEqualTo(before);
            for (RestorePlan.Step step : plan.steps()) {
                assertThat(Files.getLastModifiedTime(step.to()).toInstant())
                        .isAfter(Instant.now().minusSeconds(60));
                assertThat(Files.getPosixFilePermissions(step.to()))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
            assertThat(receipt.files().stream().filter(file -> file.done().equals("wrote")))
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(file.sha256()).isEqualTo(Restoring.hash(Path.of(file.path()))));
            world.scan();
            assertThat(world.bean(Sessions.class).get(ID).protection()).isEqualTo(Protection.KEPT);
            assertThat(world.bean(Sessions.class).get(ID).rewritten()).isFalse();
            assertThat(world.bean(Receipts.class).latest(10)).containsExactly(receipt);
            assertThat(dir.resolve("data/journal")).isEmptyDirectory();

            // and back again
            restores.undo("page", receipt.id());
            assertThat(files()).containsOnlyKeys("projects/-w/memory/MEMORY.md");
            assertThat(home.resolve("tasks")).isEmptyDirectory();
            assertThatThrownBy(() -> restores.undo("page", receipt.id())).hasMessageContaining("any more");
            world.scan();
            assertThat(world.bean(Forecasts.class).forecast().deletions())
                    .as("what Reprise deletes itself is no riddle")
                    .hasSize(1);
        }
    }

    @Test
    void neverOverAnotherFileAndNeverASecondCopy() throws IOException {
        try (World world = world()) {
            sweep();
            world.scan();
            Restores restores = world.bean(Restores.class);
            RestorePlan seen = restores.plan(Wanted.of(SESSION));
            Files.writeString(log, "something else\n");
            assertThatThrownBy(() -> restores.restore("page", Wanted.of(SESSION), seen.id()))
                    .hasMessageContaining("Another file is at");
            assertThat(Files.readString(log)).isEqualTo("something else\n");
            Files.delete(log);
            Path second = home.resolve("projects/-elsewhere/" + ID + ".jsonl");
            World.write(second, line(ID).getBytes(UTF_8));
            assertThatThrownBy(() -> restores.restore("page", Wanted.of(SESSION), null))
                    .hasMessageContaining("A log with this id is at " + second);
            Files.delete(second);
            Path task = home.resolve("tasks/" + ID + "/1.json");
            World.write(task, "newer".getBytes(UTF_8));
            RestorePlan changed = restores.plan(Wanted.of(SESSION));
            assertThat(changed.steps().stream()
                            .filter(s -> s.does() == Does.LEAVE)
                            .map(RestorePlan.Step::to))
                    .containsExactly(task);
            assertThatThrownBy(() -> restores.restore("page", Wanted.of(SESSION), seen.id()))
                    .hasMessageContaining("not what you saw");
            restores.restore("page", Wanted.of(SESSION), changed.id());
            assertThat(Files.readString(task)).isEqualTo("newer");
            assertThat(log).exists();
        }
    }

    @Test
    void whatIsThereGetsAFreshTimeAlone() throws IOException {
        try (World world = world()) {
            Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("r--r--r--"));
            Receipt receipt = world.bean(Restores.class).restore("page", Wanted.of(SESSION), null);
            assertThat(receipt.files())
                    .allSatisfy(file -> assertThat(file.done()).isEqualTo("refreshed"));
            assertThat(Files.getLastModifiedTime(log).toInstant())
                    .isAfter(Instant.now().minusSeconds(60));
            assertThat(Files.isWritable(log))
                    .as("a read-only one saves nothing")
                    .isTrue();
            world.bean(Restores.class).undo("page", receipt.id());
            assertThat(log).exists();
        }
    }

    @Test
    void underAChosenDirectory() throws IOException {
        Path other = Files.createDirectories(dir.resolve("other place"));
        try (World world = world()) {
            sweep();
            world.scan();
            Restores restores = world.bean(Restores.class);
            assertThatThrownBy(() -> restores.plan(new Wanted(SESSION, "not/there", 0)))
                    .hasMessageContaining("is no directory here");
            restores.restore("page", new Wanted(SESSION, other.toString(), 0), null);
            String folder = other.toRealPath().toString().replaceAll("[^A-Za-z0-9]", "-");
            assertThat(home.resolve("projects/" + folder + "/" + ID + ".jsonl")).exists();
            assertThat(home.resolve("projects/" + folder + "/" + ID + "/subagents/agent-a1.jsonl"))
                    .exists();
            assertThat(home.resolve("tasks/" + ID + "/1.json")).exists();
            assertThat(log).doesNotExist();
        }
    }

    @Test
    void aRestoreThatWasGoneOnWithIsNotTakenBack() throws IOException {
        try (World world = world()) {
            sweep();
            world.scan();
            Restores restores = world.bean(Restores.class);
            Receipt receipt = restores.restore("page", Wanted.of(SESSION), null);
            Files.writeString(log, line(ID), StandardOpenOption.APPEND);
            assertThatThrownBy(() -> restores.undo("page", receipt.id())).hasMessageContaining("gone on with");
            assertThat(log).exists();
        }
    }

    @Test
    void aHomeThatCannotBeWrittenIsSaid() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeFalse(
                "root".equals(System.getProperty("user.name")), "root may write anywhere");
        try (World world = world()) {
            sweep();
            world.scan();
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
            assertThat(world.bean(Restores.class).plan(Wanted.of(SESSION)).blocked())
                    .contains("cannot be written");
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void manyAtOnceEachForItself() throws IOException {
        String two = "1b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";
        World.write(home.resolve("projects/-w/" + two + ".jsonl"), line(two).getBytes(UTF_8));
        try (World world = world()) {
            sweep();
            Files.delete(home.resolve("projects/-w/" + two + ".jsonl"));
            world.scan();
            Files.writeString(log, "in the way\n");
            List<Restores.Outcome> all =
                    world.bean(Restores.class).restore("api", List.of(SESSION, new SessionId("claude", two)));
            assertThat(all.getFirst().refused()).isNotNull();
            assertThat(all.getLast().receipt()).isNotNull();
            assertThat(home.resolve("projects/-w/" + two + ".jsonl")).exists();
        }
    }
}
