package dev.reprise.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.LogBuilder;
import dev.reprise.intake.Traces;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.problem.Problem;
import dev.reprise.retention.Purges;
import dev.reprise.session.SessionId;
import dev.reprise.transcript.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** What is found, and what is still found whatever happens to the index. */
class SearchTests {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path dir;

    private Path home;

    private static String id(int number) {
        return "0b9c41d2-77e0-4a3b-9a44-%012d".formatted(number);
    }

    @BeforeEach
    void home() {
        home = dir.resolve("home");
    }

    private void write(int number, String project, UnaryOperator<LogBuilder> says) {
        LogBuilder log = says.apply(LogBuilder.of(id(number))
                .times(START.plusSeconds(number * 60L), 1)
                .uuids(n -> "0000%04d-0000-4000-8000-%012d".formatted(number, n))
                .cwd("/home/me/" + project));
        World.write(home.resolve("projects/-home-me-" + project + "/" + id(number) + ".jsonl"), log.bytes());
    }

    private void append(int number, String project, String prompt) throws IOException {
        Files.writeString(
                home.resolve("projects/-home-me-" + project + "/" + id(number) + ".jsonl"),
                LogBuilder.of(id(number))
                        .from(50)
                        .times(START, 1)
                        .cwd("/home/me/" + project)
                        .prompt(prompt)
                        .text(),
                StandardOpenOption.APPEND);
    }

    private World world() {
        return settled(World.of(dir.resolve("data"), home));
    }

    private static World settled(World world) {
        assertThat(world.bean(Indexer.class).settle(Duration.ofSeconds(60))).isTrue();
        return world;
    }

    private static Results find(World world, String q) {
        return world.bean(Search.class).find(new Ask(q, false, 20, null, ZonedDateTime.parse("2026-11-26T12:00:00Z")));
    }

    private static Results.Direct direct(World world, String q) {
        return java.util.Objects.requireNonNull(find(world, q).direct(), q);
    }

    /** The numbers of the sessions found, the best first. */
    private static List<Integer> numbers(World world, String q) {
        return find(world, q).groups().stream()
                .map(group -> Integer.valueOf(group.session().id().value().substring(24)))
                .toList();
    }

    private void some() {
        write(
                1,
                "api",
                log -> log.prompt("the idle timeout must not log people out")
                        .thinking("two clocks decide this")
                        .reply("The gateway closes an idle connection.")
                        .call("c1", "Bash", Map.of("command", "rg -n 'proxy_read_timeout' gateway/conf.d"))
                        .result(
                                "c1",
                                "gateway/conf.d/edge.conf:12: proxy_read_timeout 60s;\nerror TS2345 in src/auth.ts",
                                false));
        write(
                2,
                "web",
                log -> log.prompt("why does getUserName return null")
                        .call(
                                "c2",
                                "Edit",
                                Map.of(
                                        "file_path",
                                        "/home/me/web/src/user.ts",
                                        "old_string",
                                        "return null",
                                        "new_string",
                                        "return this.displayName ?? fallbackName"))
                        .reply("修复了登录问题 and die Straße heißt Größe"));
        write(3, "infra", log -> log.prompt("timeout of the backup job").reply("the cron entry idles"));
    }

