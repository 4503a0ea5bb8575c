package dev.reprise.bench;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The built application as a process of its own, driven over HTTP on 127.0.0.1 as a browser or a script would. */
final class Running implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final int TICKS_PER_SECOND = 100;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final Path data;
    private final int port;
    final long startedNanos;

    private Running(Process process, Path data, int port, long startedNanos) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.startedNanos = startedNanos;
    }

    /** An answer, whole, and how long it took in milliseconds. */
    record Answer(int status, String body, double millis) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /** Starts {@code ./reprise}, which uses its AOT cache if it has made one. */
    static Running launcher(Path data, Path home, String... settings) {
        List<String> command = new ArrayList<>(List.of(
                PROJECT.resolve("reprise").toString(),
                "--no-open",
                "--data",
                data.toString(),
                "--claude-home",
                home.toString()));
        return start(command, data, "--port", settings.length == 0 ? new String[0] : prepend("--", settings));
    }

    /** Starts the same jar in the same way, but never with an AOT cache. */
    static Running plain(Path data, Path home) throws IOException {
        Path launch = PROJECT.resolve("target/launch");
        Path jar = launch.resolve(Files.readString(launch.resolve("current")).strip())
                .resolve("reprise.jar");
        List<String> command = new ArrayList<>(List.of(
                java(),
                "@" + PROJECT.resolve("src/launch/jvm.args"),
                "-jar",
                jar.toString(),
                "--reprise.data=" + data,
                "--reprise.intake.homes[0]=" + home));
        return start(command, data, "--server.port=", new String[0]);
    }

    /** The {@code java} that runs this benchmark. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Running start(List<String> command, Path data, String portOption, String[] more) {
        int port = freePort();
        if (portOption.endsWith("=")) {
            command.add(portOption + port);
        } else {
            command.addAll(List.of(portOption, String.valueOf(port)));
        }
        command.addAll(List.of(more));
        try {
            Files.createDirectories(data);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(data + ".out")));
            builder.environment().put("REPRISE_JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("JDK_JAVA_OPTIONS", "-Xlog:gc:file=" + data + ".gc.log");
            long now = System.nanoTime();
            return new Running(builder.start(), data, port, now);
        } catch (IOException e) {
            throw new IllegalStateException("The application cannot be started", e);
        }
    }

    double millisSinceStart() {
        return (System.nanoTime() - startedNanos) / 1e6;
    }

    /** Waits until the first page has arrived whole; answers the milliseconds since the start. */
    double awaitFirstPage(Duration limit) {
        await(limit, () -> tryGet("/").status() == 200);
        return millisSinceStart();
    }

    /** Waits until everything is imported; answers the last status. */
    JsonNode awaitImport(long files, Duration limit) {
        JsonNode[] last = new JsonNode[1];
        await(limit, () -> {
            Answer answer = tryGet("/api/status");
            if (answer.status() != 200) {
                return false;
            }
            last[0] = answer.json();
            return !last[0].at("/running").asBoolean(true)
                    && last[0].at("/filesKnown").asLong() >= files
                    && last[0].at("/filesDone").asLong()
                            >= last[0].at("/filesKnown").asLong();
        });
        return last[0];
    }

    void await(Duration limit, BooleanSupplier condition) {
        await(limit, Duration.ofMillis(10), condition);
    }

    /** Asks again and again, with a pause that leaves the application time for its own work. */
    void await(Duration limit, Duration between, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("Gave up after " + limit + ", alive: " + process.isAlive() + ", status "
                        + tryGet("/api/status").body());
            }
            pause(between);
        }
    }

    /** The answer; fails if it is no 200. */
    Answer get(String path) {
        Answer answer = send("GET", path);
        if (answer.status() != 200) {
            throw new IllegalStateException(path + " answered " + answer.status() + ": " + answer.body());
        }
        return answer;
    }

    /** The answer, with status 0 while nobody answers yet. */
    Answer tryGet(String path) {
        try {
            return send("GET", path);
        } catch (IllegalStateException e) {
            return new Answer(0, "", 0);
        }
    }

    Answer post(String path) {
        return send("POST", path);
    }

    private Answer send(String method, String path) {
        try {
            Path token = data.resolve("token");
            String bearer = Files.exists(token) ? Files.readString(token).strip() : "none yet";
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "Bearer " + bearer)
                    .header("Accept", path.startsWith("/api") ? "application/json" : "text/html")
                    .timeout(Duration.ofMinutes(3))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            long start = System.nanoTime();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), (System.nanoTime() - start) / 1e6);
        } catch (IOException e) {
            throw new IllegalStateException("nobody answers at " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Processor time used so far, in milliseconds; -1 where the system does not tell. */
    long cpuMillis() {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS_PER_SECOND;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Bytes that it made the system write to disks so far; -1 where the system does not tell. */
    long writtenBytes() {
        try (var lines = Files.lines(Path.of("/proc/" + pid() + "/io"))) {
            return lines.filter(line -> line.startsWith("write_bytes:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    /** Most memory that was resident so far, in MB; -1 where the system does not tell. */
    long peakResidentMegabytes() {
        try (var lines = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    /** Most heap that was in use before a collection so far, in MB. */
    long peakHeapMegabytes() {
        try (var lines = Files.lines(Path.of(data + ".gc.log"))) {
            return lines.filter(line -> line.contains("->"))
                    .mapToLong(line -> Long.parseLong(line.replaceFirst(".* (\\d+)M->.*", "$1")))
                    .max()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    /** The process id of the JVM, which may be a child of the launcher's. */
    long pid() throws IOException {
        return JSON.readTree(Files.readString(data.resolve("running.json")))
                .at("/pid")
                .asLong();
    }

    /** Waits until the launcher has made its AOT cache, which it does after the first start; false if it makes none. */
    static boolean awaitCache(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            Path launch = PROJECT.resolve("target/launch");
            try (var files = Files.list(
                    launch.resolve(Files.readString(launch.resolve("current")).strip()))) {
                // written last, when the cache of this very build is whole
                if (files.anyMatch(file -> file.toString().endsWith(".aot.size"))) {
                    return true;
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            pause(Duration.ofMillis(200));
        }
        return false;
    }

    static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String[] prepend(String first, String[] rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
