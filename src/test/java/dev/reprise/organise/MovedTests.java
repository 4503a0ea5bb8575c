package dev.reprise.organise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.TextField;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.resume.MadeLog;
import dev.reprise.resume.ResumeCommands;
import dev.reprise.resume.ResumeCommands.Check;
import dev.reprise.resume.ResumeCommands.Resume;
import dev.reprise.resume.Shell;
import dev.reprise.session.ProjectCount;
import dev.reprise.session.Session;
import dev.reprise.session.SessionFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project whose directory was renamed or moved is found where it went: asked once, counted for all its sessions. */
class MovedTests {

    private static final String OLD = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String NEW = "1b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";

    @TempDir
    Path dir;

    @BeforeEach
    void real() throws Exception {
        dir = dir.toRealPath();
    }

    private void session(String id, String cwd, long seconds) throws Exception {
        String folder = cwd.replaceAll("[^A-Za-z0-9]", "-");
        MadeLog log = new MadeLog(id, cwd.replace("\\", "\\\\"))
                .at(seconds)
                .prompt(1, null)
                .at(seconds + 5)
                .reply(2, 1);
        World.write(
                dir.resolve("home/projects/" + folder + "/" + id + ".jsonl"),
                log.text().getBytes(UTF_8));
    }

    private World world() throws Exception {
        return World.of(dir.resolve("data"), dir.resolve("home")).scan();
    }

    private static List<String> found(World world, TextField field, boolean whole, String text) {
        return world
                .bean(Sessions.class)
                .find(new SessionFilter(new Criterion.Holds(field, text, whole), SessionFilter.Sort.ACTIVITY, 50, null))
                .sessions()
                .stream()
                .map(one -> one.id().value())
                .toList();
    }

    private static Check directory(Resume resume) {
        return resume.checks().stream()
                .filter(check -> check.id().equals("directory"))
                .findFirst()
                .orElseThrow();
    }

    private static Resume resume(World world, String id) {
        return world.bean(ResumeCommands.class).resume(id, Shell.BASH, false, List.of());
    }

    @Test
    void isProposedAskedOnceAndUsedEverywhere() throws Exception {
        String old = dir + "/abacus-old";
        String now = dir + "/abacus-new";
        Files.createDirectories(Path.of(now, "src"));
        session(OLD, old + "/src", 0);
        session(NEW, now, 9_000);
        // a session names the directory it was in; its project is that one
        session("2b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e23", old, 10);
        try (World world = world()) {
            Resume gone = resume(world, "2b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e23");
            assertThat(Objects.requireNonNull(gone.moved()).to()).isEqualTo(now);
            assertThat(directory(gone).sentence()).contains("it may now be " + now);
            assertThat(directory(gone).command()).as("never mkdir first").isNull();
            assertThat(gone.command()).doesNotContain("cd ");
            world.bean(Projects.class).change(Act.PAGE, old, null, project -> project.into(now));
            world.scan();
            Session session = world.bean(Sessions.class).get("2b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e23");
            assertThat(session.place().shownDir()).isEqualTo(now);
            Resume moved = resume(world, "2b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e23");
            assertThat(moved.moved()).isNull();
            assertThat(moved.command())
                    .startsWith("cd '" + now + "' && ")
                    .endsWith("claude --resume " + session.id().value());
            assertThat(directory(moved).sentence()).contains(old + " is gone; as you said, its project is now " + now);
            assertThat(directory(moved).fix()).contains("Fork it");
            assertThat(found(world, TextField.PROJECT, true, now))
                    .contains(NEW, session.id().value());
        }
    }

