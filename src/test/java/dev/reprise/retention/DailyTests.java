package dev.reprise.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.KeepRule;
import dev.reprise.label.KeepSettings;
import dev.reprise.label.Labels;
import dev.reprise.label.Trash;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What retention does by itself: only what was set, and never what was gone on with. */
class DailyTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final SessionId SESSION = new SessionId("claude", ID);

    @TempDir
    Path dir;

    private Path log() {
        return dir.resolve("home/projects/-w/" + ID + ".jsonl");
    }

    private void write(Instant at) throws IOException {
        String line =
                "{'type':'user','uuid':'00000000-0000-4000-8000-000000000001','parentUuid':null,'sessionId':'" + ID
                        + "','cwd':'/w','timestamp':'" + at + "','message':{'role':'user','content':'hello'}}\n"
                        + "{'type':'assistant','uuid':'00000000-0000-4000-8000-000000000002','parentUuid':'00000000-0000-4000-8000-000000000001','sessionId':'"
                        + ID + "','cwd':'/w','timestamp':'" + at
                        + "','message':{'role':'assistant','stop_reason':'end_turn','content':[{'type':'text','text':'done'}]}}\n";
        World.write(log(), line.replace('\'', '"').getBytes(UTF_8));
        Files.setLastModifiedTime(log(), FileTime.from(at));
    }

    private World world() {
        return World.of(dir.resolve("data"), dir.resolve("home")).scan();
    }

    private static void trash(World world, Instant at, Instant until) {
        world.bean(Labels.class).change(SESSION, label -> label.trashed(new Trash(at, until, "page", false)));
        world.scan();
    }

    @Test
    void whatHasBeenInTheTrashLongEnoughIsPurged() throws IOException {
        write(Instant.now().minus(Duration.ofDays(90)));
        try (World world = world()) {
            trash(world, Instant.now().minus(Duration.ofDays(31)), Instant.now().plus(Duration.ofHours(1)));
            world.bean(Daily.class).run();
            assertThat(world.bean(Sessions.class).find(ID)).as("not yet").isPresent();
            trash(world, Instant.now().minus(Duration.ofDays(31)), Instant.now().minus(Duration.ofHours(1)));
            world.bean(Daily.class).run();
            world.scan();
            assertThat(world.bean(Sessions.class).find(ID)).isEmpty();
            assertThat(world.bean(Receipts.class).latest(1).getFirst().what()).isEqualTo("purge");
            assertThat(log()).as("the CLI's own copy stays").exists();
        }
    }

    @Test
    void whatWasGoneOnWithIsTakenOutInstead() throws IOException {
        write(Instant.now().minus(Duration.ofDays(2)));
        try (World world = world()) {
            trash(world, Instant.now().minus(Duration.ofDays(31)), Instant.now().minus(Duration.ofHours(1)));
            world.bean(Daily.class).run();
            assertThat(world.bean(Labels.class).of(SESSION).trash()).isNull();
            assertThat(world.bean(Sessions.class).find(ID)).isPresent();
        }
    }

    @Test
    void sweepsOnceADayOnlyIfThatIsSet() throws IOException {
        write(Instant.now().minus(Duration.ofDays(90)));
        try (World world = world()) {
            KeepRules rules = world.bean(KeepRules.class);
            rules.make(Act.PAGE, new KeepRule("", "project:w", "30 days", false, 0), null);
            world.bean(Daily.class).run();
            assertThat(world.bean(Labels.class).of(SESSION).trash()).isNull();
            rules.set(Act.PAGE, new KeepSettings(30, true, null));
            world.bean(Daily.class).run();
            assertThat(world.bean(Labels.class).of(SESSION).trash()).isNotNull();
            assertThat(world.bean(Receipts.class).latest(1).getFirst().who()).isEqualTo(Daily.BY_ITSELF);
            world.bean(Trashes.class).untrash(Act.PAGE, java.util.List.of(SESSION));
            world.scan();
            world.bean(Daily.class).run();
            assertThat(world.bean(Labels.class).of(SESSION).trash())
                    .as("once a day")
                    .isNull();
        }
    }
}
