package dev.reprise.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.resume.MadeLog;
import dev.reprise.retention.Restores.Wanted;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two halves are being made one when the process ends, after any of its steps: the home is as it was, or it is done. */
class CutOffRestoresTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final SessionId SESSION = new SessionId("claude", ID);
    private static final String FIRST = turns(0, 2);
    private static final String SECOND = turns(2, 4);

    @TempDir
    Path dir;

    private static String turns(int from, int to) {
        MadeLog log = new MadeLog(ID, "/w");
        for (int turn = from; turn < to; turn++) {
            log.at(60L * turn).prompt(2 * turn + 1, turn == 0 ? null : Integer.valueOf(2 * turn));
            log.at(60L * turn + 5).reply(2 * turn + 2, 2 * turn + 1);
        }
        return log.text();
    }

    private Path log(String folder) {
        return dir.resolve("home/projects/" + folder + "/" + ID + ".jsonl");
    }

    @BeforeEach
    void halves() {
        World.write(log("-w-moved"), FIRST.getBytes(UTF_8));
        World.write(log("-w"), SECOND.getBytes(UTF_8));
    }

    private World world() {
        return World.of(dir.resolve("data"), dir.resolve("home")).scan();
    }

    private Map<String, String> home() throws IOException {
        Map<String, String> found = new TreeMap<>();
        Path home = dir.resolve("home");
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(home.relativize(file).toString(), Files.readString(file));
            }
        }
        return found;
    }

    /** Makes the first of its steps, and the last one in part. */
    private void cutOff(int asides, String written) throws IOException {
        try (World world = world()) {
            RestorePlan plan = world.bean(Restores.class).plan(Wanted.of(SESSION));
            world.bean(RestoreJournal.class).begin(world.bean(Receipts.class).id(), Act.PAGE, plan);
            if (!written.isEmpty()) {
                world.bean(Vault.class).replace(plan.steps().getLast().from(), (FIRST + SECOND).getBytes(UTF_8));
            }
            for (RestorePlan.Step step : plan.steps().subList(0, asides)) {
                Files.move(step.to(), Restoring.aside(step.to()));
            }
            if (!written.isEmpty()) {
                Files.writeString(plan.steps().getLast().to(), written);
            }
        }
    }

    private void assertRecovered(World world) throws IOException {
        world.scan();
        assertThat(dir.resolve("data/journal")).isEmptyDirectory();
        try (Stream<Path> all = Files.list(dir.resolve("home"))) {
            assertThat(all.map(Path::toString)).noneMatch(path -> path.contains(".reprise-"));
        }
        try (Stream<Path> all = Files.walk(dir.resolve("data/vault"))) {
            assertThat(all.map(Path::toString)).noneMatch(path -> path.contains(Restoring.WHOLE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void isAsItWasBeforeItsLogsWereSetAside(int asides) throws Exception {
        Map<String, String> before = home();
        cutOff(asides, "");
        try (World world = world()) {
            assertRecovered(world);
            assertThat(home()).isEqualTo(before);
            assertThat(world.bean(Receipts.class).latest(10)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theOnlyHalfThatIsThereIsNotTakenForWhatWasWritten(int asides) throws Exception {
        world().close();
        Files.delete(log("-w"));
        Map<String, String> before = home();
        cutOff(asides, "");
        try (World world = world()) {
            assertRecovered(world);
            assertThat(home()).isEqualTo(before);
        }
    }

    @Test
    void isAsItWasWhereOnlyAPartWasWritten() throws Exception {
        Map<String, String> before = home();
        cutOff(2, FIRST.substring(0, 100));
        try (World world = world()) {
            assertRecovered(world);
            assertThat(home()).isEqualTo(before);
        }
    }

    @Test
    void isDoneWhereAllWasWrittenAndCanBeTakenBack() throws Exception {
        Map<String, String> before = home();
        cutOff(2, FIRST + SECOND);
        try (World world = world()) {
            assertRecovered(world);
            assertThat(Files.readString(log("-w"))).isEqualTo(FIRST + SECOND);
            Receipt receipt = world.bean(Receipts.class).latest(10).getFirst();
            world.bean(Restores.class).undo(Act.PAGE, receipt.id());
            assertThat(home()).isEqualTo(before);
        }
    }
}
