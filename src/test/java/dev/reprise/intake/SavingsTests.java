package dev.reprise.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.HandClock;
import dev.reprise.agent.Running;
import dev.reprise.agent.claude.ClaudeCode;
import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.Source;
import dev.reprise.catalogue.TrackedFile;
import dev.reprise.intake.Unsaved.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which running sessions are said not to be saved: real processes, real registry entries. Each alarm has a twin, nearly the same,
 * that must stay silent.
 */
class SavingsTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String KEY = "ab".repeat(32);

    @TempDir
    Path dir;

    private final ClaudeCode agent = new ClaudeCode();
    private final List<Process> processes = new ArrayList<>();
    private final HandClock clock = new HandClock(Instant.now());
    private Path home;
    private Savings savings;
    private Map<String, Instant> unwritten = Map.of();

    @BeforeEach
    void begin() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc here");
        home = Files.createDirectories(dir.resolve("home"));
        Files.createDirectories(home.resolve("sessions"));
        savings = new Savings(clock);
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    /** A process called {@code claude} that waits. */
    private Process client(Map<String, String> environment, String... words) throws IOException {
        Path program = dir.resolve("claude");
        if (!Files.exists(program)) {
            Path sleep = Files.exists(Path.of("/usr/bin/sleep")) ? Path.of("/usr/bin/sleep") : Path.of("/bin/sleep");
            Files.copy(sleep.toRealPath(), program);
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        List<String> command = new ArrayList<>(List.of(program.toString(), "600"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        List.of("CLAUDE_CODE_CHILD_SESSION", "CLAUDE_CODE_FORCE_SESSION_PERSISTENCE", "CLAUDE_CODE_SKIP_PROMPT_HISTORY")
                .forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static String ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
    }

    private void entered(Process process, String status, String more) throws IOException {
        Files.writeString(
                home.resolve("sessions/" + process.pid() + ".json"),
                "{\"pid\":" + process.pid() + ",\"sessionId\":\"" + ID + "\",\"cwd\":\"/w\",\"startedAt\":"
                        + clock.millis() + ",\"procStart\":\"" + ticks(process.pid())
                        + "\",\"kind\":\"interactive\",\"status\":\"" + status + "\",\"updatedAt\":" + clock.millis()
                        + more
                        + "}");
    }

    private Path key(Process process) throws IOException {
        return Files.writeString(
                home.resolve("sessions/" + process.pid() + "." + KEY + ".key"),
                "{\"peerToken\":\"secret\",\"procStart\":\"" + ticks(process.pid()) + "\"}");
    }

    private Path log(Duration age) throws IOException {
        Path log = Files.createDirectories(home.resolve("projects/-w")).resolve(ID + ".jsonl");
        Files.writeString(log, "{\"type\":\"user\"}\n");
        return touch(log, age);
    }

    private Path touch(Path log, Duration age) throws IOException {
        return Files.setLastModifiedTime(log, FileTime.from(clock.instant().minus(age)));
    }

    private List<Unsaved> look() {
        Home of = new Home(1, agent, home, "claude", true);
        List<Running> running = agent.sources().running(home);
        String path = "projects/-w/" + ID + ".jsonl";
        List<TrackedFile> known = Files.exists(home.resolve(path))
                ? List.of(
                        new TrackedFile(of, agent.sources().classify(path).orElseThrow(), new Source(true, 1, 1, null)))
                : List.of();
        return savings.look(Map.of(of, running), sessions -> known, unwritten);
    }

    private void pass(Duration time) {
        clock.pass(time);
    }

    private @Nullable Why why() {
        List<Unsaved> all = look();
        return all.isEmpty() ? null : all.getFirst().why();
    }

    /** Looks every two seconds for so long. */
    private @Nullable Why after(Duration time, Consumer<Integer> each) {
        Why last = why();
        for (int i = 0; i < time.toSeconds(); i += 2) {
            pass(Duration.ofSeconds(2));
            each.accept(i);
            last = why();
        }
        return last;
    }

    private @Nullable Why after(Duration time) {
        return after(time, second -> {});
    }

    @Test
    void aMarkThatWasTakenOverFromAnotherSession() throws IOException {
        Process process = client(Map.of("CLAUDE_CODE_CHILD_SESSION", "1"));
        key(process);
        assertThat(look()).as("it may be starting").isEmpty();
        pass(Duration.ofSeconds(5));
        assertThat(look()).singleElement().satisfies(one -> {
            assertThat(one.why()).isEqualTo(Why.INHERITED);
            assertThat(one.pid()).isEqualTo(process.pid());
            assertThat(one.directory()).isEqualTo(Path.of("").toAbsolutePath().toString());
            assertThat(one.session()).isNull();
            assertThat(one.since()).isNotNull();
            assertThat(one.isAlarm()).isTrue();
        });
        process.destroyForcibly().onExit().join();
        assertThat(look()).isEmpty();
    }

    @Test
    void theSessionIsKnownWhereTheCommandLineNamesIt() throws IOException {
        Path shell = Files.createDirectories(dir.resolve("bin")).resolve("claude");
        Files.copy(Path.of("/bin/bash").toRealPath(), shell);
        // waits for a line that nobody types
        ProcessBuilder builder = new ProcessBuilder(shell.toString(), "-c", "read line; :", "--resume", ID);
        builder.environment().put("CLAUDE_CODE_CHILD_SESSION", "true");
        processes.add(builder.start());
        key(processes.getLast());
        pass(Duration.ofSeconds(5));
        assertThat(look())
                .singleElement()
                .satisfies(one -> assertThat(String.valueOf(one.session())).isEqualTo("claude:" + ID));
    }

    @Test
    void aMarkThatDoesNotCount() throws IOException {
        key(client(Map.of("CLAUDE_CODE_CHILD_SESSION", "0")));
        key(client(Map.of("CLAUDE_CODE_CHILD_SESSION", "1", "CLAUDE_CODE_FORCE_SESSION_PERSISTENCE", "1")));
        key(client(Map.of()));
        // another program's key, of a number that is used again
        Process marked = client(Map.of("CLAUDE_CODE_CHILD_SESSION", "1"));
        Files.writeString(key(marked), "{\"procStart\":\"1\"}");
        // it has an entry: then the client took no notice of the mark
        Process entered = client(Map.of("CLAUDE_CODE_CHILD_SESSION", "1"));
        key(entered);
        entered(entered, "idle", "");
        pass(Duration.ofSeconds(5));
        assertThat(look()).isEmpty();
    }

    @Test
    void historySwitchedOff() throws IOException {
        Process process = client(Map.of("CLAUDE_CODE_SKIP_PROMPT_HISTORY", "1"));
        entered(process, "idle", "");
        assertThat(after(Duration.ofSeconds(60))).as("nothing was typed").isNull();
        entered(process, "busy", "");
        assertThat(why()).isEqualTo(Why.SWITCHED_OFF);
        // it waits again, and something was said in it
        Files.writeString(
                home.resolve("sessions/" + process.pid() + ".json"),
                Files.readString(home.resolve("sessions/" + process.pid() + ".json"))
                        .replace("busy", "idle")
                        .replaceAll("\"startedAt\":\\d+", "\"startedAt\":" + (clock.millis() - 600_000)));
        assertThat(why()).isEqualTo(Why.SWITCHED_OFF);
    }

    @Test
    void worksAndWritesNoLog() throws IOException {
        Process process = client(Map.of());
        entered(process, "idle", "");
        assertThat(after(Duration.ofMinutes(10))).as("nothing was typed").isNull();
        entered(process, "busy", "");
        assertThat(after(Duration.ofSeconds(10)))
                .as("it may write at any moment")
                .isNull();
        assertThat(after(Duration.ofSeconds(10))).isEqualTo(Why.NOT_WRITTEN);
        log(Duration.ZERO);
        pass(Duration.ofSeconds(11));
        assertThat(why()).as("it is written").isNull();
    }

    /** As in p-unsaved: its last line is older than its process. */
    @Test
    void worksAndItsLogIsOld() throws IOException {
        log(Duration.ofDays(16));
        entered(client(Map.of()), "busy", "");
        assertThat(why()).isNull();
        assertThat(after(Duration.ofSeconds(16))).isEqualTo(Why.NOT_WRITTEN);
        assertThat(look().getFirst().since())
                .isEqualTo(clock.instant().minus(Duration.ofDays(16)).minusSeconds(16));
    }

    @Test
    void aTurnThatTakesLongIsWritten() throws IOException {
        Process process = client(Map.of());
        pass(Duration.ofMinutes(30));
        // the prompt was written when it began, and a tool runs since
        log(Duration.ofMinutes(20));
        entered(
                process,
                "busy",
                ",\"statusUpdatedAt\":"
                        + (clock.millis() - Duration.ofMinutes(20).toMillis()));
        assertThat(after(Duration.ofMinutes(20))).isNull();
    }

    /** What a client without that time does is not known if it worked already when we came. */
    @Test
    void whoWorkedBeforeWeLookedIsNotSuspected() throws IOException {
        Process process = client(Map.of());
        pass(Duration.ofMinutes(30));
        log(Duration.ofMinutes(20));
        entered(process, "busy", "");
        assertThat(after(Duration.ofMinutes(20))).isNull();
    }

    @Test
    void aCompactionWritesWhenItIsDone() throws IOException {
        Process process = client(Map.of());
        pass(Duration.ofMinutes(30));
        Path log = log(Duration.ofMinutes(1));
        entered(process, "idle", "");
        assertThat(why()).isNull();
        entered(process, "busy", "");
        assertThat(after(Duration.ofMinutes(4))).isNull();
        touch(log, Duration.ZERO);
        entered(process, "idle", "");
        assertThat(after(Duration.ofMinutes(4))).isNull();
        // the next prompt reaches nothing
        entered(process, "busy", "");
        assertThat(after(Duration.ofMinutes(6))).isEqualTo(Why.NOT_WRITTEN);
    }

    @Test
    void itsPromptsGoOnInTheHistoryAlone() throws IOException {
        Process process = client(Map.of());
        pass(Duration.ofMinutes(30));
        log(Duration.ofMinutes(1));
        entered(process, "idle", "");
        assertThat(why()).isNull();
        unwritten = Map.of(ID, clock.instant().minusSeconds(90));
        assertThat(why()).isEqualTo(Why.NOT_WRITTEN);
        assertThat(look().getFirst().since()).isEqualTo(clock.instant().minusSeconds(90));
        process.destroyForcibly().onExit().join();
        assertThat(why()).as("it runs no more").isNull();
    }

    @Test
    void itsLogIsDeletedUnderIt() throws IOException {
        Path log = log(Duration.ZERO);
        Process process = client(Map.of());
        entered(process, "idle", "");
        assertThat(why()).as("known by a look through the home").isNull();
        entered(process, "busy", "");
        assertThat(after(Duration.ofSeconds(20), second -> touchQuietly(log))).isNull();
        Files.delete(log);
        entered(process, "idle", "");
        assertThat(after(Duration.ofSeconds(12))).isEqualTo(Why.LOG_GONE);
        log(Duration.ZERO);
        pass(Duration.ofMinutes(2));
        assertThat(why()).isNull();
    }

    private void touchQuietly(Path log) {
        try {
            touch(log, Duration.ZERO);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
