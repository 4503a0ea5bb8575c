package dev.reprise.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.intake.Traces;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.label.Private;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is private leaves no byte in the data directory. */
class PrivatesTests {

    private static final String CANARY = "xylophone-canary-5c02";
    private static final String SECRET = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String BELOW = "2b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e23";
    private static final String OPEN = "1b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";

    @TempDir
    Path dir;

    private Path home;

    private static String line(String id, String cwd, String text) {
        return "{\"type\":\"mode\",\"sessionId\":\"" + id + "\"}\n"
                + ("{'type':'user','uuid':'00000000-0000-4000-8000-000000000001','parentUuid':null,'sessionId':'" + id
                                + "','cwd':'" + cwd
                                + "','timestamp':'2026-03-02T10:00:00.000Z','message':{'role':'user','content':'"
                                + text + "'}}\n")
                        .replace('\'', '"');
    }

    private static String history(String id, String project, String text) {
        return "{\"display\":\"" + text + "\",\"pastedContents\":{},\"timestamp\":1700000000000,\"project\":\""
                + project + "\",\"sessionId\":\"" + id + "\"}\n";
    }

    private void write(String path, String text) {
        World.write(home.resolve(path), text.getBytes(UTF_8));
    }

    @BeforeEach
    void home() {
        home = dir.resolve("home");
        write("projects/-w-secret/" + SECRET + ".jsonl", line(SECRET, "/w/secret", CANARY));
        write("projects/-w-secret/" + SECRET + "/tool-results/t.txt", CANARY);
        write("projects/-w-secret/memory/MEMORY.md", CANARY);
        write("projects/-w-secret-deep/" + BELOW + ".jsonl", line(BELOW, "/w/secret/deep", CANARY));
        write("projects/-w-secret-public/" + OPEN + ".jsonl", line(OPEN, "/w/secret-public", "open"));
        write("projects/-w-secret-public/memory/MEMORY.md", "of the public one");
        write("tasks/" + SECRET + "/1.json", CANARY);
        write("file-history/" + BELOW + "/abc@v1", CANARY);
        write(
                "history.jsonl",
                history(OPEN, "/w/secret-public", "one")
                        + history(SECRET, "/w/secret", CANARY)
                        + history("", "/w/secret/deep", CANARY)
                        + history(OPEN, "/w/secret-public", "two"));
    }

    private World world() {
        return World.of(dir.resolve("data"), home).scan();
    }

    private List<String> found() throws IOException {
        return Traces.of(dir.resolve("data"), CANARY);
    }

    private static List<SessionId> sessions(World world) {
        return world.bean(Sessions.class).ids(Criterion.all(), 10);
    }

    private static SessionId id(String value) {
        return new SessionId("claude", value);
    }

    @Test
    void notAByteOfAPrivateDirectoryIsImported() throws IOException {
        Path logs = home.resolve("projects");
        Path away = dir.resolve("away");
        Path history = home.resolve("history.jsonl");
        Path historyAway = dir.resolve("history.jsonl");
        Files.move(logs, away);
        Files.move(history, historyAway);
        Files.move(home.resolve("tasks"), dir.resolve("tasks"));
        Files.move(home.resolve("file-history"), dir.resolve("file-history"));
        Files.createDirectories(logs);
        try (World world = world()) {
            Privates.Made made = world.bean(Privates.class).make(Act.API, Private.By.DIRECTORY, "/w/secret/");
            assertThat(made.known().sessions()).isEmpty();
            Files.delete(logs);
            Files.move(away, logs);
            Files.move(historyAway, history);
            Files.move(dir.resolve("tasks"), home.resolve("tasks"));
            Files.move(dir.resolve("file-history"), home.resolve("file-history"));
            world.scan().scan();
            assertThat(sessions(world)).containsExactly(id(OPEN));
            assertThat(found()).isEmpty();
            assertThat(world.bean(Sessions.class).typed(id(OPEN))).hasSize(2);
            assertThat(dir.resolve("data/vault/claude/projects/-w-secret-public/memory/MEMORY.md.zst"))
                    .exists();
            // and later
            write(
                    "projects/-w-secret/" + SECRET + ".jsonl",
                    line(SECRET, "/w/secret", CANARY) + line(SECRET, "/w/secret", CANARY));
            write(
                    "history.jsonl",
                    Files.readString(history)
                            + history(SECRET, "/w/secret", CANARY)
                            + history(OPEN, "/w/secret-public", "three"));
            world.scan();
            assertThat(found()).isEmpty();
            assertThat(world.bean(Sessions.class).typed(id(OPEN))).hasSize(3);
            world.bean(Privates.class).delete(Act.API, made.known().rule().key());
            world.scan();
            assertThat(sessions(world)).hasSize(3);
        }
    }

    @Test
    void whatWasImportedBeforeStaysAsItIsUntilItIsPurged() throws IOException {
        try (World world = world()) {
            assertThat(sessions(world)).hasSize(3);
            Privates privates = world.bean(Privates.class);
            Privates.Made made = privates.make(Act.PAGE, Private.By.DIRECTORY, "/w/secret");
            assertThat(made.known().sessions()).containsExactlyInAnyOrder(id(SECRET), id(BELOW));
            world.scan();
            assertThat(sessions(world)).as("nothing is lost by it").hasSize(3);
            assertThat(world.bean(Forecasts.class).forecast().deletions()).isEmpty();
            String key = made.known().rule().key();
            assertThatThrownBy(() -> privates.purge(Act.PAGE, key, 3)).hasMessageContaining("2 sessions");
            assertThat(privates.purge(Act.PAGE, key, 2)).hasSize(2);
            world.scan();
            assertThat(sessions(world)).containsExactly(id(OPEN));
            assertThat(home.resolve("projects/-w-secret/" + SECRET + ".jsonl")).exists();
            assertThat(found()).isEmpty();
            assertThat(world.bean(Sessions.class).typed(id(OPEN))).hasSize(2);
        }
    }

    @Test
    void aTagMakesPrivateToo() throws IOException {
        try (World world = world()) {
            world.bean(Labels.class).change(id(SECRET), label -> label.tagged("Mine"));
            Privates.Made made = world.bean(Privates.class).make(Act.PAGE, Private.By.TAG, "mine");
            assertThat(made.known().sessions()).containsExactly(id(SECRET));
            long before = world.bean(Sessions.class).get(SECRET).held().bytes();
            write(
                    "projects/-w-secret/" + SECRET + ".jsonl",
                    line(SECRET, "/w/secret", CANARY) + line(SECRET, "/w/secret", "later"));
            world.scan();
            assertThat(world.bean(Sessions.class).get(SECRET).held().bytes()).isEqualTo(before);
        }
    }

    @Test
    void refusesWhatIsNoDirectory() {
        assertThatThrownBy(() -> new Private("k", Private.By.DIRECTORY, "/")).hasMessageContaining("whole path");
        assertThatThrownBy(() -> new Private("k", Private.By.PROJECT, "api")).hasMessageContaining("whole path");
        assertThatThrownBy(() -> Private.By.of("word")).hasMessageContaining("directory, project or tag");
        assertThat(new Private("k", Private.By.DIRECTORY, "/w/a/").holds("/w/ab"))
                .isFalse();
        assertThat(new Private("k", Private.By.DIRECTORY, "C:\\work\\").holds("C:\\work\\x"))
                .isTrue();
    }
}
