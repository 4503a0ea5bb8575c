package dev.reprise.resume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.organise.Projects;
import dev.reprise.resume.ClientKit.Outcome;
import dev.reprise.resume.ResumeCommands.Check;
import dev.reprise.resume.ResumeCommands.Resume;
import dev.reprise.retention.Restores;
import dev.reprise.retention.Restores.Wanted;
import dev.reprise.session.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The ways out that the pre-flight names are gone by the real client: what reaches the API is what was promised. */
@Tag("client")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaysOutClientTest {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final SessionId SESSION = new SessionId("claude", ID);

    private ClientKit kit;

    @TempDir
    private Path data;

    @BeforeAll
    void findTheKit() throws Exception {
        Optional<ClientKit> found = ClientKit.find();
        assumeTrue(found.isPresent(), "no client kit");
        kit = found.orElseThrow();
    }

    @AfterAll
    void stop() throws Exception {
        if (kit != null) {
            kit.stop();
        }
    }

    private static Path log(Path home, Path directory) {
        return home.resolve(".claude/projects")
                .resolve(directory.toString().replaceAll("[^A-Za-z0-9]", "-"))
                .resolve(ID + ".jsonl");
    }

    private World world(Path home) {
        return World.of(data, home.resolve(".claude")).scan();
    }

    private static Resume resume(World world) {
        return world.bean(ResumeCommands.class).resume(ID, Shell.BASH, false, List.of());
    }

    private static Check check(Resume resume, String id) {
        return resume.checks().stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** How many of the prompts of {@code expected} reach the API by this command. */
    private int brought(Path home, String command, MadeLog expected) throws Exception {
        Path file = Files.writeString(home.resolve("expected.jsonl"), expected.straight());
        Outcome outcome = kit.check(ID, command, home, null, file);
        System.out.println(ClientKit.anonymous(command) + ": " + outcome.verdict() + ", " + outcome.prompts());
        return outcome.prompts();
    }

    private static MadeLog turns(String directory, int from, int to) {
        MadeLog log = new MadeLog(ID, directory);
        for (int turn = from; turn < to; turn++) {
            log.at(60L * turn).prompt(2 * turn + 1, turn == 0 ? null : Integer.valueOf(2 * turn));
            log.at(60L * turn + 5).reply(2 * turn + 2, 2 * turn + 1);
        }
        return log;
    }

    @Test
    void aForkFromTheLastGoodAnswerHasNoneOfTheErrors() throws Exception {
        Path home = kit.emptyHome("stuck");
        Path work = Files.createDirectories(home.resolve("work"));
        MadeLog stuck = turns(work.toString(), 0, 2);
        stuck.at(300)
                .prompt(5, 4)
                .error(6, 5, 400, "API Error: 400 bad")
                .prompt(7, 6)
                .error(8, 7, 400, "API Error: 400 bad");
        World.write(log(home, work), stuck.text().getBytes(UTF_8));
        try (World world = world(home)) {
            String command =
                    Objects.requireNonNull(check(resume(world), "stuck").command());
            // all of the prompts are looked for: those that got errors do not come
            assertThat(brought(home, command, stuck)).isEqualTo(2);
            assertThat(Files.readString(log(home, work))).isEqualTo(stuck.text());
            // going on as it is sends them again
            assertThat(brought(home, resume(world).command(), stuck)).isEqualTo(4);
        }
    }

    @Test
    void aMovedProjectIsResumedWhereItIsNow() throws Exception {
        Path home = kit.emptyHome("moved");
        Path old = home.resolve("abacus-old");
        Path now = Files.createDirectories(home.resolve("abacus-new"));
        MadeLog log = turns(old.toString(), 0, 3);
        World.write(log(home, old), log.text().getBytes(UTF_8));
        try (World world = world(home)) {
            world.bean(Projects.class).change(Act.PAGE, old.toString(), null, project -> project.into(now.toString()));
            world.scan();
            String command = resume(world).command();
            assertThat(command).startsWith("cd '" + now + "' && ");
            assertThat(brought(home, command, log)).isEqualTo(3);
            String fork = world.bean(ResumeCommands.class)
                    .resume(ID, Shell.BASH, true, List.of())
                    .command();
            assertThat(brought(home, fork, log)).isEqualTo(3);
            assertThat(log(home, now).getParent()).isNotEmptyDirectory();
        }
    }

    @Test
    void twoHalvesAreJoinedByTheCommand() throws Exception {
        Path home = kit.emptyHome("joined");
        Path work = Files.createDirectories(home.resolve("work"));
        Path moved = Files.createDirectories(home.resolve("moved"));
        halves(home, work, moved);
        try (World world = world(home)) {
            Resume resume = resume(world);
            assertThat(brought(home, resume.command(), turns(work.toString(), 0, 4)))
                    .isEqualTo(2);
            halves(home, work, moved);
            world.scan();
            Process bash = new ProcessBuilder(
                            "bash",
                            "-c",
                            String.valueOf(check(resume(world), "one-copy").command()))
                    .start();
            assertThat(bash.waitFor()).isZero();
            world.scan();
            assertThat(brought(home, resume(world).command(), turns(work.toString(), 0, 4)))
                    .isEqualTo(4);
        }
    }

    @Test
    void twoHalvesAreRestoredAsTheWhole() throws Exception {
        Path home = kit.emptyHome("whole");
        Path work = Files.createDirectories(home.resolve("work"));
        halves(home, work, Files.createDirectories(home.resolve("moved")));
        try (World world = world(home)) {
            restoreTheWhole(world);
            assertThat(brought(home, resume(world).command(), turns(work.toString(), 0, 4)))
                    .isEqualTo(4);
        }
    }

    @Test
    void whatBothHalvesHaveComesOnce() throws Exception {
        Path home = kit.emptyHome("both");
        Path work = Files.createDirectories(home.resolve("work"));
        Path moved = Files.createDirectories(home.resolve("moved"));
        World.write(log(home, moved), turns(work.toString(), 0, 4).text().getBytes(UTF_8));
        World.write(log(home, work), turns(work.toString(), 2, 6).text().getBytes(UTF_8));
        try (World world = world(home)) {
            assertThat(world.bean(Sessions.class).get(ID).counts().turns()).isEqualTo(6);
            restoreTheWhole(world);
            Resume resume = resume(world);
            assertThat(check(resume, "reach").sentence()).isEqualTo("A resume brings back all 6 turns.");
            assertThat(brought(home, resume.command(), turns(work.toString(), 0, 6)))
                    .isEqualTo(6);
        }
    }

    private static void restoreTheWhole(World world) {
        world.bean(Restores.class).restore(Act.PAGE, Wanted.of(SESSION), null);
        world.scan();
        assertThat(world.bean(Sessions.class).get(ID).troubles().parts()).isZero();
    }

    private static void halves(Path home, Path work, Path moved) {
        World.write(log(home, moved), turns(work.toString(), 0, 2).text().getBytes(UTF_8));
        World.write(log(home, work), turns(work.toString(), 2, 4).text().getBytes(UTF_8));
    }
}
