package dev.reprise.intake;

import static dev.reprise.intake.HomeChangesTests.prompt;
import static dev.reprise.intake.HomeChangesTests.reply;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.reprise.SmallDisk;
import dev.reprise.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real full disks: a small file system of its own. Keeping goes on by itself as soon as there is room. */
class FullDiskTests {

    private static final int LOGS = 8;
    private static final Duration HEALED = Duration.ofSeconds(10);

    @TempDir
    Path dir;

    private Path disk;
    private SmallDisk small;
    private Path home;
    private final List<Path> logs = new ArrayList<>();

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(dir.resolve("disk"));
        home = dir.resolve("home");
        small = SmallDisk.mount(disk, "24m");
        for (int n = 0; n < LOGS; n++) {
            Path log = home.resolve("projects/-w/0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e2" + n + ".jsonl");
            World.write(log, (prompt(1, "first " + n) + reply(2, "y".repeat(200_000))).getBytes(UTF_8));
            logs.add(log);
        }
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        SmallDisk.run("umount", "-l", data().resolve("vault").toString());
        if (small != null) {
            small.close();
        }
    }

    private Path data() {
        return disk.resolve("data");
    }

    private void append(int log, String text) throws IOException {
        Files.writeString(logs.get(log), prompt(9, text), StandardOpenOption.APPEND);
    }

    private static long await(BooleanSupplier wanted, String what) {
        long start = System.nanoTime();
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() - start > HEALED.toNanos()) {
                fail("not within " + HEALED + ": " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static boolean isBlocked(World world) {
        return world.imports.status().obstacle() != null;
    }

    private static String why(World world) {
        Imports.Obstacle obstacle = world.imports.status().obstacle();
        return obstacle == null ? "nothing" : obstacle.sentence();
    }

    private boolean shows(World world, int log, String text) {
        try {
            String id = logs.get(log).getFileName().toString().replace(".jsonl", "");
            return world.api("/api/sessions/" + id + "/entries").contains(text);
        } catch (AssertionError e) {
            return false;
        }
    }

    private void everythingIsKept(World world) throws IOException {
        for (Path log : logs) {
            byte[] bytes = Files.readAllBytes(log);
            String path = "claude/" + home.relativize(log);
            await(
                    () -> world.vault
                            .find(path)
                            .map(h -> h.size() == bytes.length)
                            .orElse(false),
                    path);
            assertThat(world.vault.read(path, 0, 0, bytes.length)).isEqualTo(bytes);
        }
        assertThat(world.vault.verify(progress -> {}).sound()).isTrue();
    }

    @Test
    void goesOnWithoutARestartWhenThereIsRoomAgain() throws IOException {
        try (World world = World.live(data(), home)) {
            small.fill();
            append(0, "while it was full");
            await(() -> isBlocked(world), "the state says that nothing can be kept");
            assertThat(why(world)).contains("full", "MB are needed", "One log waits");
            assertThat(world.api("/api/status")).contains("\"cannotKeep\":{\"why\":\"The disk of");
            assertThat(world.api("/api/sessions?limit=20")).contains("\"total\":8");
            assertThatThrownBy(world.imports::startAndWait)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("full");
            append(1, "also while it was full");
            Files.delete(disk.resolve("filler"));
            long healed = await(() -> !isBlocked(world) && shows(world, 0, "while it was full"), "it goes on");
            append(2, "after it was freed");
            await(() -> shows(world, 1, "also while") && shows(world, 2, "after it was freed"), "all lines are shown");
            everythingIsKept(world);
            Healed.note("disk full, then free again", healed);
        }
    }

    @Test
    void theCatalogueIsOpenedAgainWhenItWasClosedByAFailedWrite() throws IOException {
        try (World world = World.live(data(), home)) {
            small.fill();
            // what another program's full disk does between a look at the room and the write: H2 itself meets it
            assertThatThrownBy(() -> {
                        world.jdbc()
                                .sql("create table more as select x, secure_rand(8000) s from system_range(1, 600)")
                                .update();
                        world.jdbc().sql("checkpoint sync").update();
                    })
                    .isInstanceOf(org.springframework.dao.DataAccessException.class);
            append(0, "while it was closed");
            Files.delete(disk.resolve("filler"));
            long healed = await(() -> shows(world, 0, "while it was closed"), "the catalogue is open again");
            append(1, "after that");
            await(() -> shows(world, 1, "after that"), "lines are shown");
            everythingIsKept(world);
            Healed.note("catalogue closed by a failed write, then room again", healed);
        }
        // what was made anew is as good as what was there
        World.write(
                dir.resolve("home2/projects/-v/1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22.jsonl"),
                prompt(1, "x").getBytes(UTF_8));
        try (World world = World.of(data(), home, dir.resolve("home2"))) {
            assertThat(world.api("/api/sessions?limit=20")).contains("\"total\":9");
        }
    }

    @Test
    void aVaultThatCannotBeWrittenIsSaidAndHealsToo() throws Exception {
        try (World world = World.live(data(), home)) {
            String vault = data().resolve("vault").toString();
            assertThat(SmallDisk.run("mount", "--bind", vault, vault)).isNull();
            assertThat(SmallDisk.run("mount", "-o", "remount,ro,bind", vault)).isNull();
            append(0, "while it was read-only");
            await(() -> isBlocked(world), "the state says so");
            assertThat(why(world)).contains("cannot be written");
            assertThat(world.api("/api/sessions?limit=20")).contains("\"total\":8");
            assertThat(SmallDisk.run("umount", vault)).isNull();
            long healed = await(() -> !isBlocked(world) && shows(world, 0, "while it was read-only"), "it goes on");
            everythingIsKept(world);
            Healed.note("vault read-only, then writable again", healed);
        }
    }

    @Test
    void aVaultThatVanishedIsSaidAndMadeAgain() throws Exception {
        try (World world = World.live(data(), home)) {
            Path away = disk.resolve("away");
            Files.move(data().resolve("vault"), away);
            append(0, "while it was gone");
            await(() -> isBlocked(world), "the state says so");
            assertThat(why(world)).contains("is gone");
            Files.move(away, data().resolve("vault"));
            long healed = await(() -> !isBlocked(world) && shows(world, 0, "while it was gone"), "it goes on");
            everythingIsKept(world);
            Healed.note("vault directory gone, then back", healed);
        }
    }

    @Test
    void fillsUpInTheMiddleOfAnImport() throws IOException {
        for (int n = 0; n < 60; n++) {
            Path log = home.resolve("projects/-w/%08d-77e0-4a3b-9a44-3f1a0c5d9e20.jsonl".formatted(n));
            byte[] noise = new byte[400_000];
            new java.util.Random(n).nextBytes(noise);
            World.write(
                    log,
                    (prompt(1, "many") + reply(2, java.util.Base64.getEncoder().encodeToString(noise)))
                            .getBytes(UTF_8));
            logs.add(log);
        }
        try (World world = World.opening(data(), home)) {
            await(() -> isBlocked(world), "the disk is full amid the import");
            // a larger disk
            assertThat(SmallDisk.run("mount", "-o", "remount,size=120m", disk.toString()))
                    .isNull();
            long healed = await(
                    () -> !isBlocked(world) && world.imports.status().filesDone() == logs.size(), "all is imported");
            everythingIsKept(world);
            Healed.note("disk full amid an import, then larger", healed);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
