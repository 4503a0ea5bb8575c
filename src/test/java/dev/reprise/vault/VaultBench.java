package dev.reprise.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints the figures of docs/decisions/003-vault-files.md; -Dlogs=DIR takes other logs than ../shared/logs. */
@Tag("bench")
class VaultBench {

    private static final double MB = 1e6;

    @TempDir
    Path dir;

    private static List<Path> logs() throws Exception {
        Path home = Path.of(System.getProperty("logs", "../shared/logs"));
        assumeTrue(Files.isDirectory(home), "SKIPPED: no logs to measure with at " + home);
        try (var tree = Files.walk(home)) {
            return tree.filter(p -> p.toString().endsWith(".jsonl")).sorted().toList();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    @Test
    void sizesOfBlocks() throws Exception {
        var logs = logs();
        for (int round = 0; round < 2; round++) {
            for (int size = 64 << 10; size <= 1 << 20; size *= 2) {
                sizeOfBlock(logs, size);
            }
        }
    }

    private static void sizeOfBlock(List<Path> logs, int size) throws Exception {
        long raw = 0;
        long stored = 0;
        byte[] out = new byte[(int) Zstd.compressBound(size)];
        byte[] back = new byte[size];
        long unpacking = 0;
        long blocks = 0;
        long began = System.nanoTime();
        try (var context = new ZstdCompressCtx().setLevel(3).setChecksum(true)) {
            for (Path log : logs) {
                try (InputStream in = Files.newInputStream(log)) {
                    for (byte[] block = in.readNBytes(size); block.length > 0; block = in.readNBytes(size)) {
                        int n = context.compressByteArray(out, 0, out.length, block, 0, block.length);
                        raw += block.length;
                        stored += n + Block.HEADER;
                        long start = System.nanoTime();
                        Zstd.decompressByteArray(back, 0, size, out, 0, n);
                        if (block.length == size) {
                            unpacking += System.nanoTime() - start;
                            blocks++;
                        }
                    }
                }
            }
        }
        System.out.printf(
                "block %5d KiB: %.1f %% of raw, %.2f ms to unpack a full one, %.0f MB/s there and back%n",
                size >> 10, 100.0 * stored / raw, unpacking / 1e6 / Math.max(1, blocks), raw / MB / seconds(began));
    }

    @Test
    void appendingForcingReadingVerifying() throws Exception {
        var logs = logs();
        for (int round = 0; round < 3; round++) {
            var vault = new Vault(dir.resolve("vault" + round));
            var paths = new ArrayList<String>();
            long began = System.nanoTime();
            long raw = 0;
            byte[] piece = new byte[256 << 10];
            for (Path log : logs) {
                paths.add("logs/" + paths.size() + "-" + log.getFileName());
                try (var out = vault.append(paths.getLast());
                        InputStream in = Files.newInputStream(log)) {
                    for (int n = in.read(piece); n > 0; n = in.read(piece)) {
                        out.write(piece, 0, n);
                        raw += n;
                    }
                }
            }
            double appended = seconds(began);
            vault.force(paths);
            double forced = seconds(began) - appended;
            var totals = vault.totals();
            System.out.printf(
                    "one thread: %.0f MB/s (%.2f s) + force of %d files %.2f s = %.0f MB/s; %.1f %% of raw%n",
                    raw / MB / appended,
                    appended,
                    paths.size(),
                    forced,
                    raw / MB / (appended + forced),
                    100.0 * totals.stored() / totals.size());
            reading(vault, paths);
            began = System.nanoTime();
            assertThat(vault.verify(p -> {}).bytes()).isEqualTo(raw);
            System.out.printf("verify %.0f MB/s%n", raw / MB / seconds(began));
            for (int i = 0; i < logs.size(); i++) {
                try (var in = vault.open(paths.get(i), 0, 0, Long.MAX_VALUE)) {
                    assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(logs.get(i)));
                }
            }
        }
    }

    /** 60 entries of 2 KB spread over 256 KiB, at places never read before. */
    private static void reading(Vault vault, List<String> paths) {
        var random = new Random(1);
        long spent = 0;
        int windows = 0;
        for (String path : paths) {
            long size = vault.find(path).orElseThrow().size();
            if (size < 1 << 20) {
                continue;
            }
            long from = (long) (random.nextDouble() * (size - (256 << 10)));
            long start = System.nanoTime();
            for (int i = 0; i < 60; i++) {
                vault.read(path, 0, from + i * 4300L, 2048);
            }
            spent += System.nanoTime() - start;
            windows++;
        }
        System.out.printf("60 entries over 256 KiB: %.2f ms%n", spent / 1e6 / Math.max(1, windows));
    }

    @Test
    void piecesOfALiveLog() throws Exception {
        Path log = logs().stream()
                .max(java.util.Comparator.comparingLong(p -> p.toFile().length()))
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(log);
        int length = Math.min(bytes.length, 4 << 20);
        var vault = new Vault(dir.resolve("live"));
        long began = System.nanoTime();
        int pieces = 0;
        for (int at = 0; at < length; at += 3000, pieces++) {
            try (var out = vault.append("live")) {
                out.write(bytes, at, Math.min(3000, length - at));
                out.force();
            }
        }
        System.out.printf(
                "3 KB pieces, each forced: %.2f ms a piece, %.1f %% of raw",
                1000 * seconds(began) / pieces,
                100.0 * vault.find("live").orElseThrow().stored() / length);
        try (var out = vault.append("once")) {
            out.write(bytes, 0, length);
        }
        System.out.printf(
                " (at once %.1f %%)%n", 100.0 * vault.find("once").orElseThrow().stored() / length);
    }

    @Test
    void twoThousandSmallFiles() {
        var vault = new Vault(dir.resolve("small"));
        byte[] bytes = new MadeLog(1).bytes(4000);
        var paths = new ArrayList<String>();
        long began = System.nanoTime();
        for (int i = 0; i < 2000; i++) {
            paths.add("d" + i % 20 + "/" + i);
            try (var out = vault.append(paths.getLast())) {
                out.write(bytes, 0, bytes.length);
            }
        }
        double appended = seconds(began);
        vault.force(paths);
        double forced = seconds(began) - appended;
        began = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            try (var out = vault.append("e" + i % 20 + "/" + i)) {
                out.write(bytes, 0, bytes.length);
                out.force();
            }
        }
        System.out.printf(
                "2,000 small files: append %.2f s, force together %.2f s (%.2f ms each); forced one by one %.2f ms each%n",
                appended, forced, forced / 2, 2 * seconds(began));
    }
}
