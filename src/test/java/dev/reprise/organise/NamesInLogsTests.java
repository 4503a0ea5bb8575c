package dev.reprise.organise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one thing that is written into the CLI's own files: previewed, behind what is there, and read again. */
class NamesInLogsTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String NAME = "it's \"the goat\" 🐐 <b>";
    private static final String LINE =
            ("{'type':'user','uuid':'00000000-0000-4000-8000-000000000001','parentUuid':null,"
                            + "'sessionId':'" + ID + "','cwd':'/w','timestamp':'2026-03-02T10:00:00.000Z',"
                            + "'message':{'role':'user','content':'hello'}}")
                    .replace('\'', '"');

    @TempDir
    Path dir;

    private Path log;

    @BeforeEach
    void home() {
        log = dir.resolve("home/projects/-w/" + ID + ".jsonl");
        World.write(log, (LINE + "\n").getBytes(UTF_8));
    }

    private World world() {
        return World.of(dir.resolve("data"), dir.resolve("home")).scan();
    }

    private static Session session(World world) {
        return world.bean(Sessions.class).get(ID);
    }

    private static void name(World world, String name) {
        world.bean(Labels.class).change(new SessionId("claude", ID), label -> label.named(name));
    }

    @Test
    void appendsItsRecordAndKeepsEveryByteBefore() throws IOException {
        Path twin = dir.resolve("home/projects/-w/" + ID + "/custom-title.json");
        World.write(twin, "{\"customTitle\":\"old\"}".getBytes(UTF_8));
        // a log whose last line is not ended
        World.write(log, LINE.getBytes(UTF_8));
        try (World world = world()) {
            NamesInLogs names = world.bean(NamesInLogs.class);
            assertThatThrownBy(() -> names.preview(session(world))).hasMessageContaining("Name it first");
            name(world, NAME);
            NamesInLogs.Preview preview = names.preview(session(world));
            assertThat(preview.before()).isEqualTo("{\"customTitle\":\"old\"}");
            assertThat(Files.readString(log)).as("a preview writes nothing").isEqualTo(LINE);
            names.write(Act.PAGE, session(world), preview.size());
            assertThat(Files.readString(log))
                    .isEqualTo(LINE + "\n{\"type\":\"custom-title\",\"customTitle\":\"it's \\\"the goat\\\" 🐐 <b>\","
                            + "\"sessionId\":\"" + ID + "\"}\n");
            assertThat(Files.readString(twin)).contains("the goat");
            assertThat(world.bean(Labels.class).activities().getFirst().what()).startsWith("wrote the name it's");
            assertThat(world.bean(Labels.class).activities().getFirst().undoable())
                    .isFalse();
            world.scan();
            assertThat(session(world).words().customTitle()).isEqualTo(NAME);
            assertThat(world.bean(Sessions.class).detail(session(world)).stored())
                    .as("the vault keeps the version before")
                    .anySatisfy(stored -> {
                        assertThat(stored.file()).endsWith("custom-title.json");
                        assertThat(stored.versions()).isEqualTo(2);
                    });
            assertThatThrownBy(() -> names.preview(session(world)))
                    .hasMessageContaining("called that in its log already");
            // a later /rename does not take the name away; it stands beside
            Files.writeString(
                    log,
                    "{\"type\":\"custom-title\",\"customTitle\":\"renamed\",\"sessionId\":\"" + ID + "\"}\n",
                    StandardOpenOption.APPEND);
            world.scan();
            assertThat(session(world).title()).isEqualTo(NAME);
            assertThat(session(world).words().cliTitle()).isEqualTo("renamed");
        }
    }

    @Test
    void refusesWhatIsOtherThanWhatWasSeen() throws IOException {
        try (World world = world()) {
            NamesInLogs names = world.bean(NamesInLogs.class);
            name(world, NAME);
            long size = names.preview(session(world)).size();
            Files.writeString(log, LINE + "\n", StandardOpenOption.APPEND);
            assertThatThrownBy(() -> names.write(Act.PAGE, session(world), size))
                    .hasMessageContaining("a moment ago");
            world.scan();
            assertThatThrownBy(() -> names.write(Act.PAGE, session(world), size))
                    .hasMessageContaining("since you looked");
            assertThat(Files.readString(log)).isEqualTo(LINE + "\n" + LINE + "\n");
            Files.delete(log);
            world.scan();
            assertThatThrownBy(() -> names.preview(session(world))).hasMessageContaining("only in the vault");
        }
    }

    @Test
    void refusesASecondLogWithItsId() {
        World.write(dir.resolve("home/projects/-x/" + ID + ".jsonl"), (LINE + "\n").getBytes(UTF_8));
        try (World world = world()) {
            name(world, NAME);
            assertThatThrownBy(() -> world.bean(NamesInLogs.class).preview(session(world)))
                    .hasMessageContaining("two logs with its id");
        }
    }
}
