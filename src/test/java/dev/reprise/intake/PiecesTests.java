package dev.reprise.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.LogBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that arrive in pieces, cut anywhere, give what they give at once: rows, vault bytes, answers. */
class PiecesTests {

    private static final FileTime WRITTEN = FileTime.fromMillis(1_780_000_000_000L);

    @TempDir
    Path dir;

    private final long seed = Long.getLong("reprise.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private record Growing(String path, byte[] bytes, int[] cuts) {}

    @RepeatedTest(6)
    void readsInPiecesAsAtOnce() {
        System.out.println("pieces seed " + seed);
        int pieces = 2 + random.nextInt(5);
        compare(logs(pieces, new byte[0]), pieces);
    }

    @Test
    void readsAGiantLineInPiecesAsAtOnce() {
        System.out.println("giant seed " + seed);
        compare(
                logs(
                        3,
                        LogBuilder.of("11111111-2222-4333-8444-555555555555")
                                .uuids(n -> "6a1d2c3b-0000-4000-8000-00000000beef")
                                .prompt("giant é ".repeat(500_000))
                                .bytes()),
                3);
    }

    private List<Growing> logs(int pieces, byte[] more) {
        RoughLog rough = new RoughLog(random);
        String session = "11111111-2222-4333-8444-555555555555";
        List<Growing> logs = new ArrayList<>();
        logs.add(log(rough, "projects/-w/" + session + ".jsonl", 60 + random.nextInt(60), pieces, more));
        logs.add(log(rough, "projects/-w/" + session + "/subagents/agent-a1.jsonl", 20, pieces, new byte[0]));
        logs.add(log(rough, "projects/-w/agent-0b2.jsonl", 20, pieces, new byte[0]));
        logs.add(log(
                rough, "projects/-v/" + new UUID(1, random.nextLong(1L << 40)) + ".jsonl", 40, pieces, new byte[0]));
        logs.add(history(rough, pieces));
        return logs;
    }

    private static Growing log(RoughLog rough, String path, int lines, int pieces, byte[] more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(more);
        bytes.writeBytes(rough.bytes(lines));
        return new Growing(path, bytes.toByteArray(), rough.cuts(bytes.size(), pieces));
    }

    private static Growing history(RoughLog rough, int pieces) {
        try {
            byte[] bytes = Files.readAllBytes(RoughLog.GOLDEN.resolve("history.jsonl"));
            return new Growing("history.jsonl", bytes, rough.cuts(bytes.length, pieces));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void compare(List<Growing> logs, int pieces) {
        Path home = dir.resolve("home");
        World world = null;
        for (int piece = 0; piece < pieces; piece++) {
            for (Growing log : logs) {
                write(home, log, log.cuts[piece]);
            }
            if (world != null && random.nextBoolean()) {
                world.close();
                world = null;
            }
            world = world == null ? World.of(dir.resolve("pieces"), home) : world.scan();
        }
        try (World grown = Objects.requireNonNull(world);
                World whole = World.of(dir.resolve("whole"), home)) {
            assertThat(World.difference(grown.rows(), whole.rows()))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(grown.rows()).isNotEmpty();
            assertThat(grown.held()).as("seed %d", seed).isEqualTo(whole.held()).hasSize(logs.size());
            assertThat(World.difference(grown.answers(), whole.answers()))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(grown.answers()).isNotEmpty();
            for (Growing log : logs) {
                assertThat(grown.vault.read("claude/" + log.path, 0, 0, log.bytes.length))
                        .isEqualTo(log.bytes);
            }
            assertThat(grown.vault.verify(p -> {}).sound()).isTrue();
        }
    }

    private static void write(Path home, Growing log, int length) {
        Path file = World.write(home.resolve(log.path), Arrays.copyOf(log.bytes, length));
        try {
            Files.setLastModifiedTime(file, WRITTEN);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
