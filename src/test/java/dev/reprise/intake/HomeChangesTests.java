package dev.reprise.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.LogBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to logs besides growing: they are moved, rewritten, deleted, copied, locked. */
class HomeChangesTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String OTHER = "1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";

    @TempDir
    Path dir;

    private Path home;
    private Path data;
    private Path log;

    @BeforeEach
    void makeHome() {
        home = dir.resolve("home");
        data = dir.resolve("data");
        log = home.resolve("projects/-w/" + ID + ".jsonl");
        World.write(log, (prompt(1, "first prompt") + reply(2, "answer")).getBytes(UTF_8));
    }

    static String prompt(int n, String text) {
        return LogBuilder.of(ID).from(n).prompt(text).text();
    }

    static String reply(int n, String text) {
        return LogBuilder.of(ID).from(n).reply(text).text();
    }

    static String edit(int n, String file) {
        return LogBuilder.of(ID)
                .from(n)
                .call("t" + n, "Write", Map.of("file_path", file, "content", "a\nb\n"))
                .result("t" + n, "ok", false)
                .text();
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static Map<String, Object> session(World world, String id) {
        return world.jdbc()
                .sql("select * from session where native_id = ?")
                .param(id)
                .query()
                .singleRow();
    }

    private static int count(World world, String sql) {
        return world.jdbc().sql(sql).query(Integer.class).single();
    }

    private static void touch(Path file, long millis) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    }

    @Test
    void showsWhatALongRecordSaysNowAfterItsLogWasRewritten() throws IOException {
        String session = "11111111-2222-4333-8444-555555555555";
        Path giant = home.resolve("projects/-w/" + session + ".jsonl");
        byte[] bytes = LogBuilder.of("11111111-2222-4333-8444-555555555555")
                .prompt("giant é ".repeat(5_000_000 / 9))
                .bytes();
        World.write(giant, bytes);
        try (World world = World.of(data, home)) {
            String address = "/api/sessions/claude:" + session + "/entries";
            String first = world.api(address);
            assertThat(first).contains("giant ");
            assertThat(world.api(address)).isEqualTo(first);
            World.write(
                    giant, new String(bytes, UTF_8).replace("giant ", "grown ").getBytes(UTF_8));
            world.scan();
            assertThat(world.api(address)).contains("grown ").doesNotContain("giant ");
        }
    }

    @Test
    void settlesWhatAProcessThatWasKilledHadStoredButNotSettled() {
        World.write(
                log,
                (prompt(1, "first prompt") + reply(2, "answer")
                                + "{\"type\":\"summary\",\"summary\":\"Named by leaf\",\"leafUuid\":\"00000000-0000-4000-8000-000000000002\"}\n")
                        .getBytes(UTF_8));
        World.write(
                home.resolve("projects/-w/" + OTHER + ".jsonl"),
                (prompt(3, "other prompt") + reply(4, "other answer")).getBytes(UTF_8));
        try (World world = World.of(data, home)) {
            assertThat(session(world, ID)).containsEntry("SUMMARY", "Named by leaf");
            // as after a kill: the log that has the leaf first was stored later, and its summary still names the other
            world.jdbc()
                    .sql("update title_of set owner = (select id from session where native_id = ?)")
                    .param(OTHER)
                    .update();
            world.jdbc()
                    .sql("update session set summary = case native_id when ? then 'Named by leaf' end")
                    .param(OTHER)
                    .update();
            world.jdbc().sql("update settling set due = true").update();
        }
        try (World world = World.of(data, home)) {
            assertThat(session(world, ID)).containsEntry("SUMMARY", "Named by leaf");
            assertThat(session(world, OTHER)).containsEntry("SUMMARY", null);
        }
    }

    @Test
    void followsALogThatMovesWithItsSideFilesToAnotherFolder() throws IOException {
        Path agent = home.resolve("projects/-w/" + ID + "/subagents/agent-a1.jsonl");
        World.write(agent, prompt(3, "do it").getBytes(UTF_8));
        try (World world = World.of(data, home)) {
            Path there = Files.createDirectories(home.resolve("projects/-elsewhere"));
            Files.move(log, there.resolve(ID + ".jsonl"));
            Files.move(home.resolve("projects/-w/" + ID), there.resolve(ID));
            append(there.resolve(ID + ".jsonl"), prompt(4, "after the move"));
            world.scan();
            assertThat(count(world, "select count(*) from session")).isEqualTo(1);
            assertThat(count(world, "select count(*) from log")).isEqualTo(2);
            assertThat(session(world, ID))
                    .containsEntry("ENTRIES", 3)
                    .containsEntry("COPIES", 1)
                    .containsEntry("SUBAGENTS", 1);
            assertThat(world.held())
                    .allMatch(h -> h.startsWith("claude/projects/-elsewhere/" + ID))
                    .hasSize(2);
            assertThat(world.api("/api/sessions/" + ID + "/entries")).contains("first prompt", "after the move");
        }
    }

    @Test
    void keepsARewrittenLogAsAVersionAndReadsItAnew() throws IOException {
        try (World world = World.of(data, home)) {
            Files.writeString(log, prompt(1, "nothing left"));
            world.scan();
            assertThat(session(world, ID))
                    .containsEntry("VERSIONS", 2)
                    .containsEntry("RECOVERED", 2)
                    .containsEntry("ENTRIES", 3)
                    .containsEntry("TOKENS_OUT", 5L)
                    .containsEntry("FIRST_PROMPT", "first prompt");
            assertThat(world.api("/api/sessions/" + ID + "/entries"))
                    .contains("first prompt", "answer", "nothing left");
            assertThat(world.api("/api/sessions/" + ID)).contains("\"rewritten\":true");
            assertThat(world.vault.versions("claude/projects/-w/" + ID + ".jsonl"))
                    .hasSize(1);
            append(log, reply(2, "more"));
            world.scan();
            assertThat(session(world, ID)).containsEntry("VERSIONS", 2).containsEntry("ENTRIES", 4);
        }
    }

    @Test
    void keepsWhatVanishesAndFindsItAgain() throws IOException {
        byte[] whole = Files.readAllBytes(log);
        try (World world = World.of(data, home)) {
            World.write(home.resolve("projects/-w/" + OTHER + ".jsonl"), whole);
            Files.delete(log);
            world.scan();
            assertThat(world.api("/api/sessions/" + ID)).contains("\"protection\":\"only-in-vault\"");
            assertThat(world.api("/api/sessions/" + ID + "/entries")).contains("first prompt");
            World.write(log, whole);
            append(log, prompt(3, "back again"));
            world.scan();
            assertThat(world.api("/api/sessions/" + ID)).contains("\"protection\":\"kept\"");
            assertThat(session(world, ID)).containsEntry("ENTRIES", 3).containsEntry("VERSIONS", 1);
        }
    }

    @Test
    void callsNothingVanishedThatItCannotSee() throws IOException {
        try (World world = World.of(data, home)) {
            Path away = Files.move(home, dir.resolve("away"));
            world.scan();
            assertThat(world.api("/api/sessions/" + ID)).contains("\"protection\":\"kept\"");
            Files.createDirectories(home);
            world.scan();
            assertThat(world.api("/api/sessions/" + ID))
                    .as("an empty directory where a disk was mounted")
                    .contains("\"protection\":\"kept\"");
            Files.delete(home);
            Files.move(away, home);
        }
    }

    @Test
    void callsNothingVanishedInAFolderItMayNotList() throws IOException {
        assumeTrue(!"root".equals(System.getProperty("user.name")), "skipped: root may list everything");
        try (World world = World.of(data, home)) {
            Files.setPosixFilePermissions(log.getParent(), PosixFilePermissions.fromString("---------"));
            world.scan();
            Files.setPosixFilePermissions(log.getParent(), PosixFilePermissions.fromString("rwx------"));
            assertThat(world.api("/api/sessions/" + ID)).contains("\"protection\":\"kept\"");
            assertThat(world.imports.sources().getFirst().figures().skipped()).isNotEmpty();
        }
    }

    @Test
    void letsTheNewestCopySpeakAndCountsNothingTwice() throws IOException {
        Path second = dir.resolve("second");
        Path copy = second.resolve("projects/-w/" + ID + ".jsonl");
        append(log, edit(3, "/w/a.txt"));
        World.write(copy, Files.readAllBytes(log));
        append(copy, prompt(5, "only in the copy"));
        touch(log, 1_780_000_000_000L);
        touch(copy, 1_780_000_100_000L);
        try (World world = World.of(data, home, second)) {
            assertThat(count(world, "select count(*) from session")).isEqualTo(1);
            assertThat(session(world, ID))
                    .containsEntry("LAST_PROMPT", "only in the copy")
                    .containsEntry("COPIES", 2)
                    .containsEntry("FILES_TOUCHED", 1)
                    .containsEntry("LINES_ADDED", 2)
                    .containsEntry("TOKENS_OUT", 10L);
            assertThat(world.api("/api/sessions/" + ID))
                    .contains("\"changes\":1")
                    .doesNotContain("\"changes\":2");
            Files.delete(copy);
            world.scan();
            assertThat(session(world, ID))
                    .containsEntry("LAST_PROMPT", "first prompt")
                    .containsEntry("ENTRIES", 4)
                    .containsEntry("COPIES", 1);
            assertThat(world.api("/api/sessions/" + ID + "/entries")).doesNotContain("only in the copy");
        }
    }

    @Test
    void readsWhatLiesBesideALog() throws IOException {
        Path side = home.resolve("projects/-w/" + ID);
        World.write(
                side.resolve("subagents/agent-a1.jsonl"),
                prompt(3, "the whole task").getBytes(UTF_8));
        World.write(
                side.resolve("subagents/agent-a1.meta.json"),
                "{\"agentType\":\"Explore\",\"description\":\"Look around\",\"toolUseId\":\"t9\"}".getBytes(UTF_8));
        World.write(side.resolve("custom-title.json"), "{\"customTitle\":\"Named beside\"}".getBytes(UTF_8));
        World.write(side.resolve("subagents/agent-bad.meta.json"), "{torn".getBytes(UTF_8));
        try (World world = World.of(data, home)) {
            assertThat(world.api("/api/sessions/" + ID))
                    .contains("\"title\":\"Named beside\"", "\"title\":\"Look around\"", "\"type\":\"Explore\"")
                    .contains("\"callId\":\"t9\"");
            append(log, "{\"type\":\"custom-title\",\"customTitle\":\"Named inside\",\"sessionId\":\"" + ID + "\"}\n");
            append(side.resolve("subagents/agent-a1.jsonl"), prompt(4, "more"));
            world.scan();
            assertThat(world.api("/api/sessions/" + ID))
                    .contains("\"title\":\"Named inside\"", "\"title\":\"Look around\"");
        }
    }

    @Test
    void listsSessionsOfWhichOnlyPromptsSurviveUntilTheirLogAppears() {
        World.write(
                home.resolve("history.jsonl"),
                ("{\"display\":\"lost prompt\",\"timestamp\":1770000000000,\"project\":\"/w/lost\",\"sessionId\":\""
                                + OTHER + "\"}\n"
                                + "{\"display\":\"hostile\",\"timestamp\":1770000000001,\"project\":\"/w\",\"sessionId\":\"../<b>\"}\n")
                        .getBytes(UTF_8));
        World.write(home.resolve("todos/" + "2c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e23-agent-x.json"), "[]".getBytes(UTF_8));
        try (World world = World.of(data, home)) {
            assertThat(world.api("/api/sessions/" + OTHER))
                    .contains("\"protection\":\"lost\"", "\"firstPrompt\":\"lost prompt\"", "\"project\":\"w/lost\"");
            assertThat(world.api("/api/sessions")).contains(OTHER).contains("\"total\":2");
            World.write(
                    home.resolve("projects/-w/" + OTHER + ".jsonl"),
                    prompt(1, "in the log").replace(ID, OTHER).getBytes(UTF_8));
            world.scan();
            assertThat(world.api("/api/sessions/" + OTHER))
                    .contains("\"protection\":\"kept\"", "\"firstPrompt\":\"in the log\"", "\"turns\":0");
        }
    }

    @Test
    void showsSubagentsOfASessionWithoutALog() {
        World.write(
                home.resolve("projects/-w/agent-0b2.jsonl"),
                prompt(1, "old place").replace(ID, OTHER).getBytes(UTF_8));
        try (World world = World.of(data, home)) {
            assertThat(session(world, OTHER)).containsEntry("SUBAGENTS", 1).containsEntry("IMPORTED", true);
            assertThat(world.api("/api/sessions/" + OTHER)).contains("old place", "\"protection\":\"only-subagents\"");
            assertThat(world.api("/api/sessions/" + OTHER + "/entries?agent=0b2"))
                    .contains("old place");
        }
    }

    @Test
    void rebuildsTheSameFromVaultAndSourcesAndFromTheVaultAlone() throws IOException {
        World.write(
                home.resolve("projects/-w/" + ID + "/subagents/agent-a1.jsonl"),
                prompt(3, "task").getBytes(UTF_8));
        World.write(home.resolve("projects/-w/" + ID + "/tool-results/x.txt"), "result".getBytes(UTF_8));
        append(log, "{\"type\":\"user\",\"torn");
        List<String> rows;
        List<String> held;
        try (World world = World.of(data, home)) {
            rows = world.rows();
            held = world.held();
        }
        deleteDatabase();
        try (World again = World.of(data, home)) {
            assertThat(again.rows()).isEqualTo(rows);
            assertThat(again.held()).isEqualTo(held);
        }
        deleteDatabase();
        Files.move(home, dir.resolve("gone"));
        try (World alone = World.of(data, home)) {
            assertThat(alone.held()).isEqualTo(held);
            assertThat(alone.rows().stream().filter(r -> !r.startsWith("session ") && !r.startsWith("log ")))
                    .isEqualTo(rows.stream()
                            .filter(r -> !r.startsWith("session ") && !r.startsWith("log "))
                            .toList());
            assertThat(alone.api("/api/sessions/" + ID)).contains("\"protection\":\"only-in-vault\"", "first prompt");
        }
    }

    private void deleteDatabase() throws IOException {
        try (var files = Files.list(data.resolve("db"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void skipsWhatTheVaultRefusesAndTriesItAgain() throws IOException {
        Path blocked = data.resolve("vault/claude/projects/-w/" + ID + ".jsonl.zst");
        Files.createDirectories(blocked.resolve("in the way"));
        World.write(
                home.resolve("projects/-w/" + OTHER + ".jsonl"),
                prompt(1, "fine").getBytes(UTF_8));
        try (World world = World.of(data, home)) {
            assertThat(world.imports.sources().getFirst().figures().skipped())
                    .singleElement()
                    .satisfies(s -> assertThat(s.file()).contains(ID));
            assertThat(world.api("/api/sessions/" + OTHER)).contains("\"protection\":\"kept\"");
            assertThat(world.api("/api/sessions/" + ID)).doesNotContain("\"protection\":\"kept\"");
            Files.delete(blocked.resolve("in the way"));
            Files.delete(blocked);
            world.scan();
            assertThat(world.imports.sources().getFirst().figures().skipped()).isEmpty();
            assertThat(session(world, ID)).containsEntry("ENTRIES", 2);
        }
    }

    @Test
    void readsProjectFoldersAndPlacesThatAreLinks() throws IOException {
        Path elsewhere = dir.resolve("disk");
        Files.createDirectories(elsewhere);
        Files.move(home.resolve("projects"), elsewhere.resolve("projects"));
        Files.createSymbolicLink(home.resolve("projects"), elsewhere.resolve("projects"));
        Files.createDirectories(dir.resolve("outside"));
        World.write(
                dir.resolve("outside/" + OTHER + ".jsonl"), prompt(1, "linked").getBytes(UTF_8));
        Files.createSymbolicLink(elsewhere.resolve("projects/-linked"), dir.resolve("outside"));
        Files.createSymbolicLink(elsewhere.resolve("projects/-again"), elsewhere.resolve("projects/-w"));
        try (World world = World.of(data, home)) {
            assertThat(world.api("/api/sessions/" + ID)).contains("\"protection\":\"kept\"");
            assertThat(world.api("/api/sessions/" + OTHER)).contains("linked");
        }
    }
}
