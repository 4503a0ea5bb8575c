package dev.reprise.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that imports growing logs is killed again and again; the last run makes whole what the others left. */
class CrashTests {

    private static final int LOGS = 24;
    private static final int ROUNDS = 9;
    private static final int KILLED = File.separatorChar == '/' ? 128 + 9 : 1;
    private static final FileTime WRITTEN = FileTime.fromMillis(1_780_000_000_000L);

    @TempDir
    Path dir;

    /** The logs and where they are cut; when the processes die is chance all the same. */
    private final long seed = Long.getLong("reprise.seed", System.nanoTime());

    private final Random random = new Random(seed);
    private final List<Path> paths = new ArrayList<>();
    private final List<byte[]> logs = new ArrayList<>();
    private int[] written = new int[LOGS];

    /** The child: imports again and again what lies in the home. */
    public static void main(String[] args) {
        try (World world = World.of(Path.of(args[0]), Path.of(args[1]))) {
            System.out.println("imported");
            while (true) {
                world.scan();
            }
        }
    }

    @Test
    void losesAndDoublesNothingHoweverOftenItIsKilled() throws Exception {
        System.out.println("crash seed " + seed);
        make();
        List<String> times = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            grow(round == ROUNDS ? 1 : random.nextDouble() / 3);
            times.add(runAndKill(round));
            rowsAgree(round);
        }
        System.out.println("killed " + times);
        for (Path path : paths) {
            Files.setLastModifiedTime(path, WRITTEN);
        }
        Path home = dir.resolve("home");
        try (World after = World.of(dir.resolve("data"), home);
                World clean = World.of(dir.resolve("clean"), home)) {
            assertThat(World.difference(after.rows(), clean.rows()))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(after.rows()).hasSizeGreaterThan(10_000);
            assertThat(after.held()).as("seed %d", seed).isEqualTo(clean.held()).hasSize(LOGS);
            assertThat(World.difference(after.answers(), clean.answers()))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(after.vault.verify(p -> {}).sound()).isTrue();
        }
    }

    /** What the catalogue says of itself, whenever it was killed. */
    private void rowsAgree(int round) throws SQLException {
        Path file = dir.resolve("data/db/reprise");
        if (!Files.exists(dir.resolve("data/db/reprise.mv.db"))) {
            return;
        }
        try (var db = DriverManager.getConnection("jdbc:h2:file:" + file, "sa", "");
                var tables = db.getMetaData().getTables(null, null, "SETTLING", null)) {
            if (!tables.next()) {
                return;
            }
            for (String broken : List.of(
                    "select id from entry where bitand(id / 4294967296, 2147483647) not in (select id from log)",
                    "select id from log l where seqs <> (select count(*) from entry e where e.id >= l.id * 4294967296"
                            + " and e.id < (l.id + 1) * 4294967296)",
                    "select id from api_message where log_id not in (select id from log)",
                    "select id from api_message where session_id not in (select id from session)",
                    "select log_id from api_message group by msg, log_id having count(*) > 1",
                    "select msg from api_message group by msg having sum(case when counted then 1 else 0 end) <> 1"
                            + " and not (select due from settling)",
                    "select id from session s where tokens_in <>"
                            + " (select coalesce(sum(input), 0) from api_message where session_id = s.id and counted)")) {
                try (var rows = db.createStatement().executeQuery(broken)) {
                    assertThat(rows.next())
                            .as("seed %d, round %d: %s", seed, round, broken)
                            .isFalse();
                }
            }
            assertThat(IndexCheck.lacking(db))
                    .as("seed %d, round %d", seed, round)
                    .isEmpty();
        }
    }

    private void make() {
        RoughLog rough = new RoughLog(random);
        for (int i = 0; i < LOGS; i++) {
            String session = new UUID(7, i / 2).toString();
            String name = i % 2 == 0 ? session + ".jsonl" : session + "/subagents/agent-a" + i + ".jsonl";
            paths.add(dir.resolve("home/projects/-w/" + name));
            logs.add(rough.bytes(i % 2 == 0 ? 600 : 100));
        }
    }

    /** Lets every log grow by about this share of what is missing. */
    private void grow(double share) throws IOException {
        for (int i = 0; i < LOGS; i++) {
            int more = (int) ((logs.get(i).length - written[i]) * share);
            Files.createDirectories(Objects.requireNonNull(paths.get(i).getParent()));
            Files.write(
                    paths.get(i),
                    Arrays.copyOfRange(logs.get(i), written[i], written[i] + more),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            written[i] += more;
        }
    }

    private String runAndKill(int round) throws Exception {
        Path temporary = Files.createDirectories(dir.resolve("tmp"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashTests.class.getName(),
                        dir.resolve("data").toString(),
                        dir.resolve("home").toString())
                .redirectErrorStream(true)
                .start();
        long start = System.nanoTime();
        // odd rounds die anywhere in the first import; even ones live to see the logs grow, then die soon after
        boolean early = round % 2 == 1;
        Thread killer =
                Thread.startVirtualThread(() -> killAfter(process, early ? 1200 + random.nextInt(2500) : 20_000));
        boolean imported = false;
        List<String> said = new ArrayList<>();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.equals("imported") && !early) {
                    imported = true;
                    grow(random.nextDouble() / 3);
                    killAfter(process, random.nextInt(400));
                }
            }
        } catch (IOException e) {
            // its end of the pipe went with it
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        killer.interrupt();
        assertThat(process.exitValue())
                .as("it ended by being killed, seed %d, round %d: %s", seed, round, String.join("\n", said))
                .isEqualTo(KILLED);
        assertThat(said)
                .as("seed %d, round %d: %s", seed, round, String.join("\n", said))
                .noneMatch(line -> line.contains(" ERROR "));
        return Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms" + (imported ? " while following" : "");
    }

    private static void killAfter(Process process, int millis) {
        try {
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
