package dev.reprise.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.LogBuilder;
import dev.reprise.RunningClient;
import dev.reprise.catalogue.Sessions;
import dev.reprise.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a session's process, and how it is known. */
class StatesTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String OTHER = "1b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";

    @TempDir
    Path dir;

    private Path home;
    private Path log;

    @BeforeEach
    void makeAHome() {
        home = dir.resolve("home");
        log = World.write(
                home.resolve("projects/-w/" + ID + ".jsonl"),
                LogBuilder.of(ID).prompt("begin").text().getBytes(UTF_8));
    }

    private static Session session(World world, String id) {
        return world.bean(Sessions.class).get(id);
    }

    private static void await(World world, String id, String state) {
        LiveTests.await(
                id + " is " + state, () -> session(world, id).state().slug().equals(state));
        assertThat(session(world, id).activity().evidence()).endsWith(".");
        assertThat(world.api("/api/sessions?q=is:" + state)).contains(id);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    @Test
    void aLogThatGrowsIsNotInterrupted() throws IOException {
        try (World world = World.live(dir.resolve("data"), home)) {
            await(world, ID, "interrupted");
            append(log, LogBuilder.of(ID).from(2).prompt("go on").text());
            await(world, ID, "writing");
            append(log, LogBuilder.of(ID).from(3).reply("done").text() + "{\"type\":\"cost-state\"}\n");
            await(world, ID, "ended");
        }
    }

    @Test
    void theGrowingLogWinsOverARegistryThatNamesAnotherSession() throws IOException {
        World.write(
                home.resolve("projects/-w/" + OTHER + ".jsonl"),
                LogBuilder.of(OTHER).prompt("other").text().getBytes(UTF_8));
        RunningClient.register(home, OTHER, true, null, ",\"waitingFor\":\"permission prompt\"");
        try (World world = World.live(dir.resolve("data"), home)) {
            await(world, OTHER, "live");
            append(log, LogBuilder.of(ID).from(2).prompt("resumed here").text());
            await(world, ID, "writing");
            assertThat(session(world, OTHER).activity().status()).isEqualTo("busy");
            assertThat(session(world, OTHER).activity().evidence()).contains("busy (permission prompt)");
            assertThat(world.api("/api/sessions?q=is:busy")).contains(OTHER).doesNotContain(ID);
        }
    }

    @Test
    void aProcessOfAnotherNamespaceCannotBeSeen() throws IOException {
        RunningClient.register(
                home, ID, true, null, ",\"pidDomain\":\"linux:00000000000000000000000000000000:pid:[7]\"");
        try (World world = World.live(dir.resolve("data"), home)) {
            await(world, ID, "unknown");
            assertThat(session(world, ID).activity().status()).isNull();
            Files.delete(home.resolve("sessions/" + RunningClient.PID + ".json"));
            await(world, ID, "interrupted");
        }
    }

    @Test
    void whatIsDeletedIsOnlyInTheVaultWithinTwoSeconds() throws IOException {
        Files.setLastModifiedTime(log, FileTime.from(Instant.now().minusSeconds(86_400)));
        try (World world = World.live(dir.resolve("data"), home)) {
            await(world, ID, "interrupted");
            assertThat(session(world, ID).protection().slug()).isEqualTo("kept");
            Files.delete(log);
            long millis = LiveTests.await(
                    "deleted", () -> session(world, ID).protection().slug().equals("only-in-vault"));
            assertThat(millis).isLessThan(2_000);
            World.write(log, LogBuilder.of(ID).prompt("begin").text().getBytes(UTF_8));
            LiveTests.await(
                    "restored", () -> session(world, ID).protection().slug().equals("kept"));
        }
    }

    @Test
    void aProcessThatIsGoneWritesNoMore() throws IOException {
        RunningClient.register(home, ID, false, null);
        try (World world = World.live(dir.resolve("data"), home)) {
            append(
                    log,
                    LogBuilder.of(ID)
                            .from(2)
                            .reply("half")
                            .from(3)
                            .prompt("more")
                            .text());
            LiveTests.await("read", () -> session(world, ID).counts().entries() == 3);
            assertThat(session(world, ID).state().slug()).isEqualTo("interrupted");
        }
    }
}
