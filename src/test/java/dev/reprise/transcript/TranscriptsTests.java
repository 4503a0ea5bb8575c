package dev.reprise.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.LogBuilder;
import dev.reprise.agent.Entry;
import dev.reprise.intake.World;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptsTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final SessionId SESSION = new SessionId("claude", ID);
    private static final String PIXEL = "iVBORw0KGgo=";

    @TempDir
    Path dir;

    private byte[] log;
    private World world;
    private Transcripts transcripts;

    @BeforeEach
    void imported() {
        LogBuilder lines = LogBuilder.of(ID).title("A title");
        for (int turn = 0; turn < 300; turn++) {
            lines.prompt("ask " + turn)
                    .call("t" + turn, "Bash", Map.of("command", "ls"))
                    .result("t" + turn, "out", false);
        }
        lines.content(
                "user",
                List.of(
                        Map.of("type", "text", "text", "see"),
                        Map.of(
                                "type",
                                "image",
                                "source",
                                Map.of("type", "base64", "media_type", "image/png", "data", PIXEL))));
        log = lines.bytes();
        Path home = dir.resolve("home");
        World.write(home.resolve("projects/-w/" + ID + ".jsonl"), log);
        World.write(
                home.resolve("projects/-w/" + ID + "/subagents/agent-a1.jsonl"),
                LogBuilder.of(ID).agent("a1").prompt("look").reply("seen").bytes());
        world = World.of(dir.resolve("data"), home);
        transcripts = world.bean(Transcripts.class);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aWindowIsCutToWhatThereIs() {
        Window first = transcripts.window(SESSION, null, -5, 3);
        assertThat(first.total()).isEqualTo(902);
        assertThat(first.first()).isZero();
        assertThat(first.end()).isEqualTo(3);
        assertThat(transcripts.window(SESSION, null, 900, 80).items()).hasSize(2);
        assertThat(transcripts.window(SESSION, null, 5_000, 80).items()).isEmpty();
        assertThat(transcripts.window(SESSION, null, 0, 100_000).items()).hasSize(500);
    }

    @Test
    void windowsSideBySideAreTheWholeInOrder() {
        int at = 0;
        int turn = 0;
        while (at < 900) {
            Window window = transcripts.window(SESSION, null, at, 77);
            for (Window.Item item : window.items()) {
                if (item.entry() instanceof Entry.Prompt prompt && turn < 300) {
                    assertThat(prompt.text().value()).isEqualTo("ask " + turn++);
                }
            }
            at = window.end();
        }
        assertThat(turn).isEqualTo(300);
    }

    @Test
    void rawCountsEveryRecord() {
        Window raw = transcripts.raw(SESSION, null, 0, 2);
        assertThat(raw.total()).isEqualTo(903);
        assertThat(raw.items().getFirst().entry()).isInstanceOf(Entry.Bookkeeping.class);
    }

    @Test
    void findsThePositionOfALineOrTheNextOne() {
        assertThat(transcripts.position(SESSION, null, 1)).isZero();
        assertThat(transcripts.position(SESSION, null, 2)).isZero();
        assertThat(transcripts.position(SESSION, null, 5)).isEqualTo(3);
    }

    @Test
    void tellsTheTurnsAndASubagentApart() {
        assertThat(transcripts.outline(SESSION, null))
                .hasSize(301)
                .allSatisfy(turn -> assertThat(turn.abandoned()).isFalse());
        assertThat(transcripts.outline(SESSION, "a1")).extracting(Turn::text).containsExactly("look");
        assertThat(transcripts.has(SESSION, "a1")).isTrue();
        assertThat(transcripts.has(SESSION, "a2")).isFalse();
        assertThatThrownBy(() -> transcripts.outline(SESSION, "a2"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @Test
    void givesThePictureOfARecord() {
        assertThat(transcripts.picture(SESSION, null, 902, 1, 0))
                .hasValueSatisfying(png -> assertThat(png).startsWith(0x89, 'P', 'N', 'G'));
        assertThat(transcripts.picture(SESSION, null, 902, 1, 1)).isEmpty();
        assertThat(transcripts.picture(SESSION, null, 2, 0, 0)).isEmpty();
    }

    @Test
    void rawFilesAreTheBytesOfTheSession() throws IOException {
        RawFiles files = world.bean(RawFiles.class);
        RawFiles.Raw raw = files.find(SESSION, null, 0);
        try (InputStream in = files.open(raw)) {
            assertThat(in.readAllBytes()).isEqualTo(log);
        }
        assertThat(files.find(SESSION, "agent-a1.jsonl", 0).name()).isEqualTo("agent-a1.jsonl");
        for (String other : List.of("../../token", "/etc/passwd", "agent-a2.jsonl", "")) {
            assertThatThrownBy(() -> files.find(SESSION, other, 0)).as(other).isInstanceOf(Problem.class);
        }
        assertThatThrownBy(() -> files.find(SESSION, null, 7)).hasMessageContaining("no such version");
    }
}
