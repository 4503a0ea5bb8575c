package dev.reprise.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While the import follows the logs. */
class LiveTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String OTHER = "1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";

    private static final String THIRD = "2c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e23";

    @TempDir
    Path dir;

    /** Milliseconds until it is so; fails after 20 s. */
    static long await(String what, BooleanSupplier so) {
        long start = System.nanoTime();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime() - start)
                    .as(what)
                    .isLessThan(Duration.ofSeconds(20).toNanos());
            LockSupport.parkNanos(5_000_000);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static int entries(World world, String session) {
        return world.jdbc()
                .sql("select coalesce(max(entries), -1) from session where native_id = ?")
                .param(session)
                .query(Integer.class)
                .single();
    }

    private static Path begun(Path home) {
        return World.write(
                home.resolve("projects/-w/" + ID + ".jsonl"),
                HomeChangesTests.prompt(1, "begin").getBytes(UTF_8));
    }

    @Test
    void showsAnAppendedLineWithinASecond() throws IOException {
        Path home = dir.resolve("home");
        Path log = begun(home);
        List<Long> millis = new ArrayList<>();
        try (World world = World.live(dir.resolve("data"), home)) {
            for (int n = 2; n < 22; n++) {
                String line = HomeChangesTests.prompt(n, "line " + n);
                int wanted = n;
                Files.writeString(log, line.substring(0, line.length() - (n % 2)), StandardOpenOption.APPEND);
                millis.add(await("line " + n, () -> entries(world, ID) == wanted));
                Files.writeString(log, n % 2 == 0 ? "" : "\n", StandardOpenOption.APPEND);
            }
            millis.sort(null);
            System.out.println("append to visible, milliseconds: " + millis);
            assertThat(millis.get(millis.size() / 2)).as("median").isLessThan(1000);
        }
    }

    @Test
    void followsALiveSessionWhileALongImportGoesOn() throws IOException {
        Path home = dir.resolve("home");
        Path log = begun(home);
        Path big = World.write(home.resolve("projects/-w/" + OTHER + ".jsonl"), new byte[0]);
        byte[] lines = HomeChangesTests.prompt(1, "one of very many")
                .replace(ID, OTHER)
                .repeat(1_000)
                .getBytes(UTF_8);
        for (int thousands = 0; thousands < 200; thousands++) {
            Files.write(big, lines, StandardOpenOption.APPEND);
        }
        Files.setLastModifiedTime(big, FileTime.from(Instant.now().minusSeconds(3600)));
        try (World world = World.opening(dir.resolve("data"), home)) {
            await("the newest log first", () -> entries(world, ID) == 1);
            Files.writeString(log, HomeChangesTests.prompt(2, "meanwhile"), StandardOpenOption.APPEND);
            long millis = await("line appended during an import", () -> entries(world, ID) == 2);
            assertThat(world.imports.status().running())
                    .as("the import still went on after " + millis + " ms")
                    .isTrue();
            Path fresh = home.resolve("projects/-w/" + THIRD + ".jsonl");
            World.write(
                    fresh, HomeChangesTests.prompt(1, "new").replace(ID, THIRD).getBytes(UTF_8));
            await("new session", () -> entries(world, THIRD) == 1);
            await("the long one", () -> entries(world, OTHER) == 200_000);
        }
    }

    @Test
    void findsANewSessionInANewFolderAndOneThatMoves() throws IOException {
        Path home = dir.resolve("home");
        World.write(
                home.resolve("projects/-w/" + ID + ".jsonl"),
                HomeChangesTests.prompt(1, "begin").getBytes(UTF_8));
        try (World world = World.live(dir.resolve("data"), home)) {
            World.write(
                    home.resolve("projects/-new/" + OTHER + ".jsonl"),
                    HomeChangesTests.prompt(1, "new").replace(ID, OTHER).getBytes(UTF_8));
            System.out.println(
                    "new session visible after ms: " + await("new session", () -> entries(world, OTHER) == 1));
            Path moved = home.resolve("projects/-new/" + ID + ".jsonl");
            Files.move(home.resolve("projects/-w/" + ID + ".jsonl"), moved);
            Files.writeString(moved, HomeChangesTests.prompt(2, "moved"), StandardOpenOption.APPEND);
            await("moved session", () -> entries(world, ID) == 2);
            assertThat(world.jdbc()
                            .sql("select count(*) from log")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2);
        }
    }
}
