package dev.reprise.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.intake.World;
import dev.reprise.problem.Problem;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people arrange: whole after a loss, taken back field by field, and kept as it was typed. */
class ArrangementTests {

    @TempDir
    Path dir;

    private static final List<SessionId> SESSIONS = List.of(
            new SessionId("claude", "one"),
            new SessionId("claude", "two"),
            new SessionId("claude", "three"),
            new SessionId("claude", "four"));

    private World world() throws IOException {
        Files.createDirectories(dir.resolve("home/projects"));
        return World.of(dir.resolve("data"), dir.resolve("home"));
    }

    private static String all(Labels labels) {
        Arrangement now = labels.arrangement();
        return now.views() + "" + now.streams() + List.copyOf(now.tags()) + now.rules() + List.copyOf(now.projects());
    }

    @Test
    void comesBackFromABackupWithWhatWasDone() throws IOException {
        String written;
        List<Label> labelled;
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            Arranged.some(labels, SESSIONS);
            long renamed = labels.arrange(new Act("rule x", "renamed it", null), work -> {
                        work.put(work.now().stream("s1").with("client-y", null, Colour.RED));
                        return List.of();
                    })
                    .activity();
            labels.undo(renamed, Act.API);
            written = all(labels);
            labelled = labels.all();
            assertThat(labels.arrangement().path("s2")).startsWith("client-x/billing");
        }
        Files.delete(dir.resolve("data/own/own.mv.db"));
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            assertThat(labels.all()).containsExactlyInAnyOrderElementsOf(labelled);
            assertThat(all(labels)).isEqualTo(written);
            assertThat(labels.activities())
                    .extracting(Activity::who, Activity::what, Activity::undone, Activity::undoable)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("api", "took back: renamed it", false, false),
                            org.assertj.core.groups.Tuple.tuple("rule x", "renamed it", true, false),
                            org.assertj.core.groups.Tuple.tuple("page", "some of everything", false, false));
        }
    }

    @Test
    void takesBackOnlyWhatNobodyChangedSince() throws IOException {
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            Arranged.some(labels, SESSIONS);
            Labels.Done done = labels.arrange(Act.page("both"), work -> {
                work.put(work.now().stream("s1").with("other", null, null));
                work.put(new TagInfo("open", Colour.RED, null));
                return List.of(work.change(SESSIONS.getFirst(), label -> label.tagged("more")));
            });
            labels.arrange(Act.page("later"), work -> {
                work.put(work.now().stream("s1").with("mine", null, null));
                return List.of();
            });
            labels.undo(done.activity(), Act.PAGE);
            assertThat(labels.arrangement().path("s1")).isEqualTo("mine");
            assertThat(labels.arrangement().tag("open").colour()).isEqualTo(Colour.GREEN);
            assertThat(labels.of(SESSIONS.getFirst()).tags()).doesNotContain("more");
            assertThatThrownBy(() -> labels.undo(done.activity(), Act.PAGE)).hasMessageContaining("already");
        }
    }

    @Test
    void whatRefusesHalfwayLeavesNothing() throws IOException {
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            Arranged.some(labels, SESSIONS);
            String before = all(labels);
            assertThatThrownBy(() -> labels.arrange(Act.page("half"), work -> {
                        work.put(new Stream("s9", "new one", null, null, List.of(), List.of(), 0));
                        work.change(SESSIONS.getFirst(), label -> label.pinned(false));
                        work.put(new Stream("s10", "CLIENT-X", null, null, List.of(), List.of(), 0));
                        return List.of();
                    }))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("already");
            assertThat(all(labels)).isEqualTo(before);
            assertThat(labels.of(SESSIONS.getFirst()).pinned()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>",
                "Ünïcode ça 日本語",
                "👩‍👩‍👧 family",
                "it's \"quoted\" & more",
                "{\"is\":\"view\"}",
                "$(rm -rf ~) `x`",
                "latest",
                "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21"
            })
    void keepsEveryNameAsItWasTyped(String name) throws IOException {
        try (World world = world()) {
            world.bean(Labels.class).arrange(Act.page("made " + name), work -> {
                work.put(new Stream("s1", name, null, null, List.of(name), List.of(name), 1));
                work.put(new SavedView("v1", name, Map.of("q", name), 1));
                work.put(new TagRule("r1", name, "x"));
                work.put(new ProjectInfo("/w/" + name, name, null, null, List.of(name)));
                return List.of();
            });
        }
        Files.delete(dir.resolve("data/own/own.mv.db"));
        try (World world = world()) {
            Arrangement now = world.bean(Labels.class).arrangement();
            assertThat(now.path("s1")).isEqualTo(name);
            assertThat(now.streams().getFirst().dirs()).containsExactly(name);
            assertThat(now.view("v1").name()).isEqualTo(name);
            assertThat(now.view("v1").asks()).containsEntry("q", name);
            assertThat(now.rule("r1").filter()).isEqualTo(name);
            assertThat(now.project("/w/" + name).name()).isEqualTo(name);
            assertThat(world.bean(Labels.class).activities().getFirst().what()).isEqualTo("made " + name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\u202eb", "two\nlines", "a\u0000b", "a\u200bb", "\ud800"})
    void refusesNamesThatNobodyCouldRead(String name) {
        assertThatThrownBy(() -> new Stream("s", name, null, null, List.of(), List.of(), 0))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> new SavedView("v", name, Map.of("q", "x"), 0)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> new TagInfo(name, null, null)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> new Stream("s", "x".repeat(51), null, null, List.of(), List.of(), 0))
                .hasMessageContaining("at most 50 characters; this one has 51");
    }

    @Test
    void showsTheSameAfterTheCatalogueWasLost() throws IOException {
        String id = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
        World.write(
                dir.resolve("home/projects/-w/" + id + ".jsonl"),
                ("{\"type\":\"user\",\"uuid\":\"" + id + "\",\"parentUuid\":null,\"sessionId\":\"" + id
                                + "\",\"cwd\":\"/w/old\",\"timestamp\":\"2026-03-02T10:00:00.000Z\",\"message\":{\"role\":"
                                + "\"user\",\"content\":\"hi\"}}\n")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (int round = 0; round < 2; round++) {
            try (World world = world().scan()) {
                if (round == 0) {
                    world.bean(Labels.class).arrange(Act.page("all"), work -> {
                        work.put(new Stream("s1", "billing", null, null, List.of(), List.of(), 1));
                        work.put(new ProjectInfo("/w/new", "The Shop", null, null, List.of()));
                        work.put(ProjectInfo.none("/w/old").into("/w/new"));
                        return List.of(work.change(new SessionId("claude", id), label -> label.moved("s1")));
                    });
                    world.scan();
                }
                assertThat(world.api("/api/sessions/" + id))
                        .contains("\"stream\":\"billing\"", "\"project\":\"The Shop\"", "\"shownDir\":\"/w/new\"")
                        .contains("\"projectDir\":\"/w/old\"");
            }
            Files.delete(dir.resolve("data/db/reprise.mv.db"));
        }
    }

    @Test
    void readsABackupOfBeforeThereWereStreams() throws IOException {
        Path backups = Files.createDirectories(dir.resolve("data/own/backups"));
        Files.writeString(
                backups.resolve("own-20260101T000000.000Z.json"),
                "{\"format\":1,\"writtenAt\":\"2026-01-01T00:00:00Z\",\"labels\":[{\"agent\":\"claude\",\"id\":\"one\",\"name\":\"old\","
                        + "\"tags\":[\"a\"],\"note\":null,\"pinned\":true,\"hidden\":false,\"hold\":false}]}");
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            assertThat(labels.all())
                    .containsExactly(new Label(SESSIONS.getFirst(), "old", java.util.Set.of("a"), true, false, false));
            assertThat(labels.arrangement().streams()).isEmpty();
        }
    }
}
