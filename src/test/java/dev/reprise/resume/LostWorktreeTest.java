package dev.reprise.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.agent.claude.ClaudeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suggested command is run by real git: afterwards the worktree must be there again, on its branch. */
class LostWorktreeTest {

    @TempDir
    Path temp;

    private Path repository;

    @BeforeEach
    void makeARepository() throws Exception {
        temp = temp.toRealPath();
        boolean git = run("git --version") == 0;
        if (!git) {
            System.out.println("SKIPPED: git is not installed here, the suggestion to recreate worktrees is not tried");
        }
        assumeTrue(git, "git is not installed");
        repository = Files.createDirectory(temp.resolve("my repo"));
        assertThat(run("cd 'my repo' && git init -q -b main . && git -c user.name=a -c user.email=a@b.invalid"
                        + " commit -q --allow-empty -m init"))
                .isZero();
    }

    @Test
    void makesAWorktreeOfTheClientAgain() throws Exception {
        Path worktree = repository.resolve(".claude/worktrees/it's mine");
        proves(worktree, "worktree-mine");
    }

    @Test
    void makesAWorktreeBesideItsRepositoryAgain() throws Exception {
        proves(temp.resolve("feature $x"), "feature");
    }

    @Test
    void claimsNothingForAnOrdinaryDirectory() {
        assertThat(remedy(temp.resolve("gone"), "main")).isEmpty();
        assertThat(remedy(Path.of("/"), "main")).isEmpty();
        assertThat(remedy(temp.resolve("no/such/parent"), "main")).isEmpty();
    }

    private void proves(Path worktree, String branch) throws Exception {
        String quoted = Shell.BASH.dialect().word(worktree.toString());
        assertThat(run("git -C 'my repo' worktree add -q -b " + branch + " " + quoted))
                .isZero();
        assertThat(run("rm -r " + quoted)).isZero();
        assertThat(run(remedy(worktree, branch).orElseThrow())).isZero();
        assertThat(worktree.resolve(".git")).exists();
        assertThat(run("test \"$(git -C " + quoted + " branch --show-current)\" = " + branch))
                .isZero();
    }

    private static Optional<String> remedy(Path gone, String branch) {
        return LostWorktree.remedy(new ClaudeCode(), gone, branch, Shell.BASH.dialect());
    }

    private int run(String line) throws IOException, InterruptedException {
        Path script = Files.writeString(temp.resolve("script"), line);
        Process process = new ProcessBuilder("bash", script.toString())
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("console").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
