package dev.reprise.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.Killed;
import dev.reprise.LogBuilder;
import dev.reprise.SmallDisk;
import dev.reprise.intake.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed at any moment, the disk is full: afterwards every entry is found, and none twice. */
class IndexTroubleTests {

    private static final int LOGS = 60;
    private static final int PROMPTS = 20;
    private static final int ROUNDS = 5;

    @TempDir
    Path dir;

    /** The child: imports what is there, with the index, and ends in order. */
    public static void main(String[] args) {
        System.out.println("go");
        try (World world = World.of(Path.of(args[0]), Path.of(args[1]))) {
            world.bean(Indexer.class).settle(Duration.ofSeconds(60));
        }
        System.out.println("done");
    }

    private static void fill(Path home, int round) {
        for (int n = 0; n < LOGS; n++) {
            String id = "%08d-77e0-4a3b-9a44-3f1a0c5d9e21".formatted(round * LOGS + n);
            LogBuilder log = LogBuilder.of(id)
                    .times(Instant.parse("2026-03-02T10:00:00Z"), 1)
                    .uuids(k -> id.substring(0, 24) + "%012d".formatted(k))
                    .cwd("/w");
            for (int k = 0; k < PROMPTS; k++) {
                log = log.prompt("the wombat of round " + round);
            }
            World.write(home.resolve("projects/-w/" + id + ".jsonl"), log.bytes());
        }
    }

    private static long wombats(World world) {
        return world.bean(Search.class)
                .find(new Ask("wombat", false, 1, null, ZonedDateTime.parse("2026-11-26T12:00:00Z")))
                .entries();
    }

    private static boolean settles(World world, Duration limit) {
        long until = System.nanoTime() + limit.toNanos();
        boolean settled = false;
        while (!settled && System.nanoTime() < until) {
            settled = world.bean(Indexer.class).settle(Duration.ofSeconds(5));
        }
        return settled;
    }

    @Test
    void nothingIsMissingOrDoubleAfterAKill() throws IOException, InterruptedException {
        Path data = dir.resolve("data");
        Path home = dir.resolve("home");
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            fill(home, round);
            Killed.run(IndexTroubleTests.class, 600 + random.nextLong(2_200), data.toString(), home.toString());
            if (round % 2 == 1) {
                try (World world = World.of(data, home)) {
                    assertThat(settles(world, Duration.ofSeconds(60))).isTrue();
                    assertThat(wombats(world)).isEqualTo((long) (round + 1) * LOGS * PROMPTS);
                }
            }
        }
        try (World world = World.of(data, home)) {
            assertThat(settles(world, Duration.ofSeconds(60))).isTrue();
            assertThat(wombats(world)).isEqualTo((long) ROUNDS * LOGS * PROMPTS);
        }
    }

    @Test
    void aFullDiskStopsTheIndexAloneAndItGoesOnByItself() throws IOException, InterruptedException {
        Path data = dir.resolve("full");
        Path home = dir.resolve("home");
        fill(home, 0);
        Path index = Files.createDirectories(data.resolve("index"));
        try (SmallDisk disk = SmallDisk.mount(index, "2m")) {
            disk.fill();
            try (World world = World.of(data, home)) {
                // all is kept and listed meanwhile
                assertThat(world.held()).hasSize(LOGS);
                assertThat(settles(world, Duration.ofSeconds(2))).isFalse();
                assertThat(world.bean(Search.class).state().fault()).isNotNull();
                disk.makeRoom();
                assertThat(settles(world, Duration.ofSeconds(40))).isTrue();
                assertThat(world.bean(Search.class).state().fault()).isNull();
                assertThat(wombats(world)).isEqualTo((long) LOGS * PROMPTS);
            }
        }
    }
}