    @Test
    void theSameFolderBelowIsUsedWhereItIsThere() throws Exception {
        String old = dir + "/abacus-old";
        String now = dir + "/abacus-new";
        Files.createDirectories(Path.of(now, "src"));
        session(OLD, old, 0);
        session(NEW, now, 9_000);
        // it went down into src with cd
        Path log = dir.resolve("home/projects/" + old.replaceAll("[^A-Za-z0-9]", "-") + "/" + OLD + ".jsonl");
        World.write(
                log,
                Files.readString(log)
                        .replaceFirst("(?s)(\"type\":\"assistant\".*)", "$1")
                        .getBytes(UTF_8));
        Files.writeString(
                log,
                new MadeLog(OLD, old + "/src")
                        .at(60)
                        .prompt(3, 2)
                        .at(65)
                        .reply(4, 3)
                        .text(),
                java.nio.file.StandardOpenOption.APPEND);
        try (World world = world()) {
            world.bean(Projects.class).change(Act.PAGE, old, null, project -> project.into(now));
            world.scan();
            assertThat(resume(world, OLD).command()).startsWith("cd '" + now + "/src' && ");
        }
    }

    @Test
    void nothingIsProposedWithoutAReason() throws Exception {
        Files.createDirectories(dir.resolve("orchard"));
        session(OLD, dir + "/abacus", 0);
        session(NEW, dir + "/orchard", 9_000);
        try (World world = world()) {
            assertThat(resume(world, OLD).moved()).isNull();
            assertThat(directory(resume(world, OLD)).sentence())
                    .contains("is gone")
                    .doesNotContain("may now be");
        }
    }

    @Test
    void whatIsOlderIsNotWhereItWent() throws Exception {
        Files.createDirectories(dir.resolve("abacus-new"));
        session(OLD, dir + "/abacus-old", 9_000);
        session(NEW, dir + "/abacus-new", 0);
        try (World world = world()) {
            assertThat(resume(world, OLD).moved()).isNull();
        }
    }

    /** As p-cdstays: begun in one, ended in the other. */
    @Test
    void afterCdItIsFoundUnderBoth() throws Exception {
        String orchard = Files.createDirectories(dir.resolve("orchard")).toString();
        String docker = Files.createDirectories(dir.resolve("orchard-docker")).toString();
        session(OLD, orchard, 0);
        Path log = dir.resolve("home/projects/" + orchard.replaceAll("[^A-Za-z0-9]", "-") + "/" + OLD + ".jsonl");
        Files.writeString(
                log,
                new MadeLog(OLD, docker).at(60).prompt(3, 2).at(65).reply(4, 3).text(),
                java.nio.file.StandardOpenOption.APPEND);
        session(NEW, orchard, 100);
        try (World world = world()) {
            assertThat(found(world, TextField.PROJECT, true, orchard)).containsExactlyInAnyOrder(OLD, NEW);
            assertThat(found(world, TextField.PROJECT, true, docker)).containsExactly(OLD);
            Resume resume = resume(world, OLD);
            assertThat(resume.command()).startsWith("cd '" + docker + "' && ");
            assertThat(directory(resume).sentence())
                    .contains("It began in " + orchard)
                    .contains("only there");
            assertThat(directory(resume(world, NEW)).sentence()).doesNotContain("It began");
        }
    }

    @Test
    void aDriveOfWindowsIsOneInAllSpellings() throws Exception {
        session(OLD, "C:\\Users\\ada\\Ledger", 0);
        session(NEW, "c:\\Users\\ada\\Ledger", 10);
        session("2b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e23", "/mnt/c/Users/ada/Ledger", 20);
        session("3b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e24", "/Users/ada/Projects/kiln", 30);
        session("4b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e25", "/Users/ada/projects/kiln", 40);
        try (World world = world()) {
            List<ProjectCount> projects = world.bean(Sessions.class).projects();
            assertThat(projects).hasSize(3);
            assertThat(projects).extracting(ProjectCount::sessions).contains(3L);
            assertThat(found(world, TextField.DIR, false, "c:\\users\\ada")).hasSize(3);
            assertThat(found(world, TextField.DIR, false, "/mnt/c/users/ada")).hasSize(3);
            // the case of a whole path is asked about
            assertThat(world.bean(Projects.class).suggestions())
                    .anySatisfy(one -> assertThat(one.why()).contains("spelled in two ways"));
        }
    }
}
