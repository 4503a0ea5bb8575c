package dev.reprise.secondcopy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.intake.Traces;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.problem.Problem;
import dev.reprise.retention.PurgePlan;
import dev.reprise.retention.Purges;
import dev.reprise.retention.Receipt;
import dev.reprise.secondcopy.SecondCopies.Is;
import dev.reprise.session.Protection;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second copy holds what the first holds, and no less when the first is lost, damaged or shrinks. */
class SecondCopiesTests {

    private static final String CANARY = "xylophone-canary-91c4";
    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String OTHER = "1b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";
    private static final SessionId SESSION = new SessionId("claude", ID);
    private static final String LOG = "projects/-w/" + ID + ".jsonl";
    private static final String COPY = "vault/claude/" + LOG + ".zst";

    @TempDir
    Path dir;

    private Path home;
    private Path place;

    private static String line(String id, String text, int n) {
        return ("{'type':'user','uuid':'00000000-0000-4000-8000-00000000000" + n + "','parentUuid':null,'sessionId':'"
                        + id + "','cwd':'/w','timestamp':'2026-03-02T10:00:0" + n
                        + ".000Z','message':{'role':'user','content':'" + text + "'}}\n")
                .replace('\'', '"');
    }

    private static String history(String id, String text) {
        return "{\"display\":\"" + text + "\",\"pastedContents\":{},\"timestamp\":1700000000000,\"project\":\"/w\","
                + "\"sessionId\":\"" + id + "\"}\n";
    }

    private void write(String path, String text) {
        World.write(home.resolve(path), text.getBytes(UTF_8));
    }

    @BeforeEach
    void home() throws IOException {
        home = dir.resolve("home");
        place = Files.createDirectory(dir.resolve("second")).toRealPath();
        write(LOG, line(ID, CANARY, 1));
        write("projects/-w/" + ID + "/subagents/agent-a1.jsonl", line(ID, "sub " + CANARY, 3));
        write("projects/-w/" + OTHER + ".jsonl", line(OTHER, "something else", 4));
        write("history.jsonl", history(OTHER, "first") + history(ID, CANARY));
    }

    private World world() {
        return World.of(dir.resolve("data"), home).scan();
    }

    private SecondCopies chosen(World world) {
        SecondCopies copies = world.bean(SecondCopies.class);
        copies.choose(Act.API, place.toString());
        copies.bringUpToDate();
        return copies;
    }

