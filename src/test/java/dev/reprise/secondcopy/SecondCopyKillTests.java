package dev.reprise.secondcopy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.Killed;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.secondcopy.SecondCopies.Is;
import dev.reprise.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that copies is killed at any moment: what is in the second copy is sound, and the next run goes on. */
class SecondCopyKillTests {

    private static final int LOGS = 300;
    private static final int ROUNDS = 4;

    @TempDir
    Path dir;

    /** The child. */
    public static void main(String[] args) {
        try (World world = World.of(Path.of(args[0]), Path.of(args[1]))) {
            System.out.println("go");
            world.bean(SecondCopies.class).bringUpToDate();
            System.out.println("done");
        }
    }

    private static void fill(Path home, int round) {
        for (int n = 0; n < LOGS; n++) {
            String id = "%08d-77e0-4a3b-9a44-3f1a0c5d9e21".formatted(round * LOGS + n);
            World.write(
                    home.resolve("projects/-w/" + id + ".jsonl"),
                    ("{\"type\":\"user\",\"uuid\":\"" + id + "\",\"sessionId\":\"" + id
                                    + "\",\"cwd\":\"/w\",\"timestamp\":\"2026-03-02T10:00:00.000Z\",\"message\":{\"role\":\"user\","
                                    + "\"content\":\"hello\"}}\n")
                            .repeat(40)
                            .getBytes(UTF_8));
        }
    }

    @Test
    void whatIsThereIsSound() throws Exception {
        Path data = dir.resolve("data");
        Path home = dir.resolve("home");
        Path place = Files.createDirectory(dir.resolve("second")).toRealPath();
        fill(home, 0);
        try (World world = World.of(data, home)) {
            world.bean(SecondCopies.class).choose(Act.API, place.toString());
        }
        Random random = new Random(3);
        int whole = 0;
        for (int round = 0; round < ROUNDS; round++) {
            fill(home, round + 1);
            Killed.run(SecondCopyKillTests.class, random.nextLong(700), data.toString(), home.toString());
            Map<String, String> first = SecondCopiesTests.vault(data);
            Map<String, String> second = SecondCopiesTests.vault(place);
            assertThat(first).containsAllEntriesOf(second);
            assertThat(new Vault(place.resolve("vault")).verify(progress -> {}).sound())
                    .isTrue();
            whole += second.size() == first.size() ? 1 : 0;
        }
        try (World world = World.of(data, home)) {
            SecondCopies copies = world.bean(SecondCopies.class);
            copies.bringUpToDate();
            assertThat(copies.state().is()).isEqualTo(Is.CURRENT);
            assertThat(SecondCopiesTests.vault(place)).isEqualTo(SecondCopiesTests.vault(data));
            assertThat(place.resolve("copying")).isEmptyDirectory();
        }
        System.out.printf("killed %d copyings, %d of them after they were done%n", ROUNDS, whole);
    }
}
