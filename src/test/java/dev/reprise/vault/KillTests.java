package dev.reprise.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends is killed again and again; what it reported as forced must be there, and nothing else. */
class KillTests {

    private static final String LOG = "claude/killed.jsonl";
    private static final int LENGTH = 6_000_000;
    private static final int ROUNDS = 8;

    @TempDir
    Path dir;

    /** The child: appends pieces of the known bytes, forces each, prints how far it is. */
    public static void main(String[] args) {
        var vault = new Vault(Path.of(args[0]));
        byte[] log = new MadeLog(Long.parseLong(args[1])).bytes(LENGTH);
        var random = new Random();
        while (true) {
            try (var out = vault.append(LOG)) {
                int at = (int) out.size();
                for (int i = 0; i < 20 && at < log.length; i++) {
                    int n = Math.min(log.length - at, 1 + random.nextInt(random.nextInt(30) == 0 ? 200_000 : 5000));
                    out.write(log, at, n);
                    out.force();
                    at += n;
                    System.out.println(at);
                }
                if (at == log.length) {
                    return;
                }
            }
        }
    }

    @Test
    void whatWasForcedSurvivesKillingTheProcess() throws Exception {
        long seed = MadeLog.seed();
        byte[] log = new MadeLog(seed).bytes(LENGTH);
        var random = new Random(seed);
        Path root = dir.resolve("vault");
        long forced = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long reported = runAndKill(root, seed, 1 + random.nextInt(150));
            forced = Math.max(forced, reported);
            // reading first or appending first, both must repair
            if (round % 2 == 0) {
                byte[] held = VaultTests.all(new Vault(root), LOG);
                assertThat(held.length).isGreaterThanOrEqualTo((int) forced);
                assertThat(held).isEqualTo(Arrays.copyOf(log, held.length));
                assertThat(new Vault(root).verify(p -> {}).damages().stream().filter(d -> d.length() >= 0))
                        .isEmpty();
            }
        }
        var vault = new Vault(root);
        try (var out = vault.append(LOG)) {
            assertThat(out.size()).isGreaterThanOrEqualTo(forced);
            out.write(log, (int) out.size(), log.length - (int) out.size());
        }
        assertThat(VaultTests.all(vault, LOG)).isEqualTo(log);
        assertThat(vault.verify(p -> {}).sound()).isTrue();
        System.out.printf("killed %d times, the last at %d of %d bytes%n", ROUNDS, forced, log.length);
    }

    private long runAndKill(Path root, long seed, int lines) throws Exception {
        // a killed JVM leaves the unpacked native library behind: let it be here
        Path temporary = Files.createDirectories(dir.resolve("tmp"));
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillTests.class.getName(),
                        root.toString(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = 0;
        int seen = 0;
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = Long.parseLong(line);
                if (++seen == lines) {
                    process.destroyForcibly();
                }
            }
        } catch (java.io.IOException e) {
            assertThat(e).hasMessageContaining("closed");
        }
        process.waitFor();
        assertThat(seen).isGreaterThanOrEqualTo(Math.min(lines, 1));
        return last;
    }

    @Test
    void readersSeeRightBytesWhileTheFileIsAppendedAndRePacked() throws Exception {
        long seed = MadeLog.seed();
        byte[] log = new MadeLog(seed).bytes(1_500_000);
        var vault = new Vault(dir.resolve("live"));
        var visible = new AtomicLong();
        try (var pool = Executors.newFixedThreadPool(4)) {
            Future<Long> writer = pool.submit(() -> write(vault, log, visible, new Random(seed)));
            var readers = java.util.stream.IntStream.range(0, 3)
                    .mapToObj(i -> pool.submit(() -> readWhile(writer, vault, log, visible, new Random(seed + i))))
                    .toList();
            for (var reader : readers) {
                assertThat(reader.get()).isPositive();
            }
            assertThat(writer.get()).isEqualTo(log.length);
        }
        assertThat(vault.verify(p -> {}).sound()).isTrue();
    }

    private static long write(Vault vault, byte[] log, AtomicLong visible, Random random) {
        while (visible.get() < log.length) {
            try (var out = vault.append(LOG)) {
                int at = (int) visible.get();
                int n = Math.min(log.length - at, 1 + random.nextInt(6000));
                out.write(log, at, n);
            }
            visible.set(vault.find(LOG).orElseThrow().size());
        }
        return visible.get();
    }

    private static long readWhile(Future<?> writer, Vault vault, byte[] log, AtomicLong visible, Random random)
            throws Exception {
        long reads = 0;
        while (!writer.isDone() || reads == 0) {
            int size = (int) visible.get();
            if (size == 0) {
                Thread.onSpinWait();
                continue;
            }
            int from = random.nextInt(size);
            int length = Math.min(size - from, 1 + random.nextInt(30_000));
            assertThat(vault.read(LOG, 0, from, length)).isEqualTo(Arrays.copyOfRange(log, from, from + length));
            if (++reads % 50 == 0) {
                byte[] held = VaultTests.all(vault, LOG);
                assertThat(held.length).isGreaterThanOrEqualTo(size);
                assertThat(held).isEqualTo(Arrays.copyOf(log, held.length));
            }
        }
        return reads;
    }
}
