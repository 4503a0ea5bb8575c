package dev.reprise.intake;

import static dev.reprise.intake.HomeChangesTests.prompt;
import static dev.reprise.intake.HomeChangesTests.reply;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.claude.ClaudeCode;
import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.LogRow;
import dev.reprise.catalogue.Source;
import dev.reprise.catalogue.TrackedFile;
import dev.reprise.catalogue.VaultLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vault is looked at, not believed: what is not as it was is made again while its source is there. */
class VaultCheckTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String PATH = "claude/projects/-w/" + ID + ".jsonl";
    private static final String SIDE = "claude/projects/-w/" + ID + "/tool-results/t1.txt";

    @TempDir
    Path dir;

    private Path home;
    private Path log;
    private byte[] bytes;

    @BeforeEach
    void makeHome() {
        home = dir.resolve("home");
        log = home.resolve("projects/-w/" + ID + ".jsonl");
        bytes = (prompt(1, "first prompt") + reply(2, "x".repeat(2_000_000)) + prompt(3, "last prompt"))
                .getBytes(UTF_8);
        World.write(log, bytes);
        World.write(home.resolve("projects/-w/" + ID + "/tool-results/t1.txt"), "a result".getBytes(UTF_8));
    }

    private World world() {
        return World.of(dir.resolve("data"), home);
    }

    private Path stored(String path) {
        return dir.resolve("data/vault/" + path + ".zst");
    }

    private static void harm(Path file, String how) throws IOException {
        byte[] all = Files.readAllBytes(file);
        switch (how) {
            case "delete" -> Files.delete(file);
            case "cut" -> Files.write(file, Arrays.copyOf(all, all.length / 4));
            case "empty" -> Files.write(file, new byte[0]);
            case "zero" -> Files.write(file, new byte[all.length]);
            default -> {
                all[all.length - 20] ^= 4;
                Files.write(file, all);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "cut", "empty", "zero", "flip"})
    void whatIsHarmedWhileStoppedIsMadeAgainAtTheStart(String how) throws IOException {
        world().close();
        harm(stored(PATH), how);
        harm(stored(SIDE), how);
        try (World world = world()) {
            assertThat(world.vault.verify(progress -> {}).sound()).isTrue();
            assertThat(world.vault.read(PATH, 0, 0, bytes.length)).isEqualTo(bytes);
            assertThat(new String(world.vault.read(SIDE, 0, 0, 99), UTF_8)).isEqualTo("a result");
            assertThat(world.api("/api/sessions/" + ID)).contains("\"protection\":\"kept\"", "\"damagedAt\":null");
            assertThat(world.api("/api/sessions/" + ID + "/entries")).contains("first prompt", "last prompt");
            // the session is whole without its source, as it was claimed
            Files.delete(log);
            world.scan();
            assertThat(world.api("/api/sessions/" + ID)).contains("\"protection\":\"only-in-vault\"");
            assertThat(world.api("/api/sessions/" + ID + "/entries")).contains("first prompt", "last prompt");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "cut", "zero", "flip"})
    void whatCannotBeMadeAgainIsSaidToBeDamaged(String how) throws IOException {
        world().close();
        harm(stored(PATH), how);
        byte[] whole = Files.readAllBytes(log);
        Files.delete(log);
        try (World world = world()) {
            assertThat(world.api("/api/sessions/" + ID))
                    .contains("\"protection\":\"damaged\"")
                    .doesNotContain("\"damagedAt\":null")
                    .contains("\"readableBytes\":" + (how.equals("flip") ? 1 << 20 : 0));
            // and whole again as soon as the log comes back, from a backup
            World.write(log, whole);
            world.scan();
            assertThat(world.api("/api/sessions/" + ID)).contains("\"protection\":\"kept\"", "\"damagedAt\":null");
            assertThat(world.vault.read(PATH, 0, 0, bytes.length)).isEqualTo(bytes);
        }
    }

    private static TrackedFile tracked(Home home, long id, String path, LogRow.Kept kept, long verifiedAt) {
        return new TrackedFile(
                home,
                home.agent().sources().classify(path).orElseThrow(),
                new Source(true, kept.bytes(), 0, null),
                new LogRow(
                        id,
                        null,
                        new LogRow.Checkpoint(kept.bytes(), 1, 1, 1, 0, 0, 0, 0, 0, 0, null),
                        kept,
                        new LogRow.Looked(verifiedAt, 0, 0),
                        false));
    }

    @Test
    void readsBackWhatSizeAndTimeDoNotTell() throws IOException {
        world().close();
        FileTime time = Files.getLastModifiedTime(stored(PATH));
        harm(stored(PATH), "flip");
        Files.setLastModifiedTime(stored(PATH), time);
        try (World world = world()) {
            assertThat(world.vault.check(PATH).sound()).isFalse();
            CodingAgent claude = new ClaudeCode();
            Home place = new Home(1, claude, home, "claude", true);
            TrackedFile known = tracked(
                    place,
                    1,
                    "projects/-w/" + ID + ".jsonl",
                    new LogRow.Kept(bytes.length, Files.size(stored(PATH)), time.toMillis(), 1),
                    0);
            VaultCheck.Found found = new VaultCheck.Found();
            new VaultCheck(world.vault, world.homes(), Clock.systemUTC()).check(known, found);
            assertThat(found.toRead()).containsExactly(known);
            assertThat(world.vault.find(PATH)).isEmpty();
        }
        try (World world = world()) {
            assertThat(world.vault.read(PATH, 0, 0, bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    void readsBackALittleAtATimeWhatWasUncheckedLongest() throws IOException {
        for (int n = 0; n < 6; n++) {
            World.write(
                    home.resolve("projects/-w/1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e2" + n + ".jsonl"),
                    prompt(1, "log " + n).getBytes(UTF_8));
        }
        world().close();
        try (World world = world()) {
            CodingAgent claude = new ClaudeCode();
            Home place = new Home(1, claude, home, "claude", true);
            FileIndex index = new FileIndex();
            long now = System.currentTimeMillis();
            world.vault.states(state -> {
                long size = world.vault.find(state.path()).orElseThrow().size();
                index.add(tracked(
                        place,
                        1 + index.size(),
                        state.path().substring("claude/".length()),
                        new LogRow.Kept(size, state.stored(), state.modified(), 1),
                        now - 2L * 86_400_000 - 1000L * index.size()));
            });
            long[] nanos = {0};
            VaultCheck check = new VaultCheck(world.vault, world.homes(), Clock.systemUTC());
            // 48 KiB, the price of a small file, every 10 s
            Scrub scrub = new Scrub(check, 6 * 48 * 1024, () -> nanos[0]);
            List<VaultLook> order = new ArrayList<>();
            for (int seconds = 1; seconds <= 120; seconds++) {
                nanos[0] += 1_000_000_000L;
                List<VaultLook> looked = scrub.go(index, now).looked();
                assertThat(looked.size()).isLessThanOrEqualTo(seconds % 10 == 0 ? 1 : 0);
                order.addAll(looked);
                // what the catalogue does with it
                looked.forEach(look -> index.add(new TrackedFile(
                        look.file().home(),
                        look.file().file(),
                        look.file().source(),
                        new LogRow(
                                look.file().row().id(),
                                null,
                                look.file().row().read(),
                                look.kept(),
                                look.looked(),
                                false))));
            }
            assertThat(order).hasSize(index.size()).doesNotHaveDuplicates();
            assertThat(order)
                    .isSortedAccordingTo(java.util.Comparator.comparingLong(
                            look -> -look.file().row().id()));
            assertThat(order).allMatch(look -> look.looked().verifiedAt() >= now);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1]", "{\"claude:/x\":\"../..\"}", "null", "gone"})
    void homesJsonIsMadeAgainFromTheCatalogueOrTheVault(String content) throws IOException {
        Path second = dir.resolve("home2");
        World.write(
                second.resolve("projects/-v/1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22.jsonl"),
                prompt(1, "second").getBytes(UTF_8));
        World.of(dir.resolve("data"), home, second).close();
        Path homes = dir.resolve("data/vault/homes.json");
        String before = Files.readString(homes);
        for (boolean catalogue : new boolean[] {true, false}) {
            if (content.equals("gone")) {
                Files.delete(homes);
            } else {
                Files.writeString(homes, content);
            }
            if (!catalogue) {
                Files.delete(dir.resolve("data/db/reprise.mv.db"));
            }
            try (World world = World.of(dir.resolve("data"), home, second)) {
                assertThat(Files.readString(homes)).isEqualTo(before);
                assertThat(world.held()).hasSize(3);
                assertThat(world.api("/api/sessions?limit=9")).contains("\"total\":2");
            }
        }
    }

    @Test
    void aFolderOfTheVaultThatNoHomeIsKnownForIsShownAllTheSame() throws IOException {
        world().close();
        Files.delete(dir.resolve("data/vault/homes.json"));
        Files.delete(dir.resolve("data/db/reprise.mv.db"));
        Files.move(dir.resolve("data/vault/claude"), dir.resolve("data/vault/claude-7"));
        Path other = dir.resolve("other");
        Files.createDirectories(other.resolve("projects"));
        try (World world = World.of(dir.resolve("data"), other, home)) {
            assertThat(world.api("/api/sessions/" + ID + "/entries")).contains("first prompt");
        }
    }

    @Test
    void saysWhenItWasReadBackLast() throws IOException {
        try (World world = world()) {
            assertThat(world.api("/api/sessions/" + ID)).contains("\"verifiedAt\":null");
        }
        Files.setLastModifiedTime(stored(PATH), FileTime.fromMillis(1_700_000_000_000L));
        try (World world = world()) {
            assertThat(world.api("/api/sessions/" + ID)).doesNotContain("\"verifiedAt\":null");
        }
    }
}