    @Test
    void findsWordsOfPeopleAndOfCode() {
        some();
        try (World world = world()) {
            assertThat(numbers(world, "idle timeout")).startsWith(1).contains(3);
            assertThat(numbers(world, "\"idle timeout\"")).containsExactly(1);
            assertThat(numbers(world, "timeouts")).containsExactlyInAnyOrder(1, 3);
            assertThat(numbers(world, "timeout -idle")).contains(3);
            assertThat(numbers(world, "getusername")).containsExactly(2);
            assertThat(numbers(world, "\"user name\"")).containsExactly(2);
            assertThat(numbers(world, "proxy_read_timeout")).containsExactly(1);
            assertThat(numbers(world, "gateway/conf.d")).containsExactly(1);
            assertThat(numbers(world, "src/auth.ts")).containsExactly(1);
            assertThat(numbers(world, "TS2345")).containsExactly(1);
            assertThat(numbers(world, "2345")).containsExactly(1);
            assertThat(numbers(world, "displayna*")).containsExactly(2);
            assertThat(numbers(world, "/fallback[A-Z]\\w+/")).containsExactly(2);
            assertThat(numbers(world, "/timeout \\d+s/ project:api")).containsExactly(1);
            assertThat(numbers(world, "登录")).containsExactly(2);
            assertThat(numbers(world, "录")).containsExactly(2);
            assertThat(numbers(world, "strasse GRÖSSE")).containsExactly(2);
            assertThat(numbers(world, "backup OR getusername")).containsExactlyInAnyOrder(2, 3);
            assertThat(numbers(world, "displayName => fallbackName")).containsExactly(2);
            assertThat(numbers(world, "=>")).isEmpty();
            assertThat(numbers(world, "in:prompt timeout")).containsExactlyInAnyOrder(1, 3);
            assertThat(numbers(world, "in:command timeout")).containsExactly(1);
            assertThat(numbers(world, "tool:edit fallbackname")).containsExactly(2);
            assertThat(numbers(world, "timeout project:infra")).containsExactly(3);
            assertThat(numbers(world, "timeout after:2026-11-01 turns:>0")).containsExactlyInAnyOrder(1, 3);
            assertThat(numbers(world, id(2))).containsExactly(2);
            assertThat(numbers(world, "id:" + id(3).substring(0, 8) + " backup"))
                    .containsExactly(3);
        }
    }

    @Test
    void marksWhatWasLookedForAndLeadsToIt() {
        some();
        try (World world = world()) {
            Results.Group group = find(world, "idle timeout").groups().getFirst();
            Results.Hit hit = group.best().getFirst();
            assertThat(hit.section()).isEqualTo(Section.PROMPT);
            assertThat(hit.line()).isPositive();
            assertThat(hit.snippet()).isEqualTo("the idle timeout must not log people out");
            assertThat(hit.ranges().stream().map(r -> hit.snippet().substring(r[0], r[1])))
                    .containsExactly("idle", "timeout");
            Results.Hit phrase =
                    find(world, "\"idle timeout\"").groups().getFirst().best().getFirst();
            assertThat(phrase.ranges()).containsExactly(new int[] {4, 16});
        }
    }

    @Test
    void takesWhatNobodySaysForABeginningThenForAMisspelling() {
        some();
        try (World world = world()) {
            Results begins = find(world, "gatew");
            assertThat(begins.instead()).isEqualTo("beginning");
            assertThat(begins.groups()).hasSize(1);
            Results meant = find(world, "gatweay");
            assertThat(meant.instead()).isEqualTo("spelling");
            assertThat(meant.corrected()).isEqualTo("gateway");
            assertThat(meant.groups()).hasSize(1);
            Results none = find(world, "zzqqxx project:api");
            assertThat(none.groups()).isEmpty();
            assertThat(none.tried()).isNotEmpty();
            Results elsewhere = find(world, "backup project:api");
            assertThat(elsewhere.groups()).isEmpty();
            assertThat(elsewhere.tried()).anySatisfy(one -> {
                assertThat(one.query()).isEqualTo("backup");
                assertThat(one.entries()).isEqualTo(1);
            });
        }
    }

    @Test
    void countsWhatItCanBeNarrowedTo() {
        some();
        try (World world = world()) {
            Results.Facets facets = find(world, "timeout in:prompt").facets();
            assertThat(facets.sections())
                    .anySatisfy(one -> {
                        assertThat(one.value()).isEqualTo("prompt");
                        assertThat(one.count()).isEqualTo(2);
                        assertThat(one.chosen()).isTrue();
                    })
                    .anySatisfy(one -> assertThat(one.value()).isEqualTo("output"));
            assertThat(find(world, "timeout").facets().months())
                    .extracting(Results.Facet::value)
                    .containsExactly("2026-11");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"",
                "-",
                "OR",
                "(",
                "))",
                "in:",
                "in:nowhere x",
                "/",
                "/[/",
                "/(a+)+/",
                "*",
                "-*",
                "a:b:c",
                "🚀",
                "%_'\\",
                "\u0000",
                "before:never",
                "tool:",
                "-in:prompt",
                "NOT NOT x",
                "(a OR",
                "project:\"",
                "--",
                "😀 timeout",
                "/(/ x",
                "turns:many",
                "x*y*",
                "?",
                "\uD800"
            })
    void isNeverAnErrorForWhatAPersonTypes(String q) {
        some();
        try (World world = world()) {
            assertThat(find(world, q)).isNotNull();
        }
    }

