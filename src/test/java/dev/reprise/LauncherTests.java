package dev.reprise;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What `./reprise` says and does before it starts Java; nothing is built and no application runs here (.ci/run does that). */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "reprise is a bash script; reprise.cmd stands in for it")
class LauncherTests {

    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void startsFromAnEmptyEnvironment() throws IOException {
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", Files.createDirectories(folder.resolve("home")).toString());
        environment.put("REPRISE_JVM_FOLDERS", "");
        environment.put("REPRISE_OPEN", "false");
    }

    @Test
    void tellsItsOptionsAndTheirVariables() throws Exception {
        var answer = reprise("--help");

        assertThat(answer.status).isZero();
        assertThat(answer.out)
                .contains(
                        "--port N",
                        "--data DIR",
                        "--claude-home DIR",
                        "--no-open",
                        "--link",
                        "--demo",
                        "--help",
                        "--version")
                .contains("REPRISE_PORT", "REPRISE_DATA", "REPRISE_CLAUDE_HOME", "REPRISE_OPEN", "REPRISE_DEMO");
    }

    @Test
    void tellsTheVersionOfThePom() throws Exception {
        var answer = reprise("--version");

        assertThat(answer.status).isZero();
        assertThat(Files.readString(PROJECT.resolve("pom.xml")))
                .contains("<version>" + answer.out.strip().replace("reprise ", "") + "</version>");
    }

    @Test
    void refusesWhatItDoesNotKnowInOneSentence() throws Exception {
        assertThat(reprise("--bogus").refusal()).isEqualTo("Reprise knows no option --bogus. See ./reprise --help.");
        assertThat(reprise("--port").refusal()).startsWith("--port needs a value.");
        assertThat(reprise("--port", "many").refusal()).startsWith("The port must be a number from 0 to 65535");
        assertThat(reprise("--port=65536").refusal()).startsWith("The port must be a number from 0 to 65535");
        assertThat(reprise("--claude-home", folder + "/none").refusal()).startsWith("There is no directory");
        assertThat(reprise("--demo", "--data", folder.toString()).refusal()).startsWith("--demo uses a throw-away");
        assertThat(reprise("--data", "--no-open").refusal())
                .startsWith(
                        "--data needs a value, and --no-open is an option; a directory named like that is written ./--no-open.");
        assertThat(reprise("--data=").refusal()).startsWith("--data needs a directory.");
        assertThat(reprise("--demo", "--link").refusal()).startsWith("--demo starts an instance of its own");
    }

    @Test
    void takesTheSameFromVariables() throws Exception {
        environment.put("REPRISE_PORT", "many");
        assertThat(reprise().refusal()).startsWith("The port must be a number from 0 to 65535");

        environment.put("REPRISE_PORT", "7717");
        environment.put("REPRISE_CLAUDE_HOME", folder + ":" + folder.resolve("none"));
        assertThat(reprise().refusal())
                .isEqualTo("There is no directory " + folder.resolve("none")
                        + " to read the logs of Claude Code from. See ./reprise --help.");
    }

