package dev.reprise.resume;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.RunningClient;
import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.claude.ClaudeCode;
import dev.reprise.intake.World;
import dev.reprise.resume.ClientKit.Outcome;
import dev.reprise.resume.ResumeCommands.Check;
import dev.reprise.resume.ResumeCommands.Resume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our bash command is run by the real client: it must bring the session back exactly where our checks say that it works.
 * The table goes to docs/verification.md.
 */
@Tag("client")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealClientTest {

    /** The session of the corpus that the special cases are made of: three prompts, no tools. */
    private static final String BASE = "a0000000-0000-4000-8000-000000000001";

    /** In print mode the client does not ask whether the directory is to be trusted. */
    static final String NOT_ASKED = "trusted";

    private final ClaudeCode agent = new ClaudeCode();
    private final Map<String, String> environment = new HashMap<>();
    private final VerificationTable table = new VerificationTable();
    private @Nullable ClientKit kit;

    @BeforeAll
    void findTheKit() throws Exception {
        Optional<ClientKit> found = ClientKit.find();
        assumeTrue(found.isPresent(), "no client kit");
        kit = found.orElseThrow();
    }

    @AfterAll
    void writeTheTable() throws Exception {
        if (kit != null) {
            kit.stop();
            table.write(Path.of("docs", "verification.md"), kit.version());
        }
    }

    private ClientKit kit() {
        return Objects.requireNonNull(kit);
    }

    private Resumer commands(Path userHome) {
        return new Resumer(
                new CodingAgents(List.of(agent)),
                Clock.systemUTC(),
                Ground.HERE,
                userHome,
                environment::get,
                session -> Optional.empty(),
                new LogReading(session -> Optional.empty()),
                dir -> Optional.empty());
    }

    private Resume resume(Path userHome, SampleSession sample, boolean fork) {
        return commands(userHome).resume(sample.session(), List.of(), Shell.BASH, fork, List.of());
    }

    @Test
    void bringsEverySessionOfTheCorporaBackExactlyWhereTheChecksSayYes() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        environment.put("PATH", program().toString());
        for (String corpus : List.of("print", "tui")) {
            Path home = kit().corpus(corpus);
            Path claude = home.resolve(".claude");
            List<CorpusScan> sessions = CorpusScan.of(claude);
            softly.assertThat(sessions).hasSizeGreaterThan(15);
            for (CorpusScan session : sessions) {
                Resume resume = resume(home, session.sample(claude), false);
                Outcome outcome = kit().check(session.id(), resume.command(), home, null, expected(session.log()));
                table.corpus(corpus, session, resume, outcome);
                softly.assertThat(outcome.restored())
                        .describedAs("%s %s: %s", session.id(), resume, outcome)
                        .isEqualTo(resume.works());
            }
        }
        softly.assertAll();
    }

    /**
     * The kit's verifier takes the chain of messages up to a record without a parent. In forks the boundary of a compaction
     * has a parent (client/FORMAT.md says null, which holds for the log that was compacted), but what lies before it is not
     * sent again (client/RESUME.md §1, "after compaction"): so the chain is cut there.
     */
    private static Path expected(Path log) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            boolean boundary = line.contains("\"subtype\":\"compact_boundary\"");
            lines.add(boundary ? line.replaceFirst("\"parentUuid\":\"[^\"]*\"", "\"parentUuid\":null") : line);
        }
        Path folder = Files.createDirectories(
                Path.of("target", "client-kit", "expected").toAbsolutePath());
        return Files.write(folder.resolve(String.valueOf(log.getFileName())), lines);
    }

    @Test
    void knowsTheSpecialCasesAsTheClientDoes() throws Exception {
        kit().corpus("print");
        SoftAssertions softly = new SoftAssertions();
        for (SpecialCase special : SpecialCase.values()) {
            environment.clear();
            environment.put("PATH", program().toString());
            Bench bench = new Bench(kit().emptyHome("case-" + special.name().toLowerCase(java.util.Locale.ROOT)));
            special.prepare.on(bench);
            if (special == SpecialCase.RUNNING_ELSEWHERE) {
                RunningClient.register(bench.claude, bench.id, true, null);
            }
            if (special == SpecialCase.VARIABLE_POINTS_ELSEWHERE) {
                environment.put("CLAUDE_CONFIG_DIR", bench.config().toString());
            }
            SampleSession sample = SampleSession.of(bench.id, bench.claude, bench.cwd);
            Resume resume = resume(bench.home, sample, special == SpecialCase.FORKED);
            String command = resume.command().isEmpty() ? "claude --resume " + bench.id : resume.command();
            Outcome outcome = kit().check(bench.id, command, bench.home, bench.config, bench.expected);
            table.special(special, resume, outcome);
            softly.assertThat(resume.works())
                    .describedAs("%s: %s", special, resume)
                    .isEqualTo(special.works);
            softly.assertThat(outcome.restored())
                    .describedAs("%s: %s %s", special, command, outcome)
                    .isEqualTo(special.works);
            softly.assertThat(resume.checks().stream()
                            .filter(check -> !check.ok() && !check.id().equals(NOT_ASKED))
                            .map(Check::id))
                    .describedAs("%s: %s", special, resume)
                    .containsExactlyInAnyOrderElementsOf(special.failing);
            softly.assertThat(outcome.changed())
                    .describedAs("%s", special)
                    .matches(special.changes::fits, "changed files");
        }
        softly.assertAll();
    }

    /** Import, catalogue, HTTP API, and the answer of the API in three shells; of most sessions in one, of every third in all. */
    @Test
    void theWholeProductGivesCommandsThatBringSessionsBack(@TempDir Path temp) throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (String corpus : List.of("print", "tui")) {
            Path home = kit().corpus(corpus);
            Path claude = home.resolve(".claude");
            try (World world = World.of(temp.resolve(corpus), claude)) {
                JsonNode sessions = new JsonMapper()
                        .readTree(world.api("/api/sessions?kind=all&limit=500"))
                        .path("sessions");
                int n = 0;
                for (JsonNode session : sessions) {
                    String id = session.path("id").asString("");
                    List<String> shells = n++ % 3 == 0 ? List.of("bash", "zsh", "fish") : List.of("bash");
                    for (String shell : shells) {
                        through(world, corpus, home, id, shell, softly);
                    }
                }
                softly.assertThat(n).isGreaterThan(15);
            }
        }
        softly.assertAll();
    }

    private void through(World world, String corpus, Path home, String id, String shell, SoftAssertions softly)
            throws Exception {
        JsonNode resume = new JsonMapper().readTree(world.api("/api/sessions/" + id + "/resume?shell=" + shell));
        String command = resume.path("command").asString("");
        String nativeId = id.substring(id.indexOf(':') + 1);
        Path log = CorpusScan.of(home.resolve(".claude")).stream()
                .filter(session -> session.id().equals(nativeId))
                .map(CorpusScan::log)
                .findFirst()
                .orElseThrow();
        String run = shell.equals("bash") ? command : shell + " -c " + new PosixDialect().word(command);
        Outcome outcome = kit().check(nativeId, run, home, null, expected(log));
        boolean works = resume.path("works").asBoolean(false);
        table.through(corpus, nativeId, shell, works, outcome);
        softly.assertThat(outcome.restored())
                .describedAs("%s %s: %s %s", id, shell, resume, outcome)
                .isEqualTo(works);
    }

    /** A directory with a program of the client's name; the kit has its own. */
    private static Path program() throws IOException {
        Path folder =
                Files.createDirectories(Path.of("target", "client-kit", "path").toAbsolutePath());
        Path program = folder.resolve("claude");
        if (!Files.exists(program)) {
            Files.writeString(program, "#!/bin/sh\n");
            program.toFile().setExecutable(true);
        }
        return folder;
    }

    /** A home with one session, its project, and a pristine copy of its log. */
    static final class Bench {

        final Path home;
        Path claude;
        Path project;
        Path log;
        Path expected;
        String id = BASE;
        String cwd;

        @Nullable
        Path config;

        Bench(Path home) throws IOException {
            this.home = home;
            this.claude = home.resolve(".claude");
            this.project = home.resolve("work/proj");
            this.cwd = project.toString();
            this.log = folder(cwd).resolve(id + ".jsonl");
            this.expected = home.resolve("expected.jsonl");
            move("work/proj");
        }

        /** Starts over with the project at another place. */
        void move(String place) throws IOException {
            Files.deleteIfExists(log);
            project = home.resolve(place);
            cwd = project.toString();
            Files.createDirectories(project);
            log = folder(cwd).resolve(id + ".jsonl");
            Files.createDirectories(log.getParent());
            Path source = original();
            String old = String.valueOf(CorpusScan.read(source).cwd());
            Files.writeString(log, Files.readString(source).replace(json(old), json(cwd)));
            Files.copy(log, expected, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }

        Path config() {
            return config == null ? claude : config;
        }

        Path folder(String directory) {
            return claude.resolve("projects")
                    .resolve(new ClaudeCode().sources().folderOf(directory).orElseThrow());
        }

        private Path original() throws IOException {
            return CorpusScan.of(home.resolveSibling("print").resolve(".claude")).stream()
                    .filter(session -> session.id().equals(BASE))
                    .findFirst()
                    .orElseThrow()
                    .log();
        }

        private static String json(String text) {
            String quoted = new tools.jackson.databind.json.JsonMapper().writeValueAsString(text);
            return quoted.substring(1, quoted.length() - 1);
        }

        /** Keeps the lines that have one of these texts. */
        void keepLines(String... having) throws IOException {
            Files.writeString(
                    log,
                    Files.readAllLines(log).stream()
                            .filter(line -> List.of(having).stream().anyMatch(line::contains))
                            .map(line -> line + "\n")
                            .collect(Collectors.joining()));
        }
    }

    /** What may have been written afterwards. */
    enum Changes {
        SAME_FILE,
        NEW_FILE,
        NOTHING,
        ANY;

        boolean fits(List<? extends String> changed) {
            boolean grew = changed.stream().anyMatch(file -> file.startsWith("grew"));
            boolean isNew = changed.stream().anyMatch(file -> file.startsWith("NEW"));
            return switch (this) {
                case SAME_FILE -> grew && !isNew;
                case NEW_FILE -> isNew && !grew;
                case NOTHING -> changed.isEmpty();
                case ANY -> true;
            };
        }
    }

    /** Makes a case out of a plain session. */
    interface Preparation {
        void on(Bench bench) throws Exception;
    }
}
