package dev.reprise.pastfiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.Killed;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.retention.Receipts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes files back is killed at any moment: all of them are there, or what was there before. */
class FileWritesKillTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final int FILES = 120;
    private static final int ROUNDS = 4;

    @TempDir
    Path dir;

    /** The child. */
    public static void main(String[] args) {
        try (World world = World.of(Path.of(args[0]), Path.of(args[1]))) {
            FileWrites writes = world.bean(FileWrites.class);
            FileWrites.Wanted wanted = wanted(Path.of(args[2]));
            writes.plan(wanted);
            System.out.println("go");
            writes.write(Act.API, wanted, null);
            System.out.println("done");
        }
    }

    private static FileWrites.Wanted wanted(Path target) {
        return new FileWrites.Wanted("claude:" + ID, PastFiles.Moment.END, target.toString(), null);
    }

    private static Map<String, String> files(Path target) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(target.relativize(file).toString(), Files.readString(file));
            }
        }
        return all;
    }

    @Test
    void allAreThereOrNone() throws Exception {
        Path home = dir.resolve("home");
        Path data = dir.resolve("data");
        Path target = Files.createDirectory(dir.resolve("target")).toRealPath();
        StringBuilder log = new StringBuilder();
        Map<String, String> then = new TreeMap<>();
        for (int n = 0; n < FILES; n++) {
            String name = "d" + n % 7 + "/f" + n + ".txt";
            then.put(name, "then " + n + "\n");
            log.append(
                    ("{\"type\":\"user\",\"uuid\":\"%08d-0000-4000-8000-000000000001\",\"sessionId\":\"%s\",\"cwd\":\"/w\","
                                    + "\"timestamp\":\"2026-03-02T10:00:00.000Z\",\"message\":{\"role\":\"user\",\"content\":[]},"
                                    + "\"toolUseResult\":{\"type\":\"create\",\"filePath\":\"/w/%s\",\"content\":\"then %d\\n\"}}\n")
                            .formatted(n, ID, name, n));
            if (n % 2 == 0) {
                World.write(target.resolve(name), ("mine " + n).getBytes(UTF_8));
            }
        }
        World.write(home.resolve("projects/-w/" + ID + ".jsonl"), log.toString().getBytes(UTF_8));
        Map<String, String> before = files(target);
        Random random = new Random(5);
        int done = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Killed.run(
                    FileWritesKillTests.class,
                    random.nextLong(900),
                    data.toString(),
                    home.toString(),
                    target.toString());
            try (World world = World.of(data, home)) {
                world.scan();
                Map<String, String> now = files(target);
                boolean written = now.keySet().containsAll(then.keySet());
                if (written) {
                    now.keySet().removeIf(name -> name.startsWith(".reprise-before-"));
                    assertThat(now).isEqualTo(then);
                    done++;
                    world.bean(FileWrites.class)
                            .undo(world.bean(Receipts.class)
                                    .latest(1)
                                    .getFirst()
                                    .id());
                }
                assertThat(files(target)).isEqualTo(before);
                try (Stream<Path> left = Files.list(target)) {
                    assertThat(left.map(path -> path.getFileName().toString()))
                            .noneMatch(name -> name.startsWith(".reprise"));
                }
            }
        }
        System.out.printf("killed %d writings of files, %d of them after they were done%n", ROUNDS, done);
    }
}