    @Test
    void saysWhatToInstallWhereThereIsNoJdk() throws Exception {
        environment.put("PATH", toolsWithoutJava());

        var answer = reprise("--data", folder.resolve("data").toString());

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.err.lines()).singleElement().asString().contains("JDK", "21 or newer", "install one");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void saysThatReprisesOwnVariableIsWrong() throws Exception {
        environment.put("REPRISE_JAVA_HOME", jdk("old", "17.0.1").toString());

        var answer = reprise("--data", folder.resolve("data").toString());

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.err.lines()).singleElement().asString().startsWith("REPRISE_JAVA_HOME is");
    }

    @Test
    void prefersAJdkThatCanStartFromAnAotCache() throws Exception {
        environment.put("PATH", toolsWithoutJava());
        environment.put("REPRISE_JVM_FOLDERS", folder.resolve("jvm").toString());
        jdk("jvm/a-17", "17.0.9");
        environment.put("JAVA_HOME", jdk("given", "21.0.2").toString());
        assertThat(findJdk()).isEqualTo(folder.resolve("given") + " 21");

        jdk("jvm/b-25", "25");
        assertThat(findJdk()).isEqualTo(folder.resolve("jvm/b-25") + " 25");

        environment.put("REPRISE_JAVA_HOME", folder.resolve("given").toString());
        assertThat(findJdk()).isEqualTo(folder.resolve("given") + " 21");
    }

    @Test
    void readsTheVersionsOfOldJdksToo() throws Exception {
        environment.put("PATH", toolsWithoutJava());
        environment.put("JAVA_HOME", jdk("eight", "1.8.0_402").toString());

        assertThat(findJdk()).isEqualTo("none");
    }

    @Test
    void saysWhoTookThePortAndWhatToDo() throws Exception {
        environment.put("REPRISE_JAVA_HOME", jdk("new", "25.0.1").toString());
        try (var other = new Answering("somebody else")) {
            assertThat(reprise("--port", other.port(), "--data", folder + "/data").err)
                    .startsWith("Port " + other.port() + " is taken by another program: choose another")
                    .contains("./reprise --port ");
        }
        try (var other = new Answering("reprise 0.1.0")) {
            var answer = reprise("--port", other.port(), "--data", folder + "/data");
            assertThat(answer.status).isEqualTo(1);
            assertThat(answer.err).contains("is taken by a Reprise with another data directory");
        }
    }

    @Test
    void opensTheOneThatRunsOnTheSameData() throws Exception {
        Files.writeString(folder.resolve("token"), "secret\n");
        Files.writeString(folder.resolve("running.homes"), folder + "/home\n");
        try (var running = new Answering("reprise 0.1.0")) {
            says(running.port(), ProcessHandle.current().pid());

            var answer = reprise("--data", folder.toString(), "--port", "1", "--claude-home", folder.toString());

            assertThat(answer.status).isZero();
            assertThat(answer.out)
                    .contains("http://127.0.0.1:" + running.port() + "/?code=once")
                    .doesNotContain("secret")
                    .contains("--port 1 was not taken")
                    .contains("It reads:", "  " + folder + "/home");
            assertThat(reprise("--data", folder.toString(), "--claude-home", folder + "/home").out)
                    .doesNotContain("not taken");
            assertThat(running.keys).contains("Bearer secret");
        }
    }

    @Test
    void printsAFreshLinkOfTheOneThatRuns() throws Exception {
        Files.writeString(folder.resolve("token"), "secret\n");
        assertThat(reprise("--data", folder.toString(), "--link").err).startsWith("No Reprise runs on " + folder);
        try (var running = new Answering("reprise 0.1.0")) {
            says(running.port(), ProcessHandle.current().pid());
            var answer = reprise("--data", folder.toString(), "--link");
            assertThat(answer.status).isZero();
            assertThat(answer.out).isEqualTo("http://127.0.0.1:" + running.port() + "/?code=once\n");
        }
    }

    @Test
    void theSameScriptPrintsALinkInAContainer() throws Exception {
        Files.writeString(folder.resolve("token"), "secret\n");
        try (var running = new Answering("reprise 0.1.0")) {
            assertThat(bash("src/launch/link.sh", running.port(), folder.toString()).out)
                    .isEqualTo("http://127.0.0.1:" + running.port() + "/?code=once\n");
        }
        assertThat(bash("src/launch/link.sh", "1", folder.toString()).status).isEqualTo(1);
    }

    @Test
    void makesOnlyOneCacheAtATimeAndThrowsAwayNobodyElses() throws Exception {
        var cache = folder.resolve("a.aot");
        Files.writeString(folder.resolve("a.aot.7.new"), "half");
        Files.writeString(
                folder.resolve("a.aot.7.new.pid"), ProcessHandle.current().pid() + "\n");
        bash("-c", ". src/launch/train.sh; CACHE=" + cache + "; train");
        assertThat(folder.resolve("a.aot.7.new")).exists();
    }

    @Test
    void doesNotBelieveWhatACrashLeftBehind() throws Exception {
        environment.put("PATH", toolsWithoutJava());
        var gone = new ProcessBuilder("true").start();
        gone.waitFor();
        try (var other = new Answering("reprise 0.1.0")) {
            says(other.port(), gone.pid());

            assertThat(reprise("--data", folder.toString()).err).contains("JDK");
        }
    }

    @Test
    void buildsAnewOnlyWhenASourceIsNewer() throws Exception {
        var built = Instant.parse("2026-03-01T10:00:00Z");
        at(folder.resolve("pom.xml"), built.minusSeconds(60));
        at(folder.resolve("src/main/A.java"), built.minusSeconds(60));
        for (var directory : List.of("src/main", "src", "frontend")) {
            at(Files.createDirectories(folder.resolve(directory)), built.minusSeconds(60));
        }
        assertThat(isStale()).as("never built").isEqualTo("yes");

        at(folder.resolve("target/reprise.jar"), Instant.parse("2020-01-01T00:00:00Z"));
        at(folder.resolve("target/reprise.jar.original"), built);
        assertThat(isStale()).as("built after its sources").isEqualTo("no");

        at(folder.resolve("src/main/A.java"), built.plusSeconds(60));
        assertThat(isStale()).as("a source changed").isEqualTo("yes");

        at(folder.resolve("target/launch/built"), built.plusSeconds(90));
        assertThat(isStale()).as("a build found nothing to compile").isEqualTo("no");
    }

    @Test
    void makesACacheThatWasCutShortAnew() throws Exception {
        Files.writeString(folder.resolve("a.aot"), "whole cache");
        Files.writeString(folder.resolve("a.aot.size"), "11\n");
        var question = ". src/launch/run.sh; CACHE=" + folder + "/a.aot; cache_is_whole && echo yes || echo no";
        assertThat(bash("-c", question).out.strip()).isEqualTo("yes");

        Files.writeString(folder.resolve("a.aot"), "whole");
        assertThat(bash("-c", question).out.strip()).isEqualTo("no");
    }

    private void says(String port, long pid) throws IOException {
        Files.writeString(folder.resolve("running.json"), "{\"pid\":" + pid + ",\"port\":" + port + "}\n");
    }

    private static void at(Path file, Instant time) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
        }
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private String isStale() throws Exception {
        var question = ". src/launch/build.sh; HERE=" + folder + "; is_stale $HERE/target && echo yes || echo no";
        return bash("-c", question).out.strip();
    }

    private String findJdk() throws Exception {
        var question = ". src/launch/jdk.sh; find_jdk 21 && echo $JDK $JDK_VERSION || echo none";
        return bash("-c", question).out.strip();
    }

    /** A folder that looks like a JDK of that version; its programs do nothing. */
    private Path jdk(String name, String version) throws IOException {
        var home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        for (var program : List.of("java", "javac")) {
            program(home.resolve("bin/" + program), "exit 3");
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** A PATH with the few programs the script asks before it needs Java. */
    private String toolsWithoutJava() throws IOException {
        var tools = Files.createDirectories(folder.resolve("tools"));
        for (var tool : List.of("bash", "dirname", "readlink", "sed", "uname", "cat", "head", "tr", "wc", "true")) {
            program(tools.resolve(tool), "exec " + onPath(tool) + " \"$@\"");
        }
        return tools.toString();
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(each -> Path.of(each, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private Answer reprise(String... options) throws Exception {
        return bash(Stream.concat(Stream.of("./reprise"), Stream.of(options)).toArray(String[]::new));
    }

    private Answer bash(String... arguments) throws Exception {
        var command = Stream.concat(Stream.of(onPath("bash").toString()), Stream.of(arguments))
                .toList();
        var out = folder.resolve("out").toFile();
        var err = folder.resolve("err").toFile();
        var process = new ProcessBuilder(command)
                .directory(PROJECT.toFile())
                .redirectOutput(out)
                .redirectError(err);
        process.environment().clear();
        process.environment().putAll(environment);
        var running = process.start();
        running.getOutputStream().close();
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        return new Answer(running.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    }

    private record Answer(int status, String out, String err) {

        /** The one line with which it refused how it was called. */
        String refusal() {
            assertThat(status).as(err).isEqualTo(2);
            assertThat(err.lines()).hasSize(1);
            return err.strip();
        }
    }

    /** A server on a free port of this machine that answers everything with one text. */
    private static final class Answering implements AutoCloseable {

        private final HttpServer server;
        final List<String> keys = new java.util.concurrent.CopyOnWriteArrayList<>();

        Answering(String text) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                var link = "{\"url\":\"http://127.0.0.1:" + port() + "/?code=once\"}";
                boolean asksForLink = exchange.getRequestURI().getPath().equals("/api/link");
                var body = (asksForLink ? link : text).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        String port() {
            return String.valueOf(server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
