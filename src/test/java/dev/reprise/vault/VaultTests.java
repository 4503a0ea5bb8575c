package dev.reprise.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the vault promises while nothing goes wrong. */
class VaultTests {

    static final String LOG = "claude/projects/-home-someone/0a.jsonl";

    @TempDir
    Path dir;

    Vault vault;

    @BeforeEach
    void open() {
        vault = new Vault(dir.resolve("vault"));
    }

    static void append(Vault vault, String path, byte[] bytes, int from, int to) {
        try (var out = vault.append(path)) {
            out.write(bytes, from, to - from);
        }
    }

    static byte[] all(Vault vault, String path) throws IOException {
        try (var in = vault.open(path, 0, 0, Long.MAX_VALUE)) {
            return in.readAllBytes();
        }
    }

    private Path stored(String path) {
        return dir.resolve("vault").resolve(path + ".zst");
    }

    @Test
    void givesBackWhatWasWritten() throws Exception {
        byte[] log = new MadeLog(1).bytes(3_000_000);
        append(vault, LOG, log, 0, log.length);
        assertThat(all(vault, LOG)).isEqualTo(log);
        var held = vault.find(LOG).orElseThrow();
        assertThat(held.size()).isEqualTo(log.length);
        assertThat(held.stored()).isEqualTo(Files.size(stored(LOG)));
        byte[] tail = Arrays.copyOfRange(log, (int) held.tailFrom(), log.length);
        assertThat(held.tailSha256())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(tail));
    }

    @Test
    void isReadableWithTheZstdProgram() throws Exception {
        Path zstd = onPath("zstd");
        if (zstd == null) {
            System.out.println("SKIPPED: no zstd program on the PATH");
            return;
        }
        byte[] log = new MadeLog(2).bytes(1_500_000);
        for (int at = 0; at < log.length; at += 70_001) {
            append(vault, LOG, log, at, Math.min(log.length, at + 70_001));
        }
        append(vault, "claude/empty", log, 0, 0);
        assertThat(unpacked(zstd, stored(LOG))).isEqualTo(log);
        assertThat(unpacked(zstd, stored("claude/empty"))).isEmpty();
    }

    private static byte[] unpacked(Path zstd, Path file) throws Exception {
        var process = new ProcessBuilder(zstd.toString(), "-dc", file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return out;
    }

    private static @org.jspecify.annotations.Nullable Path onPath(String program) {
        for (String entry : String.valueOf(System.getenv("PATH")).split(java.io.File.pathSeparator)) {
            Path candidate = Path.of(entry).resolve(program);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    @Test
    void randomPiecesAreTheSameAsOneAppend() throws Exception {
        long seed = MadeLog.seed();
        var random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            String path = "r/" + round;
            byte[] log = new MadeLog(seed + round).bytes(random.nextInt(2_500_000));
            int at = 0;
            while (at < log.length) {
                at = appendSome(random, path, log, at);
            }
            assertThat(all(vault, path)).isEqualTo(log);
            assertThat(new Vault(dir.resolve("vault")).find(path).orElseThrow().size())
                    .isEqualTo(log.length);
        }
        assertThat(vault.verify(p -> {}).damages()).isEmpty();
    }

    private int appendSome(Random random, String path, byte[] log, int start) {
        int at = start;
        try (var out = vault.append(path)) {
            assertThat(out.size()).isEqualTo(start);
            int writes = random.nextInt(6);
            for (int i = 0; i < writes; i++) {
                int n = Math.min(log.length - at, random.nextInt(random.nextInt(10) == 0 ? 900_000 : 4000));
                out.write(log, at, n);
                at += n;
                if (random.nextInt(3) == 0) {
                    out.force();
                    assertThat(vault.find(path).map(StoredFile::size).orElse(0L))
                            .isEqualTo(at);
                }
            }
        }
        return at;
    }

    @Test
    void rangesAreExactAtAndAroundTheBordersOfBlocks() throws Exception {
        byte[] log = new MadeLog(3).bytes(3 * Block.FULL + 777);
        append(vault, LOG, log, 0, log.length);
        for (int border = 0; border <= log.length + Block.FULL; border += Block.FULL) {
            for (int from = Math.max(0, border - 2); from <= border + 2; from++) {
                for (int length : new int[] {0, 1, 2, 5, Block.FULL, Block.FULL + 3, 2 * Block.FULL}) {
                    int start = Math.min(from, log.length);
                    byte[] expected = Arrays.copyOfRange(log, start, Math.min(log.length, start + length));
                    assertThat(vault.read(LOG, 0, from, length)).isEqualTo(expected);
                    assertThat(vault.open(LOG, 0, from, length).readAllBytes()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void smallAppendsStaySmallOnDisk() throws Exception {
        var made = new MadeLog(4);
        byte[] log = made.bytes(2_000_000);
        append(vault, "once", log, 0, log.length);
        double once = (double) vault.find("once").orElseThrow().stored() / log.length;
        int most = 0;
        for (int at = 0; at < log.length; at += 2048) {
            append(vault, LOG, log, at, Math.min(log.length, at + 2048));
            most = Math.max(most, small(stored(LOG)));
        }
        double pieces = (double) vault.find(LOG).orElseThrow().stored() / log.length;
        System.out.printf("ratio at once %.3f, in 2 KB pieces %.3f, small blocks at most %d%n", once, pieces, most);
        assertThat(once).isLessThan(0.17);
        assertThat(pieces).isLessThan(0.20);
        assertThat(most).isLessThanOrEqualTo(24);
        assertThat(all(vault, LOG)).isEqualTo(log);
    }

    private static int small(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var contents = BlockIndex.load(
                    channel, Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class));
            return (int) contents.blocks().stream()
                    .filter(b -> b.length() < Block.FULL / 2)
                    .count();
        }
    }

    @Test
    void provesThatASourceGoesOnWhereTheVaultEnds() throws Exception {
        byte[] log = new MadeLog(5).bytes(1_200_000);
        append(vault, LOG, log, 0, 1_000_000);
        assertThat(endsLike(log)).isTrue();
        assertThat(endsLike(Arrays.copyOf(log, 1_000_000))).isTrue();
        assertThat(endsLike(Arrays.copyOf(log, 999_999))).isFalse();
        byte[] changed = log.clone();
        changed[999_000] ^= 1;
        assertThat(endsLike(changed)).isFalse();
        assertThat(vault.endsLike("never-seen", source(log))).isTrue();
    }

    private boolean endsLike(byte[] source) throws IOException {
        try (var channel = source(source)) {
            return vault.endsLike(LOG, channel);
        }
    }

    private FileChannel source(byte[] bytes) throws IOException {
        return FileChannel.open(Files.write(dir.resolve("source"), bytes));
    }

    @Test
    void keepsVersionsApart() throws Exception {
        byte[] log = new MadeLog(6).bytes(900_000);
        assertThat(vault.startVersion(LOG)).isZero();
        append(vault, LOG, log, 0, 700_000);
        assertThat(vault.startVersion(LOG)).isEqualTo(1);
        assertThat(vault.startVersion(LOG)).isEqualTo(1);
        assertThat(vault.find(LOG).orElseThrow().versions()).isEqualTo(1);
        append(vault, LOG, log, 0, 10);
        assertThat(vault.startVersion(LOG)).isEqualTo(2);
        append(vault, LOG, log, 5, 900);
        assertThat(vault.versions(LOG)).extracting(Version::size).containsExactly(700_000L, 10L);
        assertThat(vault.read(LOG, 1, 600_000, 5)).isEqualTo(Arrays.copyOfRange(log, 600_000, 600_005));
        assertThat(all(vault, LOG)).isEqualTo(Arrays.copyOfRange(log, 5, 900));
        assertThat(dir.resolve("vault/" + LOG + "~1.zst")).exists();
        assertReason(Reason.NOT_FOUND, () -> vault.read(LOG, 3, 0, 1));
    }

    @Test
    void replacesSmallFilesAtOnce() throws Exception {
        assertThat(vault.replace("s/meta.json", new byte[] {1, 2})).isTrue();
        assertThat(vault.replace("s/meta.json", new byte[] {1, 2})).isFalse();
        assertThat(vault.replace("s/meta.json", new byte[] {3})).isTrue();
        assertThat(vault.replace("s/meta.json", new byte[] {4})).isTrue();
        assertThat(vault.versions("s/meta.json")).hasSize(2);
        assertThat(vault.read("s/meta.json", 1, 0, 9)).containsExactly(1, 2);
        assertThat(vault.replace("s/meta.json", new byte[] {4, 5})).isTrue();
        assertThat(vault.versions("s/meta.json")).hasSize(2);
        assertThat(stored("s").resolveSibling("s")).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void movesAllVersionsAndCanBeRepeated() throws Exception {
        byte[] log = new MadeLog(7).bytes(5000);
        append(vault, LOG, log, 0, 100);
        vault.startVersion(LOG);
        append(vault, LOG, log, 0, 200);
        vault.startVersion(LOG);
        append(vault, LOG, log, 0, 300);
        // the state a crash leaves after the first rename
        String target = "claude/projects/-elsewhere/0a.jsonl";
        Files.createDirectories(stored(target).getParent());
        Files.move(stored(LOG + "~2"), stored(target + "~2"));
        vault.move(LOG, target);
        vault.move(LOG, target);
        assertThat(vault.find(LOG)).isEmpty();
        assertThat(vault.versions(target)).extracting(Version::size).containsExactly(100L, 200L);
        assertThat(all(vault, target)).isEqualTo(Arrays.copyOf(log, 300));
        append(vault, LOG, log, 50, 60);
        assertReason(Reason.CONFLICT, () -> vault.move(LOG, target));
        assertThat(all(vault, LOG)).hasSize(10);
        assertThat(all(vault, target)).hasSize(300);
        assertReason(Reason.NOT_FOUND, () -> vault.move("no", "where"));
    }

    @Test
    void walksOverEverythingHeld() {
        byte[] log = new MadeLog(8).bytes(2000);
        var paths = List.of("a", "a~1", "b/c", "b/c~0", "b/c~01", "b/d.zst", "ü 😀\n/x");
        for (String path : paths) {
            append(vault, path, log, 0, 50 + path.length());
        }
        vault.startVersion("b/c");
        append(vault, "b/c", log, 0, 7);
        var sizes = new java.util.TreeMap<String, Long>();
        vault.walk(held -> sizes.put(held.path(), held.size()));
        assertThat(sizes.keySet()).containsExactlyInAnyOrderElementsOf(paths);
        assertThat(sizes).containsEntry("b/c", 7L).containsEntry("a~1", 53L);
        var totals = vault.totals();
        assertThat(totals.files()).isEqualTo(paths.size());
        assertThat(totals.versions()).isEqualTo(1);
        assertThat(totals.size())
                .isEqualTo(7 + paths.stream().mapToInt(p -> 50 + p.length()).sum());
        assertThat(vault.verify(p -> {}).files()).isEqualTo(paths.size() + 1);
    }

    @Test
    void verifyFindsOneFlippedBitAndSaysWhere() throws Exception {
        byte[] log = new MadeLog(9).bytes(2 * Block.FULL + 90_000);
        append(vault, LOG, log, 0, log.length);
        append(vault, "other", log, 0, 1000);
        assertThat(vault.verify(p -> {}).sound()).isTrue();
        byte[] good = Files.readAllBytes(stored(LOG));
        Block second;
        try (var channel = FileChannel.open(stored(LOG))) {
            second = BlockIndex.load(
                            channel,
                            Files.readAttributes(stored(LOG), java.nio.file.attribute.BasicFileAttributes.class))
                    .blocks()
                    .get(1);
        }
        // in the header, in its sum, in the frame's own header, amid the frame, in its checksum
        for (long at : new long[] {2, 30, 61, 66, second.packed() / 2, Block.HEADER + second.packed() - 1}) {
            byte[] bad = good.clone();
            bad[(int) (second.at() + at)] ^= 0x10;
            Files.write(stored(LOG), bad);
            var seen = new ArrayList<String>();
            var report = new Vault(dir.resolve("vault")).verify(p -> seen.add(p.path()));
            assertThat(report.damages()).hasSize(1);
            assertThat(report.damages().getFirst().path()).isEqualTo(LOG);
            assertThat(report.damages().getFirst().at()).isEqualTo(second.at());
            assertThat(report.damages().getFirst().from()).isEqualTo(Block.FULL);
            assertThat(report.damages().getFirst().sentence()).contains("import it again");
            assertThat(seen).containsExactlyInAnyOrder(LOG, "other");
            assertThat(report.bytes()).isEqualTo(log.length + 1000L - Block.FULL);
            // the rest of the file is still there to read
            var reopened = new Vault(dir.resolve("vault"));
            assertThat(reopened.read(LOG, 0, 2L * Block.FULL, 90_000))
                    .isEqualTo(Arrays.copyOfRange(log, 2 * Block.FULL, 2 * Block.FULL + 90_000));
            assertReason(Reason.STORAGE, () -> reopened.read(LOG, 0, Block.FULL + 5, 10));
        }
    }

    @Test
    void forcesManyFilesTogether() {
        byte[] log = new MadeLog(10).bytes(2000);
        var paths = new ArrayList<String>();
        for (int i = 0; i < 50; i++) {
            paths.add("f/" + i % 7 + "/" + i);
            append(vault, paths.getLast(), log, 0, 1000 + i);
        }
        vault.force(paths);
        vault.force(List.of());
        assertThat(vault.totals().files()).isEqualTo(50);
    }

    @Test
    void oneFileHasOneWriter() {
        try (var out = vault.append(LOG)) {
            out.write(new byte[] {1}, 0, 1);
            assertReason(Reason.CONFLICT, () -> vault.append(LOG));
            assertReason(Reason.CONFLICT, () -> vault.startVersion(LOG));
            assertReason(Reason.CONFLICT, () -> vault.move(LOG, "x"));
            assertReason(Reason.CONFLICT, () -> vault.replace(LOG, new byte[1]));
        }
        vault.append(LOG).close();
        assertThat(vault.find(LOG).orElseThrow().size()).isEqualTo(1);
    }

    static void assertReason(Reason reason, Runnable refused) {
        assertThatThrownBy(refused::run)
                .isInstanceOfSatisfying(
                        Problem.class, p -> assertThat(p.reason()).isEqualTo(reason));
    }

    @Test
    void holdsWhatItSaysWhenReadFromOutside() throws Exception {
        byte[] log = new MadeLog(11).bytes(600_000);
        append(vault, LOG, log, 0, log.length);
        var out = new ByteArrayOutputStream();
        try (var in = new com.github.luben.zstd.ZstdInputStream(Files.newInputStream(stored(LOG)))) {
            in.setContinuous(false);
            in.transferTo(out);
        }
        assertThat(out.toByteArray()).isEqualTo(log);
    }
}
