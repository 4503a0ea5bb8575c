package dev.reprise.label;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.intake.World;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people write: whole whatever happens to the catalogue, and in the list without a second question. */
class LabelsTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final SessionId SESSION = new SessionId("claude", ID);
    private static final SessionId UNKNOWN = new SessionId("claude", "1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22");

    @TempDir
    Path dir;

    @BeforeEach
    void home() {
        log(SESSION, "first prompt");
    }

    private void log(SessionId session, String prompt) {
        World.write(
                dir.resolve("home/projects/-w/" + session.value() + ".jsonl"),
                """
                {"type":"user","uuid":"00000000-0000-4000-8000-000000000001","parentUuid":null,"sessionId":"%s","cwd":"/w",\
                "timestamp":"2026-03-02T10:00:00.000Z","message":{"role":"user","content":"%s"}}
                """.formatted(session.value(), prompt).getBytes(UTF_8));
    }

    private World world() {
        return World.of(dir.resolve("data"), dir.resolve("home"));
    }

    private static String shown(World world, SessionId session) {
        return world.api("/api/sessions/" + session);
    }

    @Test
    void nothingIsMadeBeforeSomethingIsWritten() {
        try (World world = world()) {
            assertThat(world.bean(Labels.class).all()).isEmpty();
        }
        assertThat(dir.resolve("data/own")).doesNotExist();
    }

    @Test
    void reachesTheListAndOutlivesTheCatalogue() throws IOException {
        Label written = new Label(SESSION, "the goat", Set.of("a b", "zoo"), true, false, true);
        try (World world = world()) {
            world.bean(Labels.class).change(SESSION, label -> written);
            assertThat(shown(world.scan(), SESSION))
                    .contains("\"name\":\"the goat\"", "\"title\":\"the goat\"", "\"tags\":[\"a b\",\"zoo\"]")
                    .contains("\"pinned\":true");
        }
        for (boolean lost : new boolean[] {false, true}) {
            if (lost) {
                Files.delete(dir.resolve("data/db/reprise.mv.db"));
            }
            try (World world = world()) {
                assertThat(world.bean(Labels.class).all()).containsExactly(written);
                assertThat(shown(world, SESSION)).contains("\"name\":\"the goat\"", "\"tags\":[\"a b\",\"zoo\"]");
            }
        }
        try (World world = world()) {
            world.bean(Labels.class).change(SESSION, label -> Label.none(SESSION));
            assertThat(shown(world.scan(), SESSION))
                    .contains("\"name\":null", "\"title\":\"first prompt\"", "\"tags\":[]", "\"pinned\":false");
            assertThat(world.bean(Labels.class).all()).isEmpty();
        }
    }

    @Test
    void waitsForASessionThatComesLater() {
        try (World world = world()) {
            world.bean(Labels.class)
                    .change(UNKNOWN, label -> new Label(UNKNOWN, "later", Set.of(), false, false, false));
            log(UNKNOWN, "came later");
            assertThat(shown(world.scan(), UNKNOWN)).contains("\"name\":\"later\"");
        }
    }

    @Test
    void aNameIsOfOneSession() {
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            labels.change(SESSION, label -> new Label(SESSION, "mine", Set.of(), false, false, false));
            assertThatThrownBy(() -> labels.change(
                            UNKNOWN, label -> new Label(UNKNOWN, "mine", Set.of("x"), false, false, false)))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.reason()).isEqualTo(Reason.CONFLICT));
            labels.change(SESSION, label -> new Label(SESSION, "mine", Set.of("y"), false, false, false));
            assertThat(labels.all())
                    .singleElement()
                    .satisfies(label -> assertThat(label.tags()).containsExactly("y"));
        }
    }

    @Test
    void whatCannotBeReadIsShownAsItWas() throws IOException {
        try (World world = world()) {
            world.bean(Labels.class)
                    .change(SESSION, label -> new Label(SESSION, "mine", Set.of(), false, false, false));
            world.scan();
        }
        byte[] whole = Files.readAllBytes(dir.resolve("data/own/own.mv.db"));
        Files.write(dir.resolve("data/own/own.mv.db"), new byte[20_000]);
        log(UNKNOWN, "read all the same");
        try (World world = world()) {
            assertThat(shown(world, SESSION)).contains("\"name\":\"mine\"");
            assertThat(shown(world, UNKNOWN)).contains("read all the same");
        }
        Files.write(dir.resolve("data/own/own.mv.db"), whole);
        try (World world = world()) {
            assertThat(shown(world, SESSION)).contains("\"name\":\"mine\"");
        }
    }
}
