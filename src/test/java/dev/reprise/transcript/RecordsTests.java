package dev.reprise.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.LogBuilder;
import dev.reprise.agent.Entry;
import dev.reprise.intake.World;
import dev.reprise.session.SessionId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";

    @TempDir
    Path dir;

    @Test
    void aRecordLongerThanMemoryIsShownShortenedAndSaysHowLongItIs() {
        int length = 20_000_000;
        World.write(
                dir.resolve("home/projects/-w/" + ID + ".jsonl"),
                LogBuilder.of(ID).prompt("x".repeat(length)).reply("long").bytes());
        try (World world = World.of(dir.resolve("data"), dir.resolve("home"))) {
            Transcripts transcripts = world.bean(Transcripts.class);
            for (int look = 0; look < 2; look++) {
                Window window = transcripts.window(new SessionId("claude", ID), null, 0, 10);
                assertThat(window.items()).hasSize(2);
                assertThat(window.items().getFirst().entry())
                        .isInstanceOfSatisfying(
                                Entry.Prompt.class,
                                prompt -> assertThat(prompt.text().cut()).isTrue());
            }
        }
    }

    @Test
    void aRowWhoseBlockIsNotInItsRecordIsTold() {
        World.write(
                dir.resolve("home/projects/-w/" + ID + ".jsonl"),
                LogBuilder.of(ID).prompt("first").reply("answer").bytes());
        try (World world = World.of(dir.resolve("data"), dir.resolve("home"))) {
            world.jdbc().sql("update entry set block = 3 where line = 2").update();
            Window window = world.bean(Transcripts.class).window(new SessionId("claude", ID), null, 0, 10);
            assertThat(window.items().getFirst().entry()).isInstanceOf(Entry.Prompt.class);
            assertThat(window.items().getLast().entry())
                    .isInstanceOfSatisfying(
                            Entry.Unreadable.class,
                            row -> assertThat(row.reason()).contains("Import again"));
        }
    }
}
