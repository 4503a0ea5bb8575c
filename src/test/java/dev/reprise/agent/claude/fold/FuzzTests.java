package dev.reprise.agent.claude.fold;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.claude.ClaudeCode;
import dev.reprise.agent.claude.record.UsageReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Files of any bytes: each is read to its end, in bounded time and memory, and what is in it lies inside it. The seed is
 * printed; {@code -Dreprise.seed=…} repeats a run.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuzzTests {

    private static final int FILES = 100_000;
    private static final Path GOLDEN = Path.of("src/test/resources/claude");
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** Allocated in all, not at a time. */
    private static final long MOST_BYTES = 256L << 20;

    private final ClaudeCode claude = new ClaudeCode();
    private final SourceFile file = claude.sources()
            .classify("projects/-w/0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21.jsonl")
            .orElseThrow();
    private final ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void readsWhateverBytesAFileHas() throws IOException {
        long seed = Long.getLong("reprise.seed", System.nanoTime());
        System.out.println("fuzz seed " + seed);
        Random random = new Random(seed);
        List<String> records = records();
        long slowest = 0;
        long largest = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = bytes(random, records);
            long cpu = meter.getCurrentThreadCpuTime();
            long memory = meter.getCurrentThreadAllocatedBytes();
            read(bytes, "seed " + seed + " file " + i);
            slowest = Math.max(slowest, meter.getCurrentThreadCpuTime() - cpu);
            largest = Math.max(largest, meter.getCurrentThreadAllocatedBytes() - memory);
        }
        System.out.printf(
                "fuzz: %,d files, slowest %d ms, most memory %d kB%n", FILES, slowest / 1_000_000, largest / 1000);
        assertThat(slowest).isLessThan(MOST_NANOS);
        assertThat(largest).isLessThan(MOST_BYTES);
    }

    private void read(byte[] bytes, String which) {
        LogFold fold = claude.reader().fold(file, null);
        List<Finding> found = new ArrayList<>();
        int number = 1;
        int from = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                Line line = new Line(number++, from, bytes, from, i, i - from);
                fold.line(line, found::add);
                claude.reader().read(line);
                from = i + 1;
            }
        }
        claude.reader().glimpse(file, bytes, new byte[0]);
        fold.facts();
        claude.reader().fold(file, fold.state());
        for (Finding finding : found) {
            if (finding instanceof Finding.EntryFound(var row, var text)) {
                assertThat(row.offset()).as(which).isBetween(0L, (long) bytes.length);
                assertThat(row.offset() + row.length()).as(which).isBetween(row.offset(), (long) bytes.length);
            } else if (finding instanceof Finding.Usage usage) {
                assertThat(usage.input()).as(which).isBetween(0L, UsageReader.MAX);
                assertThat(usage.output()).as(which).isBetween(0L, UsageReader.MAX);
            }
        }
    }

    private static byte[] bytes(Random random, List<String> records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Charset charset = charset(random);
        for (int pieces = 1 + random.nextInt(3); pieces > 0; pieces--) {
            String record = records.get(random.nextInt(records.size()));
            byte[] encoded = record.getBytes(charset);
            switch (random.nextInt(9)) {
                case 0 -> {
                    byte[] noise = new byte[random.nextInt(300)];
                    random.nextBytes(noise);
                    out.writeBytes(noise);
                }
                case 1 -> out.writeBytes(Arrays.copyOf(encoded, random.nextInt(encoded.length + 1)));
                case 2 -> out.writeBytes(new byte[random.nextInt(600)]);
                case 3 ->
                    out.writeBytes("[{\"a\":"
                            .repeat(random.nextInt(random.nextInt(40) == 0 ? 2_500 : 50))
                            .getBytes(charset));
                case 4 -> out.writeBytes(damaged(random, encoded));
                case 5 ->
                    out.writeBytes(record.replaceAll(":\\d+", ":" + NUMBERS[random.nextInt(NUMBERS.length)])
                            .getBytes(charset));
                case 6 -> out.writeBytes(new byte[] {(byte) 0xED, (byte) (0xA0 + random.nextInt(32)), (byte) 0xBD});
                default -> out.writeBytes(encoded);
            }
            if (random.nextInt(4) > 0) {
                out.writeBytes("\n".getBytes(charset));
            }
        }
        return out.toByteArray();
    }

    private static final String[] NUMBERS = {"1e20", "-5", "\"12\"", "null", "[]", "{}", "9223372036854775808", "1e999"
    };

    private static Charset charset(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> StandardCharsets.UTF_16LE;
            case 1 -> StandardCharsets.UTF_16BE;
            case 2 -> Charset.forName("UTF-32LE");
            case 3 -> Charset.forName("UTF-32BE");
            case 4 -> StandardCharsets.UTF_16;
            case 5 -> StandardCharsets.ISO_8859_1;
            default -> StandardCharsets.UTF_8;
        };
    }

    private static byte[] damaged(Random random, byte[] bytes) {
        byte[] copy = bytes.clone();
        for (int n = 1 + random.nextInt(6); n > 0 && copy.length > 0; n--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private static List<String> records() throws IOException {
        List<String> records = new ArrayList<>();
        try (var files = Files.list(GOLDEN)) {
            for (Path golden :
                    files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                // some lines of these are no UTF-8 on purpose
                records.addAll(
                        Arrays.asList(new String(Files.readAllBytes(golden), StandardCharsets.ISO_8859_1).split("\n")));
            }
        }
        records.removeIf(record -> record.length() > 5_000);
        return records;
    }
}
