package dev.reprise.secondcopy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.SmallDisk;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.pastfiles.FileWrites;
import dev.reprise.pastfiles.PastFiles;
import dev.reprise.problem.Problem;
import dev.reprise.retention.Restores;
import dev.reprise.secondcopy.SecondCopies.Is;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where something is written to and the disk is full: nothing is half there, it is said, and it goes on when there is room. */
class FullPlacesTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final SessionId SESSION = new SessionId("claude", ID);

    @TempDir
    Path dir;

    private Path disk;
    private Path log;

    @BeforeEach
    void log() throws IOException {
        disk = Files.createDirectory(dir.resolve("disk")).toRealPath();
        // what cannot be compressed
        StringBuilder text = new StringBuilder();
        new Random(1).ints(600_000, 'a', 'z' + 1).forEach(c -> text.append((char) c));
        log = dir.resolve("home/projects/-w/" + ID + ".jsonl");
        World.write(
                log,
                ("{\"type\":\"user\",\"uuid\":\"00000000-0000-4000-8000-000000000001\",\"sessionId\":\"" + ID
                                + "\",\"cwd\":\"/w\",\"timestamp\":\"2026-03-02T10:00:00.000Z\",\"message\":{\"role\":\"user\",\"content\":[]},"
                                + "\"toolUseResult\":{\"type\":\"create\",\"filePath\":\"/w/a.txt\",\"content\":\""
                                + text + "\"}}\n")
                        .getBytes(UTF_8));
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void theSecondCopySaysSoAndGoesOn() throws Exception {
        try (SmallDisk small = SmallDisk.mount(disk, "4m");
                World world = World.of(dir.resolve("data"), dir.resolve("home"))) {
            SecondCopies copies = world.bean(SecondCopies.class);
            Path place = Files.createDirectory(disk.resolve("copy"));
            copies.choose(Act.API, place.toString());
            small.fill();
            copies.bringUpToDate();
            assertThat(copies.state().is()).isEqualTo(Is.BEHIND);
            assertThat(copies.state().trouble().getFirst()).contains("full").contains("Make room");
            assertThat(place.resolve("copying")).isEmptyDirectory();
            small.makeRoom();
            copies.bringUpToDate();
            assertThat(copies.state().is()).isEqualTo(Is.CURRENT);
        }
    }

    @Test
    void aRestoreIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path home = Files.createDirectory(dir.resolve("away"));
        try (World world = World.of(dir.resolve("data"), dir.resolve("home"))) {
            assertThat(world.held()).isNotEmpty();
        }
        Files.move(dir.resolve("home"), home.resolve("home"));
        Files.createDirectory(dir.resolve("home"));
        try (SmallDisk small = SmallDisk.mount(dir.resolve("home"), "4m")) {
            Files.createDirectories(dir.resolve("home/projects"));
            try (World world =
                    World.of(dir.resolve("data"), dir.resolve("home")).scan()) {
                small.fill();
                assertThatThrownBy(() -> world.bean(Restores.class).restore(Act.API, Restores.Wanted.of(SESSION), null))
                        .isInstanceOf(Problem.class)
                        .hasMessageContaining("no room");
                assertThat(files(dir.resolve("home"))).isEqualTo(1);
                assertThat(dir.resolve("data/journal"))
                        .satisfiesAnyOf(
                                journal -> assertThat(journal).doesNotExist(),
                                journal -> assertThat(journal).isEmptyDirectory());
            }
        }
    }

    @Test
    void filesThatDoNotFitAreTakenBack() throws Exception {
        try (SmallDisk small = SmallDisk.mount(disk, "1m");
                World world = World.of(dir.resolve("data"), dir.resolve("home"))) {
            Path target = Files.createDirectory(disk.resolve("target"));
            Files.writeString(target.resolve("a.txt"), "mine");
            Files.write(disk.resolve("half"), new byte[600_000]);
            assertThatThrownBy(() -> world.bean(FileWrites.class)
                            .write(
                                    Act.API,
                                    new FileWrites.Wanted(
                                            "claude:" + ID, PastFiles.Moment.END, target.toString(), null),
                                    null))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("taken back");
            assertThat(target.resolve("a.txt")).hasContent("mine");
            assertThat(files(target)).isEqualTo(1);
            assertThat(dir.resolve("data/journal")).isEmptyDirectory();
            assertThat(small.path()).isEqualTo(disk);
        }
    }
}