    /** Every compressed file below the vault of a data directory, with its content. */
    static Map<String, String> vault(Path data) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data.resolve("vault"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".zst")).toList()) {
                all.put(data.relativize(file).toString(), World.sha256(Files.readAllBytes(file)));
            }
        }
        return all;
    }

    private static String content(Path zst) throws IOException {
        return new String(Traces.unpacked(zst), UTF_8);
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void flip(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
    }

    @Test
    void holdsEveryByteAndWhatIsNew() throws IOException {
        try (World world = world()) {
            assertThat(world.bean(SecondCopies.class).state().is()).isEqualTo(Is.OFF);
            SecondCopies copies = chosen(world);
            assertThat(vault(place)).isEqualTo(vault(dir.resolve("data"))).hasSizeGreaterThan(3);
            assertThat(copies.state().is()).isEqualTo(Is.CURRENT);
            assertThat(copies.state().completeAt()).isNotNull();
            assertThat(copies.state().files()).isEqualTo(vault(place).size());
            Object untouched = Files.readAttributes(
                            place.resolve("vault/claude/projects/-w/" + OTHER + ".jsonl.zst"),
                            java.nio.file.attribute.BasicFileAttributes.class)
                    .fileKey();
            write(LOG, line(ID, CANARY, 1) + line(ID, "more", 2));
            world.scan();
            copies.bringUpToDate();
            assertThat(vault(place)).isEqualTo(vault(dir.resolve("data")));
            assertThat(content(place.resolve(COPY))).endsWith(line(ID, "more", 2));
            assertThat(Files.readAttributes(
                                    place.resolve("vault/claude/projects/-w/" + OTHER + ".jsonl.zst"),
                                    java.nio.file.attribute.BasicFileAttributes.class)
                            .fileKey())
                    .isEqualTo(untouched);
            // a log that is written anew: the vault keeps both, and so does the copy
            write(LOG, line(ID, "anew", 5));
            world.scan();
            copies.bringUpToDate();
            assertThat(vault(place)).isEqualTo(vault(dir.resolve("data"))).containsKey(COPY.replace(".zst", "~1.zst"));
            assertThat(copies.state().aside()).isZero();
        }
    }

    @Test
    void afterTheFirstIsLostAllComesBackFromIt() throws IOException {
        Map<String, String> before;
        try (World world = world()) {
            world.bean(Labels.class).change(SESSION, label -> label.named("the good one"));
            chosen(world);
            before = vault(dir.resolve("data"));
        }
        try (World world = world()) {
            // the backup of what was written is made when the application ends
            world.bean(SecondCopies.class).bringUpToDate();
        }
        delete(dir.resolve("data"));
        delete(home);
        Files.createDirectories(home.resolve("projects"));
        try (World world = World.filled(dir.resolve("fresh"), place, home)) {
            assertThat(vault(dir.resolve("fresh"))).isEqualTo(before);
            assertThat(world.bean(Sessions.class).get(SESSION.toString()).protection())
                    .isEqualTo(Protection.ONLY_IN_VAULT);
            assertThat(world.bean(Labels.class).of(SESSION).name()).isEqualTo("the good one");
            SecondCopies copies = world.bean(SecondCopies.class);
            copies.bringUpToDate();
            assertThat(copies.state().is()).isEqualTo(Is.CURRENT);
        }
        assertThatThrownBy(() -> World.filled(dir.resolve("fresh"), place, home))
                .rootCause()
                .hasMessageContaining("holds a vault already");
        // and it can be opened itself
        try (World world = World.of(place, home)) {
            assertThat(world.bean(Sessions.class).ids(Criterion.all(), 10)).hasSize(2);
            SecondCopies copies = world.bean(SecondCopies.class);
            copies.bringUpToDate();
            assertThat(copies.state().trouble()).singleElement().asString().contains("the second copy itself");
        }
    }

    @Test
    void aFillThatWasCutOffGoesOnAndIsNotTakenForAll() throws IOException {
        Map<String, String> before;
        try (World world = world()) {
            chosen(world);
            before = vault(place);
        }
        Path fresh = dir.resolve("fresh");
        Files.createDirectories(fresh.resolve("vault/claude"));
        Files.writeString(fresh.resolve("restoring"), "");
        Files.writeString(fresh.resolve("vault/claude/history.jsonl.zst"), "half");
        assertThatThrownBy(() -> World.of(fresh, home)).rootCause().hasMessageContaining("cut off");
        World.filled(fresh, place, home).close();
        assertThat(vault(fresh)).isEqualTo(before);
    }

    @Test
    void whatTheFirstLosesIsKeptAndComesBack() throws IOException {
        try (World world = world()) {
            SecondCopies copies = chosen(world);
            Map<String, String> whole = vault(place);
            Path lost = dir.resolve("data").resolve(COPY);
            Files.delete(lost);
            Files.delete(home.resolve(LOG));
            copies.bringUpToDate();
            assertThat(vault(place)).isEqualTo(whole);
            assertThat(copies.state().onlyThere()).isEqualTo(1);
            assertThat(copies.bringBack()).isEqualTo(1);
            assertThat(content(lost)).contains(CANARY);
            copies.bringUpToDate();
            assertThat(copies.state().onlyThere()).isZero();
            assertThat(copies.state().is()).isEqualTo(Is.CURRENT);
        }
    }

    @Test
    void aDamagedVaultDoesNotSpoilItAndIsHealedFromIt() throws IOException {
        try (World world = world()) {
            SecondCopies copies = chosen(world);
            Map<String, String> whole = vault(place);
            Path damaged = dir.resolve("data").resolve(COPY);
            Files.delete(home.resolve(LOG));
            flip(damaged);
            Files.setLastModifiedTime(damaged, FileTime.fromMillis(1_700_000_000_123L));
            world.bean(dev.reprise.intake.Imports.class).lookAgain();
            world.scan();
            copies.bringUpToDate();
            assertThat(vault(place)).isEqualTo(whole);
            assertThat(copies.state().is()).isEqualTo(Is.BEHIND);
            assertThat(copies.state().trouble()).singleElement().asString().contains("damaged");
            assertThat(world.bean(Sessions.class).get(SESSION.toString()).protection())
                    .isEqualTo(Protection.DAMAGED);
            assertThat(copies.bringBack()).isEqualTo(1);
            world.scan();
            assertThat(content(damaged)).contains(CANARY);
            assertThat(world.bean(Sessions.class).get(SESSION.toString()).protection())
                    .isEqualTo(Protection.ONLY_IN_VAULT);
            copies.bringUpToDate();
            assertThat(copies.state().is()).isEqualTo(Is.CURRENT);
        }
    }

    @Test
    void itsOwnDamageIsFoundAndMended() throws IOException {
        try (World world = world()) {
            SecondCopies copies = chosen(world);
            flip(place.resolve(COPY));
            copies.bringUpToDate();
            assertThat(vault(place)).isEqualTo(vault(dir.resolve("data")));
        }
    }

    @Test
    void moreIsNotReplacedByLess() throws IOException {
        try (World world = world()) {
            SecondCopies copies = chosen(world);
            // something that is not Reprise puts an older file of the vault back
            Path file = dir.resolve("data").resolve(COPY);
            byte[] old = Files.readAllBytes(file);
            write(LOG, line(ID, CANARY, 1) + line(ID, "the precious rest", 2));
            world.scan();
            copies.bringUpToDate();
            Files.write(file, old);
            copies.bringUpToDate();
            assertThat(copies.state().aside()).isEqualTo(1);
            try (Stream<Path> aside = Files.walk(place.resolve("aside"))) {
                assertThat(content(
                                aside.filter(Files::isRegularFile).findFirst().orElseThrow()))
                        .contains("the precious rest");
            }
        }
    }

    @Test
    void aMovedLogIsThereOnce() throws IOException {
        try (World world = world()) {
            SecondCopies copies = chosen(world);
            Path to = home.resolve("projects/-elsewhere/" + ID + ".jsonl");
            Files.createDirectories(to.getParent());
            Files.move(home.resolve(LOG), to);
            world.scan();
            copies.bringUpToDate();
            assertThat(vault(place)).isEqualTo(vault(dir.resolve("data"))).doesNotContainKey(COPY);
        }
    }

    private Receipt purge(World world) {
        Purges purges = world.bean(Purges.class);
        PurgePlan plan = purges.plan(SESSION, true);
        return purges.purge(Act.API, SESSION, true, plan.id(), plan.confirm());
    }

    @Test
    void whatIsPurgedIsPurgedThere() throws IOException {
        try (World world = world()) {
            world.bean(Labels.class).change(SESSION, label -> label.named(CANARY));
            SecondCopies copies = chosen(world);
            assertThat(Traces.of(place, CANARY)).isNotEmpty();
            assertThat(purge(world).notes()).anyMatch(note -> note.startsWith("It was deleted in the second copy too"));
            assertThat(Traces.of(place, CANARY)).isEmpty();
            copies.bringUpToDate();
            assertThat(Traces.of(place, CANARY)).isEmpty();
            assertThat(copies.state().is()).isEqualTo(Is.CURRENT);
            assertThat(vault(place)).isEqualTo(vault(dir.resolve("data")));
        }
    }

    @Test
    void whatIsPurgedWhileItsDiskIsAwayGoesWhenItIsBack() throws IOException {
        try (World world = world()) {
            SecondCopies copies = chosen(world);
            // it has more of it than the vault: that goes too
            Path file = dir.resolve("data").resolve(COPY);
            byte[] old = Files.readAllBytes(file);
            write(LOG, line(ID, CANARY, 1) + line(ID, "more " + CANARY, 2));
            world.scan();
            copies.bringUpToDate();
            Files.write(file, old);
            copies.bringUpToDate();
            assertThat(copies.state().aside()).isEqualTo(1);
            Path away = dir.resolve("away");
            Files.move(place, away);
            assertThat(purge(world).notes()).anyMatch(note -> note.contains("still has it"));
            copies.bringUpToDate();
            assertThat(copies.state().is()).isEqualTo(Is.UNREACHABLE);
            assertThat(copies.state().lags(java.time.Instant.now())).isTrue();
            assertThat(Traces.of(away, CANARY)).isNotEmpty();
            Files.move(away, place);
            copies.bringUpToDate();
            assertThat(copies.state().is()).isEqualTo(Is.CURRENT);
            assertThat(Traces.of(place, CANARY)).isEmpty();
        }
    }

    @Test
    void oneThatWasEndedIsGoneOnWithAndAnothersIsNot() throws IOException {
        Path another = Files.createDirectory(dir.resolve("another")).toRealPath();
        try (World world = world()) {
            SecondCopies copies = chosen(world);
            copies.choose(Act.API, another.toString());
            copies.bringUpToDate();
            assertThat(vault(another)).isEqualTo(vault(place));
            copies.stop(Act.API);
            assertThat(copies.state().is()).isEqualTo(Is.OFF);
            copies.choose(Act.API, place.toString());
            copies.bringUpToDate();
            assertThat(copies.state().is()).isEqualTo(Is.CURRENT);
        }
        try (World other = World.of(dir.resolve("other"), home)) {
            assertThatThrownBy(() -> other.bean(SecondCopies.class).choose(Act.API, another.toString()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("another data directory");
        }
    }

    @Test
    void anEmptyMountPointIsNotWrittenTo() throws IOException {
        try (World world = world()) {
            SecondCopies copies = chosen(world);
            Files.move(place, dir.resolve("away"));
            Files.createDirectory(place);
            copies.bringUpToDate();
            assertThat(copies.state().is()).isEqualTo(Is.UNREACHABLE);
            assertThat(place).isEmptyDirectory();
        }
    }

    @Test
    void aPlaceWhereItCannotBeIsRefused() throws IOException {
        try (World world = world()) {
            SecondCopies copies = world.bean(SecondCopies.class);
            Files.writeString(place.resolve("notes.txt"), "mine");
            for (String bad : new String[] {
                place.toString(),
                "relative/path",
                "",
                "/nowhere-at-all/below",
                dir.resolve("data/vault").toString(),
                dir.toString(),
                home.resolve("projects").toString(),
                home.resolve("new").toString(),
                place.resolve("notes.txt").toString(),
                "\0"
            }) {
                assertThatThrownBy(() -> copies.choose(Act.API, bad)).isInstanceOf(Problem.class);
            }
            assertThat(copies.state().is()).isEqualTo(Is.OFF);
            assertThat(Files.readString(place.resolve("notes.txt"))).isEqualTo("mine");
        }
    }
}
