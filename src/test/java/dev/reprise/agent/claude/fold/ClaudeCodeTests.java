package dev.reprise.agent.claude.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Glimpse;
import dev.reprise.agent.Line;
import dev.reprise.agent.Running;
import dev.reprise.agent.claude.ClaudeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaudeCodeTests {
    private static final Path CASES = Path.of("src/test/resources/claude");

    private final ClaudeCode claude = new ClaudeCode();

    @TempDir
    Path home;

    @Test
    void resumesByIdAlone() {
        assertThat(claude.launcher().resumeWords("0A1B2C3D-0000-4000-8000-00000000ABCD", false, List.of()))
                .containsExactly("claude", "--resume", "0a1b2c3d-0000-4000-8000-00000000abcd");
        assertThat(claude.launcher().resumeWords("x", true, List.of("--model", "opus")))
                .containsExactly("claude", "--resume", "x", "--fork-session", "--model", "opus");
    }

    @Test
    void readsTheHomeThatTheEnvironmentNames() {
        Path user = Path.of("/home/mia");
        assertThat(claude.sources().defaultHomes(name -> name.equals("CLAUDE_CONFIG_DIR") ? "/other" : null, user))
                .containsExactly(Path.of("/other"));
        assertThat(claude.sources().defaultHomes(name -> null, user))
                .containsExactly(Path.of("/home/mia/.claude"), Path.of("/home/mia/.config/claude"));
    }

    @Test
    void decodesThePictureOfARecord() throws IOException {
        byte[] log = Files.readAllBytes(CASES.resolve("media.jsonl"));
        int seen = 0;
        for (EntryRow row : GoldenTests.rows(Logs.read(claude, Logs.SESSION, log, null))) {
            if (row.block() > 0) {
                continue;
            }
            byte[] record = Arrays.copyOfRange(log, (int) row.offset(), (int) row.offset() + row.length());
            for (Entry entry : claude.reader().read(new Line(row.line(), row.offset(), record))) {
                if (entry instanceof Entry.Image image) {
                    byte[] png = claude.reader()
                            .picture(record, image.picture().index())
                            .orElseThrow();
                    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
                    assertThat(image.picture().bytes()).isBetween(png.length - 3L, png.length + 3L);
                    seen++;
                }
                if (entry instanceof Entry.ToolResult result && !result.images().isEmpty()) {
                    assertThat(result.images()).extracting(Entry.Picture::index).containsExactly(0, 1);
                    assertThat(claude.reader().picture(record, 1)).isPresent();
                    assertThat(claude.reader().picture(record, 2)).isEmpty();
                    seen++;
                }
            }
        }
        assertThat(seen).isEqualTo(3);
    }

    @Test
    void cutsALongTextAndSaysHowLongItWas() {
        String json = "{\"type\":\"user\",\"message\":{\"content\":\"" + "é".repeat(300_000) + "\"}}";
        Entry entry = claude.reader()
                .read(new Line(1, 0, json.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .getFirst();
        assertThat(entry).isInstanceOfSatisfying(Entry.Prompt.class, prompt -> {
            assertThat(prompt.text().value()).hasSize(200_000);
            assertThat(prompt.text().length()).isEqualTo(300_000);
        });
    }

    @Test
    void glimpsesTitlePromptsAndTimesFromBothEnds() throws IOException {
        byte[] log = Files.readAllBytes(CASES.resolve("titles.jsonl"));
        for (int cut : new int[] {0, 700, 1_500, log.length - 2_600}) {
            byte[] head = cut == 0 ? log : Arrays.copyOf(log, Math.max(cut, 2_500));
            byte[] tail = cut == 0 ? new byte[0] : Arrays.copyOfRange(log, cut, log.length);
            Glimpse glimpse = claude.reader().glimpse(Logs.SESSION, head, tail);
            assertThat(glimpse.title()).as("cut %d", cut).isEqualTo("Red button 🚀");
            assertThat(glimpse.cwd()).isEqualTo("/home/mia/shop-7");
            assertThat(glimpse.branch()).isEqualTo("fix/7");
            assertThat(glimpse.sidechain()).isFalse();
        }
        assertThat(claude.reader().glimpse(Logs.SESSION, log, new byte[0]).firstPrompt())
                .startsWith("Fix issue 7:");
        assertThat(claude.reader().glimpse(Logs.SESSION, log, new byte[0]).lastPrompt())
                .isEqualTo("thanks, ship it");
        byte[] agent = Files.readAllBytes(CASES.resolve("agent-a0123456789abcdef.jsonl"));
        assertThat(claude.reader().glimpse(Logs.SESSION, agent, new byte[0]).sidechain())
                .isTrue();
    }

    @Test
    void tellsALiveProcessFromOneThatDiedOrAnotherWithItsNumber() throws IOException {
        Path sessions = Files.createDirectory(home.resolve("sessions"));
        long pid = ProcessHandle.current().pid();
        long started =
                ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        Path stat = Path.of("/proc/self/stat");
        String ticks = Files.exists(stat)
                ? Files.readString(stat).replaceFirst(".*\\) ", "").split(" ", -1)[19]
                : "";
        String live =
                "{\"pid\":%d,\"sessionId\":\"%s\",\"cwd\":\"/w\",\"startedAt\":%d,\"kind\":\"%s\",\"status\":\"busy\"%s}";
        String own = ticks.isEmpty() ? "" : ",\"procStart\":\"" + ticks + "\"";
        write(sessions, "1", live.formatted(pid, id(1), started, "interactive", own));
        write(sessions, "2", live.formatted(pid, id(2), started, "bg", own + ",\"jobId\":\"12345678\""));
        write(sessions, "3", live.formatted(pid, id(3), 1_000L, "interactive", ",\"procStart\":\"7\""));
        write(sessions, "4", live.formatted(3_999_999L, id(4), started, "interactive", ""));
        write(sessions, "5", "{broken");
        write(sessions, "6", "{\"pid\":1,\"sessionId\":\"../../x\"}");
        List<Running> running = claude.sources().running(home).stream()
                .sorted(java.util.Comparator.comparing(Running::session))
                .toList();
        assertThat(running).extracting(Running::alive).containsExactly(true, true, false, false);
        assertThat(running).extracting(Running::background).containsExactly(false, true, false, false);
        assertThat(claude.launcher().attachWords(running.get(1))).containsExactly("claude", "attach", "12345678");
        assertThat(claude.sources().running(home.resolve("nowhere"))).isEmpty();
    }

    private static String id(int n) {
        return "11111111-0000-4000-8000-00000000000" + n;
    }

    private static void write(Path sessions, String name, String json) throws IOException {
        Files.writeString(sessions.resolve(name + ".json"), json);
    }
}