    @Test
    void findsWhatWasWrittenSinceAndWhatSessionsAreCalled() throws IOException {
        some();
        try (World world = world()) {
            append(1, "api", "now the zebrafish");
            world.scan();
            assertThat(numbers(settled(world), "zebrafish")).containsExactly(1);
            world.bean(Labels.class)
                    .change(
                            List.of(new SessionId("claude", id(3))),
                            Act.api("test"),
                            label -> label.named("nightly-walrus").noted("remember the *ocelot*"));
            assertThat(numbers(settled(world), "walrus")).containsExactly(3);
            assertThat(numbers(world, "in:name ocelot")).containsExactly(3);
            world.scan();
            assertThat(numbers(world, "has:note backup")).containsExactly(3);
        }
    }

    @Test
    void followsWhereItWasAfterItWasEnded() throws IOException {
        some();
        world().close();
        append(3, "infra", "a quokka came by");
        try (World world = world()) {
            assertThat(numbers(world, "quokka")).containsExactly(3);
            assertThat(find(world, "timeout").entries()).isEqualTo(4);
        }
    }

    @Test
    void isMadeAgainWhenItIsGoneOrDamagedOrOfAnotherCatalogue() throws IOException {
        some();
        world().close();
        Path index = dir.resolve("data/index");
        FileSystemUtils.deleteRecursively(index);
        world().close();
        try (World world = world()) {
            assertThat(find(world, "timeout").entries()).isEqualTo(4);
        }
        try (Stream<Path> files = Files.walk(index)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".cfs")).toList()) {
                Files.write(file, new byte[20]);
            }
        }
        try (World world = world()) {
            assertThat(find(world, "timeout").entries()).isEqualTo(4);
        }
        FileSystemUtils.deleteRecursively(dir.resolve("data/db"));
        try (World world = world()) {
            assertThat(find(world, "timeout").entries()).isEqualTo(4);
        }
    }

    @Test
    void aLogThatWasRewrittenIsFoundAsItIsShown() {
        some();
        try (World world = world()) {
            write(
                    3,
                    "infra",
                    log -> log.uuids(n -> "99990003-0000-4000-8000-%012d".formatted(n))
                            .prompt("an armadillo instead of it")
                            .reply("fine")
                            .prompt("more")
                            .reply("and more"));
            world.scan();
            assertThat(numbers(settled(world), "armadillo")).containsExactly(3);
            // the older version says it, and the page shows that
            assertThat(numbers(world, "backup")).containsExactly(3);
            assertThat(find(world, "armadillo").entries()).isEqualTo(1);
        }
    }

    @Test
    void copiesOfOneConversationFold() {
        UnaryOperator<LogBuilder> same = log -> log.uuids(n -> "11111111-0000-4000-8000-%012d".formatted(n))
                .prompt("a pangolin")
                .reply("yes, a pangolin");
        write(1, "api", same);
        write(2, "api", same);
        try (World world = world()) {
            Results found = find(world, "pangolin");
            assertThat(found.sessions()).isEqualTo(1);
            assertThat(found.entries()).isEqualTo(2);
            assertThat(found.groups().getFirst().copies()).hasSize(1);
        }
    }

    @Test
    void pagesGoOnAndAForeignCursorIsRefused() {
        for (int number = 1; number <= 5; number++) {
            write(number, "api", log -> log.prompt("the same heron"));
        }
        try (World world = world()) {
            Search search = world.bean(Search.class);
            ZonedDateTime now = ZonedDateTime.parse("2026-11-26T12:00:00Z");
            Results first = search.find(new Ask("heron", true, 3, null, now));
            assertThat(first.groups()).hasSize(3);
            assertThat(first.groups().getFirst().session().id().value()).isEqualTo(id(5));
            Results second = search.find(new Ask("heron", true, 3, first.next(), now));
            assertThat(second.groups()).hasSize(2);
            assertThat(second.next()).isNull();
            assertThatThrownBy(() -> search.find(new Ask("heron", true, 3, "bm9uZQ", now)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("cursor");
        }
    }

    @Test
    void aSubAgentIsFoundWithItsSession() {
        some();
        World.write(
                home.resolve("projects/-home-me-api/" + id(1) + "/subagents/agent-a1.jsonl"),
                LogBuilder.of(id(1))
                        .agent("a1")
                        .times(START, 1)
                        .cwd("/home/me/api")
                        .prompt("look for the narwhal")
                        .text()
                        .getBytes(UTF_8));
        try (World world = world()) {
            Results found = find(world, "narwhal");
            assertThat(found.groups()).hasSize(1);
            assertThat(found.groups().getFirst().best().getFirst().agentId()).isEqualTo("a1");
        }
    }

    /** The index knows the beginning of a long text; to find in a session looks through all of it. */
    @Test
    void whatIsTooLongForTheIndexIsFoundInItsSession() {
        String noise = "row of a table with nothing in it\n".repeat(6_000);
        write(
                1,
                "api",
                log -> log.prompt("dump it")
                        .call("c1", "Bash", Map.of("command", "dump"))
                        .result("c1", noise + "the \"Axolotl\"\tat the end", false));
        try (World world = world()) {
            Texts texts = world.bean(Texts.class);
            SessionId session = new SessionId("claude", id(1));
            assertThat(numbers(world, "axolotl")).isEmpty();
            assertThat(texts.find(session, null, "the \"axolotl\"\tat", 10)).containsExactly(3);
            assertThat(texts.find(session, null, "DUMP", 10)).containsExactly(1, 2);
            assertThat(texts.find(session, null, "message", 10)).isEmpty();
            assertThat(texts.find(session, "none", "dump", 10)).isEmpty();
            assertThat(world.api("/api/sessions/claude:" + id(1) + "/find?q=Axolotl"))
                    .contains("[3]");
        }
    }

    @Test
    void tellsWhatWasPasted() {
        some();
        write(
                5,
                "api",
                log -> log.prompt("commit it")
                        .call("c5", "Bash", Map.of("command", "git commit -m 'keep idle connections'"))
                        .result("c5", "[main 4f2a9c1] keep idle connections\n 1 file changed", false));
        try (World world = world()) {
            Results.Direct wrote = direct(world, "return this.displayName ?? fallbackName");
            assertThat(wrote.what()).isEqualTo("wrote");
            assertThat(wrote.session().id().value()).isEqualTo(id(2));
            assertThat(wrote.line()).isPositive();
            // what was there before was not written by this edit
            assertThat(find(world, "function() { return null; }").direct()).isNull();
            assertThat(direct(world, "4f2a9c1").session().id().value()).isEqualTo(id(5));
            assertThat(direct(world, "4f2a9c1e5b0d3a7c9e8f1a2b3c4d5e6f7a8b9c0d").what())
                    .isEqualTo("commit");
            assertThat(find(world, "deadbee1").direct()).isNull();
            assertThat(direct(world, "claude --resume " + id(3)).what()).isEqualTo("session");
            assertThat(find(world, "idle timeout").direct()).isNull();
        }
    }

    @Test
    void aPurgeLeavesNothingOfItInAnyFile() throws IOException {
        some();
        write(4, "api", log -> log.prompt("xylophonecanary").reply("xylophonecanary indeed"));
        try (World world = world()) {
            assertThat(numbers(world, "xylophonecanary")).containsExactly(4);
            Purges purges = world.bean(Purges.class);
            SessionId session = new SessionId("claude", id(4));
            purges.purge(Act.PAGE, session, true, purges.plan(session, true).id(), id(4).substring(0, 8));
            assertThat(numbers(settled(world), "xylophonecanary")).isEmpty();
            assertThat(numbers(world, "timeout")).hasSize(2);
            assertThat(Traces.of(dir.resolve("data/index"), "ylophonecanar")).isEmpty();
        }
    }
}
