package dev.reprise.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * Measures the built application against the project's goals. Never part of {@code verify}; run it with
 * {@code ./mvnw -Pbench verify}. Sizes: {@code -Dbench.bytes=1g}, {@code -Dbench.logs=10000}, {@code -Dbench.sessions=100000} (20,000 unless given),
 * {@code -Dbench.big=100m}, {@code -Dbench.home=DIR} for a home of real logs.
 */
@Tag("bench")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BenchmarkTests {

    private static final long SEED = 330;
    private static final int STARTS = 5;
    private static final Figures FIGURES = new Figures();
    private static final Path WORK = Path.of("target/bench").toAbsolutePath();
    private static final Duration LONG = Duration.ofMinutes(9);

    @BeforeAll
    static void clean() throws IOException {
        delete(WORK);
        Files.createDirectories(WORK);
    }

    @AfterAll
    static void write() throws IOException {
        FIGURES.write(Path.of("docs/benchmarks.md"));
        delete(WORK);
    }

    @Test
    @Order(1)
    void startsToTheFirstPage() throws IOException {
        FIGURES.busyness("Start");
        Path home = WORK.resolve("start-home");
        Path data = WORK.resolve("start-data");
        new LogGenerator(home, SEED).manySmall(200);
        try (Running first = Running.launcher(data, home)) {
            first.awaitImport(200, LONG);
            if (!Running.awaitCache(Duration.ofMinutes(2))) {
                FIGURES.note("No AOT cache was made: this JDK is older than 25, or the launcher could not write it.");
            }
            Running.pause(Duration.ofSeconds(1));
        }
        double[] cached = new double[STARTS];
        double[] plain = new double[STARTS];
        double[] processor = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            try (Running app = Running.launcher(data, home)) {
                cached[i] = app.awaitFirstPage(LONG) / 1000;
                processor[i] = app.cpuMillis() / 1e3;
            }
            try (Running app = Running.plain(data, home)) {
                plain[i] = app.awaitFirstPage(LONG) / 1000;
            }
        }
        FIGURES.atMost(
                "Start",
                "`./reprise` to the first page, AOT cache (median of " + STARTS + ")",
                2.0,
                Figures.median(cached),
                "s");
        FIGURES.fact("Start", "processor time of it", "%.2f s".formatted(Figures.median(processor)));
        FIGURES.atMost("Start", "the same without AOT cache", 4.9, Figures.median(plain), "s");
        FIGURES.atMost("Start", "size of the jar", 70, Files.size(Path.of("target/reprise.jar")) / 1e6, "MB");
    }

    @Test
    @Order(2)
    void listsTenThousandLogsNeverSeenBefore() throws IOException {
        FIGURES.busyness("Small logs");
        int logs = Integer.getInteger("bench.logs", 10_000);
        String section = String.format("%,d small logs", logs);
        Path home = WORK.resolve("small-home");
        String newest = stem(new LogGenerator(home, SEED).manySmall(logs));
        long bytes = size(home);
        try (Running app = Running.launcher(WORK.resolve("small-data"), home)) {
            app.await(LONG, () -> {
                Running.Answer page = app.tryGet("/api/sessions?limit=100");
                return page.status() == 200
                        && page.json().at("/sessions").size() == 100
                        && page.json().at("/sessions/0/id").asString("").endsWith(newest);
            });
            FIGURES.atMost(
                    section,
                    "never seen before: newest 100 are listed, from start",
                    2.0,
                    app.millisSinceStart() / 1000,
                    "s");
            app.awaitImport(logs, LONG);
            double seconds = app.millisSinceStart() / 1000;
            FIGURES.fact(
                    section,
                    "all imported, from start",
                    "%.1f s (%.0f MB, %.0f files/s)".formatted(seconds, bytes / 1e6, logs / seconds));
            rescans(section, app);
            idle(section, app);
            appends(section, app, newestLog(home, newest));
            FIGURES.atMost(section, "peak resident memory", 550, (double) app.peakResidentMegabytes(), "MB");
        }
        disk(section, WORK.resolve("small-data"), bytes, 12);
    }

    private static void rescans(String section, Running app) {
        double[] inside = new double[7];
        double[] outside = new double[7];
        for (int i = 0; i < inside.length; i++) {
            Running.Answer answer = app.post("/api/imports?wait=true");
            inside[i] = answer.json().at("/lastScanMillis").asDouble();
            outside[i] = answer.millis();
        }
        FIGURES.atMost(
                section,
                "rescan, nothing changed (median of 7, as the API is asked)",
                300,
                Figures.median(outside),
                "ms");
        FIGURES.fact(section, "the same, as the application reports it", "%.0f ms".formatted(Figures.median(inside)));
    }

    /** Once the catalogue is compacted and the AOT cache is made, or after two minutes. */
    private static void idle(String section, Running app) {
        double share = 100;
        for (int look = 0; look < 12 && share > 2; look++) {
            share = share(app, Duration.ofSeconds(10));
        }
        FIGURES.atMost(
                section, "idle processor time over 30 s", 0.1, share(app, Duration.ofSeconds(30)), "% of a core");
    }

    private static double share(Running app, Duration time) {
        long before = app.cpuMillis();
        long start = System.nanoTime();
        Running.pause(time);
        return (app.cpuMillis() - before) * 1e6 / (System.nanoTime() - start) * 100;
    }

    private static void appends(String section, Running app, Path log) throws IOException {
        UUID id = UUID.fromString(stem(log));
        double[] millis = new double[30];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = append(app, log, id, "marker " + i + " of this benchmark");
            Running.pause(Duration.ofMillis(37L * (i % 7)));
        }
        FIGURES.atMost(
                section, "line appended until the API shows it, p50 of 30", 1000, Figures.quantile(millis, .5), "ms");
        FIGURES.atMost(section, "the same, p95", 1000, Figures.quantile(millis, .95), "ms");
    }

    @Test
    @Order(3)
    void importsRealisticLogs() throws IOException {
        FIGURES.busyness("Full import");
        long bytes = bytes("bench.bytes", "1g");
        Path home = WORK.resolve("real-home");
        new LogGenerator(home, SEED).generate((int) Math.max(10, bytes / 1_100_000), bytes);
        long raw = size(home);
        String section = String.format("Full import of %.0f MB", raw / 1e6);
        int logs = LogGenerator.logs(home).size();
        double cpu;
        try (Running app = Running.launcher(WORK.resolve("real-data"), home)) {
            JsonNode status = app.awaitImport(logs, LONG);
            double seconds = app.millisSinceStart() / 1000;
            FIGURES.atLeast(section, "from the start of the JVM to the last byte", 100, raw / 1e6 / seconds, "MB/s");
            FIGURES.fact(
                    section,
                    "logs, entries",
                    "%,d, %,d".formatted(logs, status.at("/entries").asLong()));
            FIGURES.atMost(section, "peak heap", 512, (double) app.peakHeapMegabytes(), "MB");
            FIGURES.atMost(section, "peak resident memory", 550, (double) app.peakResidentMegabytes(), "MB");
            cpu = app.cpuMillis() / 1e3;
            FIGURES.atMost(section, "processor time a GB, start included", 16, cpu / (raw / 1e9), "s");
        }
        Floor.compare(FIGURES, section, home, cpu);
        disk(section, WORK.resolve("real-data"), raw, 8);
        delete(WORK.resolve("real-home"));
    }

    /** A home of real logs, where one is given: generated ones hide what real ones cost. */
    @Test
    @Order(6)
    void importsTheRealHomeThatWasGiven() throws IOException {
        String given = System.getProperty("bench.home");
        if (given == null) {
            FIGURES.note("No real home was given (-Dbench.home=DIR), so nothing is said of one here.");
            return;
        }
        FIGURES.busyness("Real home");
        Path home = Path.of(given);
        long raw = size(home);
        String section = String.format("A real home of %.0f MB", raw / 1e6);
        double slowest = 0;
        double cpu = 0;
        Path data = WORK.resolve("given-data");
        try (Running app = Running.launcher(data, home)) {
            app.await(LONG, () -> app.tryGet("/api/sessions?limit=1").status() == 200);
            while (true) {
                long start = System.nanoTime();
                app.tryGet("/");
                slowest = Math.max(slowest, (System.nanoTime() - start) / 1e6);
                JsonNode status = app.tryGet("/api/status").json();
                if (!status.at("/running").asBoolean(true)
                        && status.at("/filesKnown").asLong() > 0
                        && status.at("/filesDone").asLong()
                                == status.at("/filesKnown").asLong()) {
                    double seconds = app.millisSinceStart() / 1000;
                    FIGURES.fact(
                            section,
                            "everything read and settled, from the start",
                            "%.1f s, %.0f MB/s".formatted(seconds, raw / 1e6 / seconds));
                    cpu = app.cpuMillis() / 1e3;
                    FIGURES.atMost(section, "processor time a GB, start included", 16, cpu / (raw / 1e9), "s");
                    FIGURES.fact(
                            section,
                            "files, sessions, entries",
                            "%,d, %,d, %,d"
                                    .formatted(
                                            status.at("/filesKnown").asLong(),
                                            status.at("/sessions").asLong(),
                                            status.at("/entries").asLong()));
                    break;
                }
                Running.pause(Duration.ofMillis(300));
            }
            FIGURES.fact(
                    section,
                    "slowest list page meanwhile (the first one of a cold JVM included)",
                    "%.0f ms".formatted(slowest));
            FIGURES.atMost(section, "peak resident memory", 550, (double) app.peakResidentMegabytes(), "MB");
        }
        Floor.compare(FIGURES, section, home, cpu);
        disk(section, data, raw, 8);
    }

    private static void disk(String section, Path data, long raw, int catalogue) throws IOException {
        FIGURES.atMost(section, "vault", 20, size(data.resolve("vault")) * 100.0 / raw, "% of raw");
        FIGURES.atMost(section, "catalogue", catalogue, size(data.resolve("db")) * 100.0 / raw, "% of raw");
    }

    @Test
    @Order(4)
    void opensPagesOfBigSessions() throws IOException {
        FIGURES.busyness("Big sessions");
        long bytes = bytes("bench.big", "100m");
        Path home = WORK.resolve("big-home");
        LogGenerator generator = new LogGenerator(home, SEED);
        UUID big = generator.oneBig(bytes);
        UUID record = generator.withLineOf(20_000_000);
        UUID line = generator.withLineOf(100_000_000);
        try (Running app = Running.launcher(WORK.resolve("big-data"), home)) {
            app.awaitImport(3, LONG);
            pages(app, String.format("A session of %.0f MB", bytes / 1e6), big);
            pages(app, "A session with a record of 20 MB", record);
            pages(app, "A session with a line of 100 MB", line);
            Path log = LogGenerator.logs(home).stream()
                    .filter(file -> stem(file).equals(big.toString()))
                    .findFirst()
                    .orElseThrow();
            appends(String.format("A session of %.0f MB", bytes / 1e6), app, log);
            FIGURES.atMost("A session with a line of 100 MB", "peak heap", 512, (double) app.peakHeapMegabytes(), "MB");
        }
        delete(home);
    }

    private static void pages(Running app, String section, UUID id) {
        String api = "/api/sessions/claude:" + id;
        int total = app.get(api + "/entries?from=0&limit=1").json().at("/total").asInt();
        List<Double> windows = new ArrayList<>();
        List<Double> html = new ArrayList<>();
        for (int part = 0; part <= 20; part++) {
            int from = Math.max(0, Math.min(total - 100, total * part / 20));
            windows.add(app.get(api + "/entries?from=" + from + "&limit=100").millis());
            html.add(app.get("/sessions/claude:" + id + "?from=" + from).millis());
        }
        FIGURES.fact(section, "entries in the conversation", String.format("%,d", total));
        FIGURES.atMost(section, "first page, first time", 300, html.getFirst(), "ms");
        FIGURES.atMost(section, "100 entries by API, 21 places: p50", 200, Figures.quantile(array(windows), .5), "ms");
        FIGURES.atMost(
                section, "100 entries by API, 21 places: slowest", 200, Figures.quantile(array(windows), 1), "ms");
        FIGURES.atMost(section, "session page, 21 places: p50", 80, Figures.quantile(array(html), .5), "ms");
        FIGURES.atMost(section, "session page, 21 places: slowest", 200, Figures.quantile(array(html), 1), "ms");
    }

    @Test
    @Order(5)
    void listsAHundredThousandSessions() throws IOException {
        FIGURES.busyness("Many sessions");
        int sessions = Integer.getInteger("bench.sessions", 20_000);
        String section = String.format("%,d sessions", sessions);
        Path home = WORK.resolve("many-home");
        new LogGenerator(home, SEED).manyTiny(sessions);
        try (Running app = Running.launcher(WORK.resolve("many-data"), home)) {
            app.awaitImport(sessions, LONG);
            FIGURES.fact(section, "imported, from start", "%.0f s".formatted(app.millisSinceStart() / 1000));
            FIGURES.fact(section, "processor time of it", "%.0f s".formatted(app.cpuMillis() / 1e3));
            Path log = LogGenerator.logs(home).getLast();
            FIGURES.atMost(section, "sessions page (HTML)", 50, repeat(app, log, "/"), "ms");
            for (String query : List.of(
                    "limit=50",
                    "limit=50&q=number+777",
                    "limit=50&q=project:project-7+turns:%3E0",
                    "limit=50&sort=title",
                    "limit=50&sort=size",
                    "limit=50&sort=project")) {
                FIGURES.atMost(
                        section, "by API: `" + query + "`", 50, repeat(app, log, "/api/sessions?" + query), "ms");
            }
            String cursor = deep(app, sessions / 1000);
            FIGURES.atMost(
                    section,
                    "page in the middle",
                    50,
                    repeat(app, log, "/api/sessions?limit=50&cursor=" + cursor),
                    "ms");
            rescans(section, app);
        }
    }

    private static String deep(Running app, int pages) {
        String cursor = "";
        for (int i = 0; i < pages; i++) {
            String query = "/api/sessions?limit=500" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            String next = app.get(query).json().at("/next").asString("");
            if (next.isEmpty()) {
                break;
            }
            cursor = java.net.URLEncoder.encode(next, StandardCharsets.UTF_8);
        }
        return cursor;
    }

    /**
     * The median of five. Between two requests a line is appended and waited for: H2 keeps the last result of an equal query
     * until something is stored.
     */
    private static double repeat(Running app, Path log, String path) throws IOException {
        UUID id = UUID.fromString(stem(log));
        double[] millis = new double[5];
        for (int i = 0; i < millis.length; i++) {
            append(app, log, id, "changes " + i + " before " + path);
            millis[i] = app.get(path).millis();
        }
        return Figures.median(millis);
    }

    /** Appends a reply and waits until the API shows it; answers the milliseconds from one to the other. */
    private static double append(Running app, Path log, UUID id, String text) throws IOException {
        String entries = "/api/sessions/claude:" + id + "/entries?from=";
        int known = app.get(entries + "0&limit=1").json().at("/total").asInt();
        String line = LogGenerator.message(id, "/home/dev/work", Instant.now(), "assistant", text);
        long start = System.nanoTime();
        Files.writeString(log, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        app.await(
                Duration.ofSeconds(60),
                Duration.ofMillis(40),
                () -> app.get(entries + known + "&limit=10").body().contains(text));
        return (System.nanoTime() - start) / 1e6;
    }

    @Test
    @Order(7)
    void followsTwoHundredLiveSessions() throws IOException {
        FIGURES.busyness("Live sessions");
        int sessions = 200;
        int seconds = 45;
        String section = sessions + " live sessions, a line a second each, " + seconds + " s";
        Path home = WORK.resolve("live-home");
        new LogGenerator(home, SEED).manySmall(sessions);
        List<Path> logs = LogGenerator.logs(home);
        Path watched = logs.removeLast();
        List<String> texts = LogGenerator.prose(seconds, 700);
        try (Running app = Running.launcher(WORK.resolve("live-data"), home)) {
            app.awaitImport(sessions, LONG);
            Running.pause(Duration.ofSeconds(3));
            long cpu = app.cpuMillis();
            long written = app.writtenBytes();
            long begun = System.nanoTime();
            long appended = 0;
            double[] millis = new double[seconds];
            for (int second = 0; second < seconds; second++) {
                String text = texts.get(second);
                for (Path log : logs) {
                    String line = LogGenerator.message(
                            UUID.fromString(stem(log)), "/home/dev/work", Instant.now(), "assistant", text);
                    Files.writeString(log, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
                    appended += line.length();
                }
                millis[second] = append(app, watched, UUID.fromString(stem(watched)), "seen " + second);
                long left = (second + 1) * 1_000_000_000L - (System.nanoTime() - begun);
                Running.pause(Duration.ofNanos(Math.max(0, left)));
            }
            Running.pause(Duration.ofSeconds(2));
            double lines = (double) logs.size() * seconds;
            FIGURES.atMost(section, "processor time a line", 0.3, (app.cpuMillis() - cpu) / lines, "ms");
            FIGURES.atMost(
                    section,
                    "bytes written a byte appended",
                    3,
                    (double) (app.writtenBytes() - written) / appended,
                    "");
            FIGURES.atMost(
                    section, "line appended until the API shows it, p95", 500, Figures.quantile(millis, .95), "ms");
        }
        delete(home);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Path newestLog(Path home, String id) throws IOException {
        return LogGenerator.logs(home).stream()
                .filter(log -> stem(log).equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String stem(Path log) {
        return log.getFileName().toString().replace(".jsonl", "");
    }

    private static long bytes(String property, String otherwise) {
        String text = System.getProperty(property, otherwise);
        long unit = text.endsWith("g") ? 1_000_000_000L : 1_000_000L;
        return Long.parseLong(text.substring(0, text.length() - 1)) * unit;
    }

    static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(BenchmarkTests::fileSize)
                    .sum();
        }
    }

    private static long fileSize(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
