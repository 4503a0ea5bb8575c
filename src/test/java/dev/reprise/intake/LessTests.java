package dev.reprise.intake;

import static dev.reprise.intake.HomeChangesTests.prompt;
import static dev.reprise.intake.HomeChangesTests.reply;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.LogBuilder;
import dev.reprise.catalogue.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More is never replaced by less: whatever becomes of a file, every message that any version of it held is shown. */
class LessTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String VAULT = "claude/projects/-w/" + ID + ".jsonl";
    private static final int MESSAGES = 40;
    private static final String TITLE =
            "{\"type\":\"custom-title\",\"customTitle\":\"a stub\",\"sessionId\":\"" + ID + "\"}\n";

    @TempDir
    Path dir;

    private Path home;
    private Path log;

    @BeforeEach
    void makeHome() {
        home = dir.resolve("home");
        log = home.resolve("projects/-w/" + ID + ".jsonl");
        World.write(log, lines(1, MESSAGES).getBytes(UTF_8));
    }

    private static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int n = from; n <= to; n++) {
            lines.append(line(n));
        }
        return lines.toString();
    }

    private static String line(int n) {
        return n % 2 == 1 ? prompt(n, "asked no " + n + ".") : reply(n, "answered no " + n + ".");
    }

    private World world() {
        return World.of(dir.resolve("data"), home);
    }

    private static void showsAll(World world, int messages, int recovered) {
        String entries = world.api("/api/sessions/" + ID + "/entries?limit=500");
        for (int n = 1; n <= messages; n++) {
            assertThat(entries)
                    .containsOnlyOnce((n % 2 == 1 ? "\"text\":\"asked no " : "\"text\":\"answered no ") + n + ".\"");
        }
        assertThat(world.api("/api/sessions/" + ID))
                .contains("\"recoveredEntries\":" + recovered + ",")
                .contains("\"firstPrompt\":\"asked no 1.\"");
        assertThat(world.api("/api/sessions?limit=10")).contains(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "emptied", "stub", "broken line", "torn"})
    void aLogThatShrankShowsWhatItHad(String how) throws IOException {
        String less = switch (how) {
            case "cut" -> lines(1, 10);
            case "emptied" -> "";
            case "stub" -> TITLE;
            case "broken line" -> "{\"type\":\"user\",\"mess\n" + lines(38, 40);
            default -> lines(1, 3).substring(0, 700);
        };
        int missing = switch (how) {
            case "cut" -> MESSAGES - 10;
            case "broken line" -> MESSAGES - 3;
            case "torn" -> MESSAGES - 1;
            default -> MESSAGES;
        };
        try (World world = world()) {
            Files.writeString(log, less);
            world.scan();
            showsAll(world, MESSAGES, missing);
            if (how.equals("stub")) {
                assertThat(world.api("/api/sessions/" + ID)).contains("\"title\":\"a stub\"");
            }
            Files.writeString(log, lines(41, 44), StandardOpenOption.APPEND);
            world.scan();
            showsAll(world, 44, missing);
        }
        // the same when the catalogue is made anew from vault and source
        delete(dir.resolve("data/db"));
        try (World world = world()) {
            showsAll(world, 44, missing);
        }
    }

    @Test
    void everyVersionCanBeHad() throws IOException {
        try (World world = world()) {
            String whole = Files.readString(log);
            Files.writeString(log, TITLE);
            world.scan();
            assertThat(world.api("/api/sessions/" + ID)).contains("\"versions\":2");
            assertThat(new String(world.vault.read(VAULT, 1, 0, 1_000_000), UTF_8))
                    .isEqualTo(whole);
            assertThat(new String(world.vault.read(VAULT, 0, 0, 1_000_000), UTF_8))
                    .isEqualTo(TITLE);
        }
    }

    @Test
    void aCopyThatWasCutAndThenCompletedIsReportedNoMore() throws IOException {
        try (World world = world()) {
            Files.writeString(log, lines(1, 10));
            world.scan();
            assertThat(world.api("/api/sessions/" + ID)).contains("\"rewritten\":true");
            Files.writeString(log, lines(11, 25), StandardOpenOption.APPEND);
            world.scan();
            showsAll(world, MESSAGES, MESSAGES - 10);
            Files.writeString(log, lines(26, 45), StandardOpenOption.APPEND);
            world.scan();
            showsAll(world, 45, 0);
            assertThat(world.api("/api/sessions/" + ID)).contains("\"rewritten\":false");
            assertThat(world.vault.versions("claude/projects/-w/" + ID + ".jsonl"))
                    .isEmpty();
        }
    }

    @Test
    void shrinksAgainAndAgain() throws IOException {
        try (World world = world()) {
            Files.writeString(log, lines(1, 10) + lines(50, 52));
            world.scan();
            Files.writeString(log, lines(53, 54));
            world.scan();
            showsAll(world, MESSAGES, MESSAGES + 3);
            assertThat(world.api("/api/sessions/" + ID + "/entries?limit=500"))
                    .contains("answered no 50.", "asked no 51.", "answered no 52.", "asked no 53.", "answered no 54.");
        }
    }

    @Test
    void anEditOfTheWholeLogDoublesNothing() throws IOException {
        try (World world = world()) {
            Files.writeString(log, Files.readString(log).replace("no ", "nr "));
            world.scan();
            assertThat(world.jdbc()
                            .sql("select entries, recovered, versions from session")
                            .query()
                            .singleRow())
                    .isEqualTo(Map.of("ENTRIES", MESSAGES, "RECOVERED", 0, "VERSIONS", 2));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "projects/-w/" + ID + "/tool-results/toolu_1.txt",
                "todos/" + ID + "-agent-" + ID + ".json",
                "file-history/" + ID + "/0123456789abcdef@v1",
                "plans/a-plan.md"
            })
    void aSideFileKeepsWhatDoesNotBeginWithTheOld(String path) throws IOException {
        Path side = home.resolve(path);
        World.write(side, "first words".getBytes(UTF_8));
        try (World world = world()) {
            Files.writeString(side, "first words, and more");
            world.scan();
            assertThat(world.vault.versions("claude/" + path)).isEmpty();
            Files.writeString(side, "");
            world.scan();
            Files.writeString(side, "other");
            world.scan();
            assertThat(world.vault.versions("claude/" + path)).hasSize(1);
            assertThat(new String(world.vault.read("claude/" + path, 1, 0, 100), UTF_8))
                    .isEqualTo("first words, and more");
        }
    }

    @Test
    void theHistoryOfPromptsShrinksToo() throws IOException {
        Path history = home.resolve("history.jsonl");
        String other = "1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";
        String typed =
                "{\"display\":\"%s\",\"timestamp\":1772000000000,\"project\":\"/w\",\"sessionId\":\"" + other + "\"}\n";
        World.write(history, (typed.formatted("one") + typed.formatted("two")).getBytes(UTF_8));
        try (World world = world()) {
            Files.writeString(history, typed.formatted("three"));
            world.scan();
            assertThat(world.jdbc()
                            .sql("select text from typed_prompt order by id")
                            .query(String.class)
                            .list())
                    .isEqualTo(List.of("one", "two", "three"));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aSessionOfWhichOnlySubagentsSurviveIsListedByThem() throws IOException {
        Files.delete(log);
        World.write(
                home.resolve("projects/-w/" + ID + "/subagents/agent-a1.jsonl"),
                LogBuilder.of(ID)
                        .agent("a1")
                        .prompt("Find every caller of clock()")
                        .reply("three")
                        .bytes());
        World.write(
                home.resolve("projects/-w/" + ID + "/subagents/agent-acompact-x.jsonl"),
                LogBuilder.of(ID)
                        .agent("acompact-x")
                        .from(7)
                        .prompt("Summarise")
                        .bytes());
        try (World world = world()) {
            assertThat(world.api("/api/sessions"))
                    .contains("\"title\":\"Find every caller of clock()\"", "\"protection\":\"only-subagents\"");
            assertThat(world.api("/api/sessions?q=is:only-subagents")).contains("\"total\":1");
            assertThat(world.api("/api/sessions/" + ID + "/entries?agent=a1")).contains("three");
        }
    }

    @Test
    void aLogIsRewrittenOnlyWhileSomethingIsMissing() throws IOException {
        String session = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
        Path home = dir.resolve("rewritten");
        Path log = home.resolve("projects/-w/" + session + ".jsonl");
        byte[] whole = LogBuilder.of(session).prompt("begin").reply("begun").bytes();
        World.write(log, whole);
        try (World world = World.of(dir.resolve("rewritten-data"), home)) {
            assertThat(rewritten(world, session)).isFalse();
            World.write(log, "{\"type\":\"ai-title\",\"aiTitle\":\"Only this\"}\n".getBytes(UTF_8));
            world.scan();
            assertThat(rewritten(world, session)).isTrue();
            World.write(log, whole);
            world.scan();
            assertThat(rewritten(world, session)).isFalse();
            assertThat(world.bean(Sessions.class).get(session).held().recoveredEntries())
                    .isZero();
            World.write(log, new String(whole, UTF_8).replace("begun", "other").getBytes(UTF_8));
            world.scan();
            assertThat(rewritten(world, session)).isTrue();
        }
    }

    private static boolean rewritten(World world, String session) {
        return world.bean(Sessions.class).get(session).held().rewritten();
    }
}
