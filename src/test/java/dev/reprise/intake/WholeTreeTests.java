package dev.reprise.intake;

import static dev.reprise.intake.HomeChangesTests.prompt;
import static dev.reprise.intake.HomeChangesTests.reply;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.catalogue.HomeFigures;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies below {@code projects/} is in the vault or named with the reason. */
class WholeTreeTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";

    @TempDir
    Path dir;

    private Path home;

    @BeforeEach
    void makeHome() {
        home = dir.resolve("home");
        put("projects/-w/" + ID + ".jsonl", prompt(1, "first prompt") + reply(2, "answer"));
    }

    private void put(String path, String text) {
        World.write(home.resolve(path), text.getBytes(UTF_8));
    }

    private World world(Path... homes) {
        return World.of(dir.resolve("data"), homes.length == 0 ? new Path[] {home} : homes);
    }

    private static Set<String> skipped(World world) {
        return world.imports.sources().stream()
                .flatMap(source -> source.figures().skipped().stream())
                .map(HomeFigures.Skipped::file)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every file, link and pipe of the tree against what is kept and what is named. */
    private void everyFileIsKeptOrNamed(World world) throws IOException {
        List<String> lost = new ArrayList<>();
        Set<String> skipped = skipped(world);
        try (var files = Files.walk(home.resolve("projects"))) {
            for (Path file : files.filter(f -> !Files.isDirectory(f, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                String path = home.relativize(file).toString();
                boolean kept = Files.isRegularFile(file)
                        && world.vault
                                .find("claude/" + path)
                                .filter(held -> held.size() == size(file))
                                .isPresent();
                if (!kept && !skipped.contains(path) && !isFollowedLink(world, file)) {
                    lost.add(path);
                }
            }
        }
        assertThat(lost).isEmpty();
    }

    private boolean isFollowedLink(World world, Path link) throws IOException {
        if (!Files.isSymbolicLink(link) || !Files.isDirectory(link)) {
            return false;
        }
        String path = home.relativize(link).toString();
        List<String> held = new ArrayList<>();
        world.vault.paths(held::add);
        return held.stream().anyMatch(one -> one.startsWith("claude/" + path + "/"));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsOrNamesEverything() throws Exception {
        long seed = Long.getLong("reprise.seed", System.nanoTime());
        System.out.println("tree seed " + seed);
        Random random = new Random(seed);
        List<String> names = List.of(
                "MEMORY.md",
                "notes.jsonl",
                ID + ".jsonl",
                "1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22.jsonl",
                "b.zst",
                "a~1",
                "sessions-index.json",
                "agent-b;?#%.jsonl",
                "agent-a1.meta.json",
                "old.jsonl.gz",
                ".lock",
                "ü n.txt",
                "l".repeat(240),
                "custom-title.json",
                "z.jsonl.zst");
        List<String> folders =
                List.of("-w", "-v", "memory", ID, "subagents", "tool-results", "x.zst", "y~+", "workflows", "deep");
        for (int i = 0; i < 300; i++) {
            StringBuilder path = new StringBuilder("projects/");
            for (int depth = random.nextInt(5); depth > 0; depth--) {
                path.append(folders.get(random.nextInt(folders.size()))).append('/');
            }
            Path file = home.resolve(path + names.get(random.nextInt(names.size())));
            if (!Files.exists(file)) {
                World.write(file, prompt(i + 1, "said " + i).getBytes(UTF_8));
            }
        }
        try (RandomAccessFile large =
                new RandomAccessFile(home.resolve("projects/-w/video.mp4").toFile(), "rw")) {
            large.setLength(Scanner.MAX_PROJECT_FILE + 1);
        }
        new ProcessBuilder("mkfifo", home.resolve("projects/-w/pipe.jsonl").toString())
                .start()
                .waitFor();
        Files.createSymbolicLink(home.resolve("projects/-w/nowhere"), Path.of("/nonexistent"));
        Files.createSymbolicLink(home.resolve("projects/-again"), home.resolve("projects/-w"));
        Path outside = dir.resolve("outside");
        World.write(
                outside.resolve("2c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e23.jsonl"),
                prompt(1, "outside").getBytes(UTF_8));
        Files.createSymbolicLink(home.resolve("projects/-out"), outside);
        Files.createSymbolicLink(home.resolve("projects/-w/deeper"), outside);
        try (World world = world()) {
            everyFileIsKeptOrNamed(world);
            assertThat(skipped(world))
                    .contains(
                            "projects/-w/video.mp4",
                            "projects/-w/pipe.jsonl",
                            "projects/-w/nowhere",
                            "projects/-again",
                            "projects/-w/deeper");
            assertThat(world.api("/api/sessions?q=outside")).contains("2c9c41d2");
            assertThat(world.vault.verify(progress -> {}).sound()).isTrue();
        }
        // the vault alone tells the same names
        List<String> held = new ArrayList<>();
        try (World world = world()) {
            world.vault.paths(held::add);
            for (String path : held) {
                assertThat(home.resolve(path.substring("claude/".length()))).exists();
            }
        }
    }

    @Test
    void aProjectsMemoryIsKeptWithVersionsAndReachableFromIt() throws IOException {
        put("projects/-w/memory/MEMORY.md", "- likes tabs\n- and tests\n");
        try (World world = world()) {
            put("projects/-w/memory/MEMORY.md", "- likes spaces\n");
            world.scan();
            assertThat(world.api("/api/project-files?project=/w"))
                    .contains("\"name\":\"memory/MEMORY.md\"", "\"versions\":2", "\"sourceThere\":true");
            Files.delete(home.resolve("projects/-w/memory/MEMORY.md"));
            world.scan();
            assertThat(world.api("/api/project-files?project=/w")).contains("\"sourceThere\":false");
            assertThat(new String(world.vault.read("claude/projects/-w/memory/MEMORY.md", 1, 0, 100), UTF_8))
                    .isEqualTo("- likes tabs\n- and tests\n");
            assertThat(world.api("/api/project-files?project=/other")).isEqualTo("[]");
        }
    }

    @Test
    void aLogWhereTheClientDoesNotLookIsListedAndItsPreflightGivesTheMove() throws IOException {
        String other = "1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";
        put("projects/-w/-w/" + other + ".jsonl", prompt(1, "moved too deep").replace(ID, other));
        try (World world = world()) {
            assertThat(world.api("/api/sessions?q=deep")).contains(other);
            assertThat(world.api("/api/sessions/" + other + "/resume?shell=bash"))
                    .contains("\"works\":false", "lies where Claude Code does not look")
                    .contains("mkdir -p " + home + "/projects/-w && mv -n " + home + "/projects/-w/-w/" + other
                            + ".jsonl " + home + "/projects/-w/" + other + ".jsonl");
        }
    }

    @Test
    void aFolderThatTwoHomesShareIsStoredOnce() throws IOException {
        Path second = Files.createDirectories(dir.resolve("home2"));
        Files.createSymbolicLink(second.resolve("projects"), home.resolve("projects"));
        try (World world = world(home, second)) {
            assertThat(world.held()).hasSize(1);
            assertThat(world.api("/api/sessions/" + ID)).contains("\"output\":5");
            assertThat(world.jdbc()
                            .sql("select copies from session")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
            assertThat(skipped(world)).contains("projects");
        }
    }

    @Test
    void aLinkToAnotherPlaceInTheHomeIsFollowed() throws IOException {
        String other = "1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";
        put("archive/kiln/" + other + ".jsonl", prompt(1, "in the archive"));
        Files.createSymbolicLink(home.resolve("projects/-kiln"), Path.of("../archive/kiln"));
        try (World world = world()) {
            assertThat(world.api("/api/sessions/" + other + "/entries")).contains("in the archive");
        }
    }

    @Test
    void theAnswerOfAWaitedImportCountsWhatItStored() {
        try (World world = world()) {
            for (int n = 0; n < 20; n++) {
                put("projects/-w/1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e%02d.jsonl".formatted(n + 30), prompt(1, "more"));
                world.imports.status();
                world.scan();
                assertThat(world.imports.status().entries()).isEqualTo(3 + n);
            }
        }
    }

    @Test
    void twoCopiesOfASessionAreNotTwiceItsBytes() throws IOException {
        Path copy = home.resolve("projects/-v/" + ID + ".jsonl");
        World.write(copy, Files.readAllBytes(home.resolve("projects/-w/" + ID + ".jsonl")));
        try (World world = world()) {
            assertThat(world.jdbc()
                            .sql("select bytes from session")
                            .query(Long.class)
                            .single())
                    .isEqualTo(Files.size(copy));
        }
    }
}
