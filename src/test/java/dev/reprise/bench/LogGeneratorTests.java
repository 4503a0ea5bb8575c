package dev.reprise.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The generated logs against the quantiles of real ones, within the tolerance that a small sample allows. */
class LogGeneratorTests {

    private static final long SEED = 20261122;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path home;

    @Test
    void looksLikeRealLogs() throws IOException {
        new LogGenerator(home, SEED).generate(90, 60_000_000);
        Sample sample = new Sample();
        for (Path log : LogGenerator.logs(home)) {
            sample.read(log);
        }
        System.out.println("seed " + SEED + ": " + sample);
        assertThat(sample.bytes).isCloseTo(60_000_000L, Percentage.withPercentage(30));
        assertThat(sample.share("user", "tool_result")).isBetween(.14, .30);
        assertThat(sample.share("assistant", "tool_use")).isBetween(.14, .30);
        assertThat(sample.share("assistant", "thinking")).isBetween(.05, .16);
        assertThat(sample.share("assistant", "text")).isBetween(.05, .14);
        assertThat(sample.quantile("prompt", .5)).isBetween(50, 200);
        assertThat(sample.quantile("prompt", .9)).isBetween(600, 4_500);
        assertThat(sample.quantile("text", .5)).isBetween(70, 150);
        assertThat(sample.quantile("text", .9)).isBetween(500, 1_300);
        assertThat(sample.quantile("tool_result", .5)).isBetween(200, 400);
        assertThat(sample.quantile("tool_result", .9)).isBetween(3_500, 8_500);
        assertThat(sample.quantile("tool_result", .99)).isBetween(20_000, 50_000);
        assertThat(sample.bytes / (double) sample.records).isBetween(2_000.0, 4_500.0);
        assertThat(sample.unreadable).isLessThan(sample.records / 1_000);
        assertThat(sample.duplicateUuids / (double) sample.uuids.size()).isBetween(0.0, .06);
    }

    @Test
    void compressesLikeRealLogs() throws IOException {
        new LogGenerator(home, SEED).generate(40, 32_000_000);
        assertThat(ratio(home)).isBetween(.13, .21);
        Path real = Path.of(System.getProperty("reprise.shared", "../shared")).resolve("logs/claude-home");
        if (Files.isDirectory(real)) {
            assertThat(ratio(home)).isCloseTo(ratio(real), org.assertj.core.data.Offset.offset(.05));
        } else {
            System.out.println("Ratio not compared with real logs: there are none beside the project");
        }
    }

    @Test
    void givesTheSameBytesForTheSameSeed() throws IOException {
        new LogGenerator(home.resolve("a"), 5).generate(5, 2_000_000);
        new LogGenerator(home.resolve("b"), 5).generate(5, 2_000_000);
        for (Path log : LogGenerator.logs(home.resolve("a"))) {
            Path other = home.resolve("b").resolve(home.resolve("a").relativize(log));
            assertThat(other).hasSameBinaryContentAs(log);
            assertThat(Files.getLastModifiedTime(other)).isEqualTo(Files.getLastModifiedTime(log));
        }
    }

    @Test
    void makesGiantLinesThatAreOneRecord() throws IOException {
        new LogGenerator(home, 9).withLineOf(3_000_000);
        List<String> lines = Files.readAllLines(LogGenerator.logs(home).getFirst(), StandardCharsets.UTF_8);
        String longest = Collections.max(lines, java.util.Comparator.comparingInt(String::length));
        assertThat(JSON.readTree(longest).at("/message/content").asString().length())
                .isBetween(2_000_000, 3_000_000);
    }

    @Test
    void makesManySmallLogsAndOneBigSession() throws IOException {
        LogGenerator generator = new LogGenerator(home, 3);
        generator.manySmall(50);
        generator.manyTiny(50);
        generator.oneBig(5_000_000);
        List<Path> logs = LogGenerator.logs(home);
        assertThat(logs).hasSize(101);
        assertThat(logs.stream().mapToLong(LogGeneratorTests::size).max().orElse(0))
                .isGreaterThan(5_000_000);
        Duration age = Duration.between(
                Files.getLastModifiedTime(logs.getFirst()).toInstant(),
                java.time.Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(age).isPositive();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Size in frames of 1 MB at level 3, as a share of the raw size. */
    private static double ratio(Path home) throws IOException {
        long raw = 0;
        long packed = 0;
        for (Path log : LogGenerator.logs(home)) {
            byte[] bytes = Files.readAllBytes(log);
            for (int from = 0; from < bytes.length; from += 1 << 20) {
                byte[] block = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + (1 << 20)));
                raw += block.length;
                packed += Zstd.compress(block, 3).length;
            }
        }
        System.out.println("zstd -3: " + packed * 100.0 / raw + " % of " + raw);
        return packed / (double) raw;
    }

    /** Counts and lengths of what was generated. */
    private static final class Sample {
        final Map<String, Integer> kinds = new HashMap<>();
        final Map<String, List<Integer>> lengths = new HashMap<>();
        final Set<String> uuids = new HashSet<>();
        long bytes;
        int records;
        int unreadable;
        int duplicateUuids;

        void read(Path log) throws IOException {
            bytes += Files.size(log);
            for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
                records++;
                try {
                    read(JSON.readTree(line));
                } catch (JacksonException e) {
                    unreadable++;
                }
            }
        }

        private void read(JsonNode record) {
            String uuid = record.at("/uuid").asString("");
            if (!uuid.isEmpty() && !uuids.add(uuid)) {
                duplicateUuids++;
            }
            String type = record.at("/type").asString("");
            JsonNode content = record.at("/message/content");
            if (content.isArray() && !content.isEmpty()) {
                JsonNode block = content.get(0);
                String kind = block.at("/type").asString("");
                kinds.merge(type + ":" + kind, 1, Integer::sum);
                String text = kind.equals("tool_result")
                        ? block.at("/content").asString("")
                        : block.at("/text").asString("");
                length(kind, text);
            } else if (content.isString() && !record.at("/isCompactSummary").asBoolean(false)) {
                length("prompt", content.asString());
            }
        }

        private void length(String kind, String text) {
            lengths.computeIfAbsent(kind, key -> new ArrayList<>()).add(text.getBytes(StandardCharsets.UTF_8).length);
        }

        double share(String type, String block) {
            return kinds.getOrDefault(type + ":" + block, 0) / (double) records;
        }

        int quantile(String kind, double probability) {
            List<Integer> sorted = new ArrayList<>(lengths.getOrDefault(kind, List.of(0)));
            Collections.sort(sorted);
            return sorted.get((int) (probability * (sorted.size() - 1)));
        }

        @Override
        public String toString() {
            return records + " records, " + bytes + " bytes, " + kinds + ", " + unreadable + " unreadable, prompt p50 "
                    + quantile("prompt", .5) + ", result p50 " + quantile("tool_result", .5) + " p90 "
                    + quantile("tool_result", .9) + ", duplicates " + duplicateUuids;
        }
    }
}
