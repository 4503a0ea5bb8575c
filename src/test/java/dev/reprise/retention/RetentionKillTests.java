package dev.reprise.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.Killed;
import dev.reprise.intake.Traces;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that restores, trashes or purges is killed at any moment: the next start finds the work done, or as if it had never begun,
 * and nothing by halves.
 */
class RetentionKillTests {

    private static final String CANARY = "xylophone-canary-9d77";
    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String OTHER = "1b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";
    private static final SessionId SESSION = new SessionId("claude", ID);
    private static final int ROUNDS = 3;
    private static final int SIDE_FILES = 40;

    @TempDir
    Path dir;

    /** The child: opens everything, says so, does it, says so. */
    public static void main(String[] args) throws IOException {
        try (World world = World.of(Path.of(args[0]), Path.of(args[1])).scan()) {
            world.bean(Labels.class).ready();
            System.out.println("go");
            switch (args[2]) {
                case "restore" -> world.bean(Restores.class).restore(Act.API, Restores.Wanted.of(SESSION), null);
                case "trash" -> world.bean(Trashes.class).trash(Act.API, java.util.List.of(SESSION), true, 30);
                default -> {
                    Purges purges = world.bean(Purges.class);
                    PurgePlan plan = purges.plan(SESSION, true);
                    purges.purge(Act.API, SESSION, true, plan.id(), plan.confirm());
                }
            }
            System.out.println("done");
        }
    }

    private static void fill(Path home) {
        StringBuilder log = new StringBuilder();
        for (int n = 0; n < 4_000; n++) {
            log.append(
                    "{\"type\":\"user\",\"uuid\":\"%08d-0000-4000-8000-000000000001\",\"sessionId\":\"%s\",\"cwd\":\"/w\","
                                    .formatted(n, ID)
                            + "\"timestamp\":\"2026-03-02T10:00:00.000Z\",\"message\":{\"role\":\"user\",\"content\":\""
                            + CANARY + " " + n
                            + "\"}}\n");
        }
        World.write(home.resolve("projects/-w/" + ID + ".jsonl"), log.toString().getBytes(UTF_8));
        for (int n = 0; n < SIDE_FILES; n++) {
            World.write(
                    home.resolve("projects/-w/" + ID + "/tool-results/t" + n + ".txt"), (CANARY + n).getBytes(UTF_8));
        }
        World.write(
                home.resolve("projects/-w/" + OTHER + ".jsonl"),
                log.substring(0, log.indexOf("\n") + 1)
                        .replace(ID, OTHER)
                        .replace(CANARY, "other")
                        .getBytes(UTF_8));
        World.write(
                home.resolve("history.jsonl"),
                ("{\"display\":\"" + CANARY + "\",\"timestamp\":1700000000000,\"project\":\"/w\",\"sessionId\":\"" + ID
                                + "\"}\n{\"display\":\"other\",\"timestamp\":1700000000001,\"project\":\"/w\",\"sessionId\":\""
                                + OTHER + "\"}\n")
                        .getBytes(UTF_8));
    }

    private static void run(Path data, Path home, String what, long killAfter)
            throws IOException, InterruptedException {
        Killed.run(RetentionKillTests.class, killAfter, data.toString(), home.toString(), what);
    }

    private static Map<String, Long> files(Path home) throws IOException {
        Map<String, Long> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(home.relativize(file).toString(), Files.size(file));
            }
        }
        return found;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What a start finishes beside the import is done. */
    private static void settle(World world, Path data) throws IOException {
        Path journal = data.resolve("journal");
        Instant end = Instant.now().plusSeconds(60);
        while (Files.isDirectory(journal) && !isEmpty(journal) && Instant.now().isBefore(end)) {
            world.scan();
        }
        assertThat(!Files.isDirectory(journal) || isEmpty(journal)).isTrue();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            return left.findAny().isEmpty();
        }
    }

    @Test
    void aRestoreIsWholeOrNothing() throws Exception {
        Path data = dir.resolve("data");
        Path home = dir.resolve("home");
        fill(home);
        World.of(data, home).scan().close();
        Map<String, Long> whole = files(home);
        Files.delete(home.resolve("projects/-w/" + ID + ".jsonl"));
        delete(home.resolve("projects/-w/" + ID));
        Map<String, Long> gone = files(home);
        long takes = 1_000;
        Random random = new Random(7);
        int done = 0;
        for (int round = 0; round < ROUNDS; round++) {
            run(data, home, "restore", random.nextLong(takes));
            try (World world = World.of(data, home).scan()) {
                settle(world, data);
                Map<String, Long> now = files(home);
                assertThat(now).isIn(whole, gone);
                assertThat(world.bean(Receipts.class).latest(100).stream()
                                .filter(receipt -> receipt.undoneAt() == null))
                        .hasSize(now.equals(whole) ? 1 : 0);
                if (now.equals(whole)) {
                    done++;
                    world.bean(Restores.class)
                            .undo(
                                    Act.API,
                                    world.bean(Receipts.class)
                                            .latest(1)
                                            .getFirst()
                                            .id());
                }
                world.scan();
                assertThat(files(home)).isEqualTo(gone);
            }
        }
        System.out.printf("killed %d restores, %d of them after they were done%n", ROUNDS, done);
    }

    @Test
    void aPurgeIsFinished() throws Exception {
        long takes = 1_500;
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            Path data = dir.resolve("data" + round);
            Path home = dir.resolve("home" + round);
            fill(home);
            run(data, home, "purge", random.nextLong(takes));
            try (World world = World.of(data, home).scan()) {
                settle(world, data);
                world.scan();
                boolean begun = world.bean(Purges.class).purged().contains(SESSION.toString());
                if (begun) {
                    assertThat(Traces.of(home, CANARY)).as("round %d", round).isEmpty();
                    assertThat(Traces.of(data, CANARY)).as("round %d", round).isEmpty();
                    assertThat(world.bean(Receipts.class).latest(10)).hasSize(1);
                } else {
                    assertThat(files(home)).hasSize(SIDE_FILES + 3);
                }
                assertThat(Files.readString(home.resolve("history.jsonl"))).contains("other");
            }
        }
    }

    @Test
    void whatGoesWithItsCopyIsTrashedOrThere() throws Exception {
        Random random = new Random(13);
        for (int round = 0; round < ROUNDS; round++) {
            Path data = dir.resolve("tdata" + round);
            Path home = dir.resolve("thome" + round);
            fill(home);
            Map<String, Long> whole = files(home);
            run(data, home, "trash", random.nextLong(800));
            try (World world = World.of(data, home).scan()) {
                settle(world, data);
                boolean trashed = world.bean(Labels.class).of(SESSION).trash() != null;
                assertThat(files(home)).hasSize(trashed ? 2 : whole.size());
                if (trashed) {
                    assertThat(world.bean(Trashes.class).untrash(Act.API, java.util.List.of(SESSION)))
                            .isEmpty();
                }
                assertThat(files(home)).isEqualTo(whole);
            }
        }
    }
}
