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
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

    @Test
    void saysWhichNameIsFree() {
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            labels.change(SESSION, label -> label.named("mine"));
            labels.change(new SessionId("claude", "third"), label -> label.named("mine-2"));
            assertThatThrownBy(() -> labels.change(UNKNOWN, label -> label.named("MINE")))
                    .hasMessage("Another session is called MINE. MINE-3 is free.");
            assertThat(labels.of(UNKNOWN).isBlank()).isTrue();
        }
    }

    @Test
    void takesBackWhatWasDoneAndLeavesWhatCameLater() {
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            labels.change(SESSION, label -> label.named("first").tagged("old"));
            Labels.Done done = labels.change(
                    List.of(SESSION, UNKNOWN),
                    Act.page("tagged 2 sessions new"),
                    label -> label.tagged("new").untagged("old").pinned(true));
            assertThat(done.changed()).isEqualTo(2);
            labels.change(SESSION, label -> label.named("second").tagged("later"));
            labels.undo(done.activity(), Act.PAGE);
            assertThat(labels.of(SESSION))
                    .isEqualTo(
                            Label.none(SESSION).named("second").tagged("later").tagged("old"));
            assertThat(labels.of(UNKNOWN).isBlank()).isTrue();
            assertThatThrownBy(() -> labels.undo(done.activity(), Act.PAGE)).hasMessageContaining("already");
            assertThatThrownBy(() -> labels.undo(999, Act.PAGE)).hasMessageContaining("nothing to undo");
            assertThat(labels.activities())
                    .extracting(Activity::what)
                    .startsWith("took back: tagged 2 sessions new", "changed", "tagged 2 sessions new");
            assertThat(labels.activities()).extracting(Activity::undone).containsExactly(false, false, true, false);
        }
    }

    @Test
    void doesNothingTwiceThatIsAskedForTwice() {
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            List<SessionId> both = List.of(SESSION, UNKNOWN);
            Labels.Done first = labels.change(both, new Act(Act.PAGE, "tagged", "key-1"), label -> label.tagged("a"));
            labels.change(SESSION, label -> label.untagged("a"));
            Labels.Done again = labels.change(both, new Act(Act.PAGE, "tagged", "key-1"), label -> label.tagged("a"));
            assertThat(again.activity()).isEqualTo(first.activity());
            assertThat(labels.of(SESSION).tags()).isEmpty();
        }
    }

    @Test
    void refusesAllOfABulkOrNone() {
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            assertThatThrownBy(() -> labels.change(List.of(SESSION, UNKNOWN), Act.page("x"), label -> {
                        if (label.session().equals(UNKNOWN)) {
                            throw new Problem(Reason.BAD_INPUT, "Not this one.");
                        }
                        return label.pinned(true);
                    }))
                    .hasMessage("Not this one.");
            assertThat(labels.all()).isEmpty();
            assertThat(labels.activities()).isEmpty();
        }
    }

    @Test
    void comesBackFromABackupAfterALostOrDamagedDatabase() throws IOException {
        Label written = Label.none(SESSION)
                .named("precious")
                .tagged("a b")
                .noted("# why\n<b>")
                .pinned(true);
        for (int round = 0; round < 3; round++) {
            try (World world = world()) {
                Labels labels = world.bean(Labels.class);
                if (round == 0) {
                    labels.change(SESSION, label -> written);
                    assertThat(labels.restored()).isEmpty();
                } else {
                    assertThat(labels.all()).containsExactly(written);
                    assertThat(labels.restored().orElse("")).contains("1 session came back from the backup of");
                    assertThat(shown(world.scan(), SESSION)).contains("\"name\":\"precious\"");
                }
            }
            Path file = dir.resolve("data/own/own.mv.db");
            if (round == 0) {
                Files.delete(file);
            } else {
                Files.write(file, new byte[20_000]);
            }
            Path broken = dir.resolve("data/own/backups/own-99991231T235959.999Z.json");
            Files.writeString(broken, "{\"format\":1,\"lab");
        }
        try (Stream<Path> files = Files.list(dir.resolve("data/own"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("own.mv.db.damaged-"));
        }
    }

    @Test
    void keepsThirtyBackups() throws IOException {
        Path backups = dir.resolve("data/own/backups");
        Files.createDirectories(backups);
        for (int n = 10; n < 50; n++) {
            Files.writeString(
                    backups.resolve("own-202601" + n + "T000000.000Z.json"),
                    "{\"format\":1,\"writtenAt\":\"x\",\"labels\":[]}");
        }
        try (World world = world()) {
            world.bean(Labels.class).change(SESSION, label -> label.named("newest"));
        }
        try (Stream<Path> files = Files.list(backups)) {
            List<Path> kept = files.sorted().toList();
            assertThat(kept).hasSize(30);
            assertThat(Files.readString(kept.getLast())).contains("\"newest\"");
        }
    }

    @Test
    void anOlderBackupDoesNotChangeADatabaseThatIsThere() {
        try (World world = world()) {
            world.bean(Labels.class).change(SESSION, label -> label.named("old"));
        }
        Path backups = dir.resolve("data/own/backups");
        assertThat(backups).isDirectoryContaining(file -> file.toString().endsWith(".json"));
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            labels.change(SESSION, label -> label.named("new").tagged("kept"));
            labels.change(UNKNOWN, label -> label.pinned(true));
            assertThat(labels.restored()).isEmpty();
        }
        try (Stream<Path> files = Files.list(backups)) {
            // the newest copies are gone: the first one is left
            files.sorted()
                    .skip(1)
                    .forEach(file -> assertThat(file.toFile().delete()).isTrue());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            assertThat(labels.of(SESSION))
                    .isEqualTo(Label.none(SESSION).named("new").tagged("kept"));
            assertThat(labels.of(UNKNOWN).pinned()).isTrue();
            assertThat(labels.restored()).isEmpty();
        }
    }
}
