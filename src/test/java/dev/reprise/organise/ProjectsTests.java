package dev.reprise.organise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.intake.World;
import dev.reprise.label.Act;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories that may be one project: suggested with the reason, never merged by themselves. */
class ProjectsTests {

    @TempDir
    Path dir;

    private int sessions;

    /** A session in this directory, a minute younger than the one before. */
    private void session(String cwd, String pull) {
        String id = "0b9c41d2-77e0-4a3b-9a44-%012d".formatted(++sessions);
        String record = "{'type':'user','uuid':'" + id + "','parentUuid':null,'sessionId':'" + id + "','cwd':'" + cwd
                + "','timestamp':'2026-03-02T10:0" + sessions + ":00.000Z','message':{'role':'user','content':'work "
                + sessions + "'}}\n";
        String link = pull.isEmpty()
                ? ""
                : "{'type':'pr-link','sessionId':'" + id + "','prNumber':7,'prUrl':'" + pull
                        + "','timestamp':'2026-03-02T10:59:00.000Z'}\n";
        World.write(
                dir.resolve("home/projects/-w" + sessions + "/" + id + ".jsonl"),
                (record + link).replace('\'', '"').getBytes(UTF_8));
    }

    private Path repository(String name, String remote) throws IOException {
        Path root = dir.resolve("disk").resolve(name);
        Files.createDirectories(root.resolve(".git"));
        Files.writeString(
                root.resolve(".git/config"),
                "[core]\n\tbare = false\n[remote \"upstream\"]\n\turl = https://example.org/other/one\n[remote \"origin\"]\n\turl = "
                        + remote + "\n\tfetch = x\n");
        return root;
    }

    private World world() {
        return World.of(dir.resolve("data"), dir.resolve("home")).scan();
    }

    @Test
    void suggestsWithTheReasonAndForgetsWhatWasDeclined() throws IOException {
        Path shop = repository("shop", "git@example.org:acme/shop.git");
        Path clone = repository("shop-2", "https://user:secret@example.org/acme/shop");
        Path other = repository("elsewhere", "https://example.org/acme/elsewhere");
        Path tree = Files.createDirectories(dir.resolve("disk/trees/shop-fix"));
        Files.writeString(tree.resolve(".git"), "gitdir: " + shop.resolve(".git/worktrees/shop-fix") + "\n");
        Path inside = Files.createDirectories(shop.resolve("packages/web"));
        Path linked = Files.createSymbolicLink(dir.resolve("disk/by-link"), other);
        session("/gone/shop", "https://example.org/acme/shop/pull/7");
        session("/Gone/Shop", "");
        session(linked.toString(), "");
        session(clone.toString(), "");
        session(tree.toString(), "");
        session(inside.toString(), "");
        session(other.toString(), "");
        session(shop.toString(), "");
        try (World world = world()) {
            Projects projects = world.bean(Projects.class);
            assertThat(projects.suggestions())
                    .extracting(s -> s.dir() + " > " + s.into() + ": " + s.why())
                    .containsExactlyInAnyOrder(
                            inside + " > " + shop + ": It lies in the git repository of that one.",
                            tree + " > " + shop + ": It is a git worktree of that one.",
                            clone + " > " + shop + ": Both are clones of example.org/acme/shop.",
                            linked + " > " + other + ": Both are the same directory, by two paths.",
                            "/gone/shop > " + shop
                                    + ": It is gone; its pull requests are of example.org/acme/shop, which that one is a clone of.");
            assertThat(projects.all()).hasSize(8);
            projects.change(Act.PAGE, clone.toString(), null, project -> project.apartFrom(shop.toString()));
            assertThat(projects.suggestions()).noneMatch(s -> s.dir().equals(clone.toString()));
            projects.change(Act.PAGE, tree.toString(), null, project -> project.into(shop.toString()));
            world.scan();
            assertThat(projects.all())
                    .noneMatch(project -> project.count().dir().equals(tree.toString()));
            assertThat(projects.suggestions()).noneMatch(s -> s.dir().equals(tree.toString()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "git@github.com:acme/api.git, github.com/acme/api",
        "https://github.com/acme/api, github.com/acme/api",
        "https://me:token@GitHub.com/acme/api.git/, github.com/acme/api",
        "ssh://git@example.org:2222/acme/api.git, example.org/acme/api",
        "/srv/git/api.git, ",
        "file:///srv/git/api.git, ",
    })
    void readsTheSameOfEverySpellingOfAnAddress(String address, String remote) {
        assertThat(Repository.remote(address)).isEqualTo(remote);
    }

    @ParameterizedTest
    @CsvSource({"relative/path", "//evil/share/x", "\\\\\\\\evil\\\\share", "''", "/proc/self/mem"})
    void looksAtNothingButPlainDirectoriesOfThisMachine(String hostile) {
        assertThat(Repository.local(hostile, null)).isNull();
    }
}
