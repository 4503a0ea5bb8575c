package dev.reprise.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.Lines;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.claude.fold.ClaudeReader;
import dev.reprise.search.QualityTests;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * Measures search over a home that is given: {@code ./mvnw -Pbench verify -Dtest=SearchBenchmarkTests -Dbench.home=DIR}, with
 * {@code -Dbench.floor=true} beside {@code rg -l} and SQLite's FTS5 on the same texts. Written to {@code docs/benchmarks-search.md}.
 */
@Tag("bench")
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SearchBenchmarkTests {

    private static final Path WORK = Path.of("target/bench-search").toAbsolutePath();
    private static final Duration LONG = Duration.ofMinutes(9);
    private static final int ROUNDS = 3;
    private static final int OF_RG = 12;

    private static final Figures FIGURES = new Figures(
            "the logs are those of a home that is given (`-Dbench.home`): real ones, many times over with fresh ids");

    /** Once through all of them before anything is timed. */
    private record Asked(String kind, String q) {
        String path(String start) {
            return start + URLEncoder.encode(q, StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void write() throws IOException {
        if (System.getProperty("bench.home") != null) {
            FIGURES.write(Path.of("docs/benchmarks-search.md"));
        }
    }

    private static List<Asked> asked() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/search/bench.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> new Asked(line.split("\t")[0], line.split("\t")[1]))
                .toList();
    }

    @Test
    void searches() throws IOException, InterruptedException {
        String given = System.getProperty("bench.home");
        if (given == null) {
            System.out.println("No home was given (-Dbench.home=DIR): search is not measured.");
            return;
        }
        FIGURES.busyness("Search");
        Path home = Path.of(given);
        long raw = size(home);
        double without = imports(home, "off", "--reprise.search.index=false");
        Path data = WORK.resolve("on");
        FileSystemUtils.deleteRecursively(data);
        String section = String.format(Locale.ROOT, "Search in %.0f MB of logs", raw / 1e6);
        try (Running app = Running.launcher(data, home)) {
            double with = settled(app);
            JsonNode status = app.get("/api/status").json();
            FIGURES.fact(
                    section,
                    "sessions, entries",
                    "%,d, %,d"
                            .formatted(
                                    status.at("/sessions").asLong(),
                                    status.at("/entries").asLong()));
            FIGURES.fact(
                    section,
                    "import, processor time without and with the index",
                    "%.1f s, %.1f s".formatted(without, with));
            FIGURES.atMost(section, "the second, times the first", 1.35, with / without, "");
            FIGURES.atMost(section, "index", 10, size(data.resolve("index")) * 100.0 / raw, "% of raw");
            times(section, app);
            FIGURES.atMost(section, "peak heap", 512, (double) app.peakHeapMegabytes(), "MB");
            FIGURES.fact(section, "peak resident memory", app.peakResidentMegabytes() + " MB");
        }
        quality(section);
        if (Boolean.getBoolean("bench.floor")) {
            rg(home);
            sqlite(home);
        }
        FileSystemUtils.deleteRecursively(WORK);
    }

    private static void quality(String section) throws IOException {
        Path work = WORK.resolve("quality");
        Files.createDirectories(work);
        QualityTests.Measured measured = QualityTests.measure(work);
        FIGURES.fact(
                section,
                "quality, 102 queries over the sample sessions, half of them never looked at: recall@5, MRR",
                String.format(
                        Locale.ROOT,
                        "%.3f, %.3f (tuned: %.3f, %.3f)",
                        measured.recall(),
                        measured.mrr(),
                        measured.tunedRecall(),
                        measured.tunedMrr()));
    }

    private static double imports(Path home, String name, String... settings) throws IOException {
        Path data = WORK.resolve(name);
        FileSystemUtils.deleteRecursively(data);
        try (Running app = Running.launcher(data, home, settings)) {
            return settled(app);
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    /** Processor time until everything is imported and indexed. */
    private static double settled(Running app) {
        app.await(LONG, () -> {
            JsonNode status = app.tryGet("/api/status").json();
            return !status.at("/running").asBoolean(true)
                    && status.at("/filesKnown").asLong() > 0
                    && status.at("/filesDone").asLong()
                            == status.at("/filesKnown").asLong();
        });
        app.await(LONG, () -> {
            Running.Answer answer = app.tryGet("/api/search?q=&limit=1");
            return answer.status() != 200
                    || !answer.json().at("/index/building").asBoolean(false);
        });
        return app.cpuMillis() / 1e3;
    }

    private static void times(String section, Running app) throws IOException {
        List<Asked> all = asked();
        assertThat(all).hasSize(200);
        for (Asked one : all) {
            app.get(one.path("/api/search?limit=20&q="));
        }
        Map<String, List<Double>> kinds = new LinkedHashMap<>();
        List<Double> found = new ArrayList<>();
        List<Double> answers = new ArrayList<>();
        List<Double> pages = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Asked one : all) {
                double counted = app.get(one.path("/api/search?limit=1&q=")).millis();
                found.add(counted);
                kinds.computeIfAbsent(one.kind, kind -> new ArrayList<>()).add(counted);
                answers.add(app.get(one.path("/api/search?limit=20&q=")).millis());
                pages.add(app.get(one.path("/search?q=")).millis());
            }
        }
        FIGURES.atMost(
                section,
                "200 queries, warm, by API, all counted and ranked, the best session: p50",
                8,
                quantile(found, .5),
                "ms");
        FIGURES.atMost(section, "the same, p95", 20, quantile(found, .95), "ms");
        kinds.forEach((kind, times) -> FIGURES.fact(
                section,
                "of them: " + kind + ", p50 and slowest",
                "%.1f ms, %.1f ms".formatted(quantile(times, .5), quantile(times, 1))));
        FIGURES.fact(
                section,
                "by API with the snippets of 20 sessions: p50, p95",
                "%.1f ms, %.1f ms".formatted(quantile(answers, .5), quantile(answers, .95)));
        FIGURES.atMost(section, "first page of results (HTML), p95", 100, quantile(pages, .95), "ms");
        List<Double> palette = new ArrayList<>();
        for (String letters : List.of("", "str", "theme", "zq", "ret", "> na")) {
            for (int round = 0; round < 5; round++) {
                palette.add(app.get("/palette?q=" + URLEncoder.encode(letters, StandardCharsets.UTF_8))
                        .millis());
            }
        }
        FIGURES.atMost(section, "what the command palette shows, p95", 50, quantile(palette, .95), "ms");
        List<Double> expressions = new ArrayList<>();
        for (String q :
                List.of("/segment\\w+Timeout/", "/timeout \\d+s/", "/Test[A-Z]\\w+Log/", "/colou?r-\\w+/ in:edit")) {
            expressions.add(app.get("/api/search?limit=20&q=" + URLEncoder.encode(q, StandardCharsets.UTF_8))
                    .millis());
        }
        FIGURES.fact(
                section,
                "regular expressions: median, slowest of 4",
                "%.0f ms, %.0f ms".formatted(quantile(expressions, .5), quantile(expressions, 1)));
    }

    /** Words of those queries that other programs understand. */
    private static List<Asked> plain() throws IOException {
        return asked().stream()
                .filter(one -> List.of("common", "rare", "phrase").contains(one.kind))
                .toList();
    }

    private static void rg(Path home) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        List<Asked> all = plain();
        for (int i = 0; i < all.size(); i += Math.max(1, all.size() / OF_RG)) {
            long start = System.nanoTime();
            Process process;
            try {
                process = new ProcessBuilder(
                                "rg", "-l", "-i", "-F", all.get(i).q.replace("\"", ""), home.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                FIGURES.note("rg is not there: nothing is said of it.");
                return;
            }
            process.waitFor();
            times.add((System.nanoTime() - start) / 1e6);
        }
        FIGURES.fact(
                "Beside it, the same words",
                "`rg -l -i -F` over the raw logs: p50, slowest",
                "%.0f ms, %.0f ms".formatted(quantile(times, .5), quantile(times, 1)));
    }

    private static void sqlite(Path home) throws IOException, InterruptedException {
        Files.createDirectories(WORK);
        Path sql = WORK.resolve("texts.sql");
        try (BufferedWriter out = Files.newBufferedWriter(sql)) {
            out.write(
                    "pragma journal_mode=off; pragma synchronous=off;\ncreate virtual table t using fts5(text, content='');\nbegin;\n");
            long[] row = new long[1];
            texts(home, text -> {
                try {
                    out.write("insert into t(rowid, text) values (" + ++row[0] + ", '" + text.replace("'", "''")
                            + "');\n");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            out.write("commit;\ninsert into t(t) values('optimize');\n");
        }
        Path database = WORK.resolve("fts.db");
        Files.deleteIfExists(database);
        if (run(database, sql, WORK.resolve("made")) != 0) {
            FIGURES.note("sqlite3 with FTS5 is not there: nothing is said of it.");
            return;
        }
        List<Asked> all = plain();
        Path queries = WORK.resolve("queries.sql");
        try (BufferedWriter out = Files.newBufferedWriter(queries)) {
            for (int round = 0; round < 2; round++) {
                out.write(round == 0 ? "" : ".timer on\n");
                for (Asked one : all) {
                    out.write("select (select count(*) from t where t match '" + one.q
                            + "'), (select group_concat(rowid) from (select rowid from t where t match '" + one.q
                            + "' order by rank limit 60));\n");
                }
            }
        }
        Path told = WORK.resolve("told");
        run(database, queries, told);
        List<Double> times = Files.readAllLines(told).stream()
                .filter(line -> line.startsWith("Run Time:"))
                .map(line -> Double.parseDouble(line.replaceAll(".*real ([0-9.]+).*", "$1")) * 1000)
                .toList();
        FIGURES.fact(
                "Beside it, the same words",
                "SQLite FTS5 on the same texts, counted and the best 60: p50, p95",
                "%.1f ms, %.1f ms".formatted(quantile(times, .5), quantile(times, .95)));
        FIGURES.fact(
                "Beside it, the same words",
                "size of its index (no text stored)",
                "%.0f MB".formatted(Files.size(database) / 1e6));
    }

    private static int run(Path database, Path script, Path output) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("sqlite3", database.toString())
                    .redirectInput(script.toFile())
                    .redirectOutput(output.toFile())
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private static void texts(Path home, Consumer<String> taker) throws IOException {
        ClaudeReader reader = new ClaudeReader();
        for (Path log : LogGenerator.logs(home)) {
            LogFold fold = reader.fold(
                    new SourceFile(log.getFileName().toString(), SourceFile.Role.TRANSCRIPT, "s", null, "log"), null);
            Lines lines = new Lines(
                    0,
                    0,
                    (Line line) -> fold.line(line, finding -> {
                        if (finding instanceof Finding.EntryFound entry
                                && entry.text() != null
                                && !entry.text().isEmpty()) {
                            taker.accept(entry.text());
                        }
                    }));
            try (InputStream in = Files.newInputStream(log)) {
                byte[] chunk = new byte[1 << 18];
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                    lines.feed(chunk, 0, n);
                }
            }
        }
    }

    private static double quantile(List<Double> values, double probability) {
        return Figures.quantile(values.stream().mapToDouble(Double::doubleValue).toArray(), probability);
    }

    private static long size(Path root) throws IOException {
        return BenchmarkTests.size(root);
    }
}
