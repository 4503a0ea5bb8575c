package dev.reprise.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another coding CLI is one class beside the others: it is found, kept, listed, shown and resumed, and nothing else changes. */
class SecondAgentTests {

    private static final String CLAUDE = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";

    @TempDir
    Path dir;

    private World world() {
        return World.with(
                dir.resolve("data"),
                new TinyAgent(),
                List.of(
                        dir.resolve("claude").toString(),
                        "tiny:" + dir.resolve("tiny").toString()));
    }

    private Path chat() {
        World.write(
                dir.resolve("claude/projects/-w/" + CLAUDE + ".jsonl"),
                HomeChangesTests.prompt(1, "of Claude").getBytes(UTF_8));
        return World.write(dir.resolve("tiny/chats/walk-1.chat"), """
                2026-03-02T10:00:00Z me where does the goat sleep
                2026-03-02T10:00:05Z it on the boat
                """.getBytes(UTF_8));
    }

    @Test
    void isOneClass() throws IOException {
        Path chat = chat();
        try (World world = world()) {
            assertThat(world.api("/api/sessions?limit=9"))
                    .contains("\"total\":2", "claude:" + CLAUDE, "tiny:walk-1", "where does the goat sleep");
            assertThat(world.api("/api/sessions?q=agent:tiny goat")).contains("\"total\":1", "tiny:walk-1");
            assertThat(world.api("/api/sessions/tiny:walk-1"))
                    .contains("\"protection\":\"kept\"", "\"turns\":1", "\"kind\":\"interactive\"");
            assertThat(world.api("/api/sessions/tiny:walk-1/entries")).contains("on the boat", "\"kind\":\"reply\"");
            assertThat(world.api("/api/sessions/tiny:walk-1/resume")).contains("tiny --go-on walk-1");
            assertThat(world.held()).anyMatch(held -> held.startsWith("tiny/chats/walk-1.chat "));

            Files.writeString(chat, "2026-03-02T10:01:00Z me and the boat\nrubbish\n", StandardOpenOption.APPEND);
            assertThat(world.scan().api("/api/sessions/tiny:walk-1"))
                    .contains("\"turns\":2", "\"lastPrompt\":\"and the boat\"", "\"unreadableLines\":1");
        }
        Files.delete(chat);
        Files.delete(dir.resolve("data/db/reprise.mv.db"));
        try (World world = world()) {
            assertThat(world.api("/api/sessions/tiny:walk-1"))
                    .contains("\"protection\":\"only-in-vault\"", "\"turns\":2");
            assertThat(world.api("/api/sessions/tiny:walk-1/entries")).contains("and the boat");
        }
    }
}
