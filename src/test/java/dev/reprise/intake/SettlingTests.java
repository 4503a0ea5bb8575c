package dev.reprise.intake;

import static dev.reprise.intake.HomeChangesTests.prompt;
import static dev.reprise.intake.HomeChangesTests.reply;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.LogBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is settled behind the reading of the logs: right in any order, and for the price of what is new. */
class SettlingTests {

    private static final String NAMED = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String NAMING = "1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";

    @TempDir
    Path dir;

    private Path named;
    private Path naming;

    @BeforeEach
    void places() {
        named = dir.resolve("home/projects/-w/" + NAMED + ".jsonl");
        naming = dir.resolve("home/projects/-w/" + NAMING + ".jsonl");
    }

    private World world() {
        return World.of(dir.resolve("data"), dir.resolve("home"));
    }

    private static String summary(String title, int leaf) {
        return LogBuilder.of("")
                .summary(title, "00000000-0000-4000-8000-%012d".formatted(leaf))
                .text();
    }

    private static void write(Path log, String text) {
        World.write(log, text.getBytes(UTF_8));
    }

    private static void append(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    private static @Nullable String title(World world, String id) {
        return world.jdbc()
                .sql("select summary from session where native_id = ?")
                .param(id)
                .query((r, n) -> String.valueOf(r.getString(1)))
                .single();
    }

    @Test
    void aSummaryFindsItsSessionWhicheverComesFirst() throws IOException {
        write(naming, summary("Not yet", 4) + prompt(31, "another"));
        write(named, prompt(1, "one") + reply(2, "two"));
        try (World world = world()) {
            assertThat(title(world, NAMED)).isEqualTo("null");
            append(named, prompt(3, "three") + reply(4, "four"));
            assertThat(title(world.scan(), NAMED)).isEqualTo("Not yet");
            append(naming, summary("Later", 2));
            assertThat(title(world.scan(), NAMED)).isEqualTo("Later");
        }
    }

    @Test
    void aTitleGoesWithTheSummaryOrTheLeafThatMadeIt() {
        write(naming, summary("Given", 2) + prompt(31, "another"));
        write(named, prompt(1, "one") + reply(2, "two"));
        try (World world = world()) {
            assertThat(title(world, NAMED)).isEqualTo("Given");
            // the leaf is in the older version, which is shown
            write(named, prompt(1, "one, but rewritten") + reply(7, "seven"));
            assertThat(title(world.scan(), NAMED)).isEqualTo("Given");
            write(naming, prompt(31, "another, and no summary"));
            assertThat(title(world.scan(), NAMED)).isEqualTo("null");
        }
    }

    @Test
    void aCatalogueWithoutFiltersGetsThem() throws IOException {
        write(named, prompt(1, "one") + reply(2, "two"));
        try (World world = world()) {
            world.jdbc().sql("delete from uuid_filter").update();
            world.jdbc().sql("update settling set due = true").update();
        }
        write(naming, summary("Given", 2) + prompt(31, "another"));
        try (World world = world()) {
            assertThat(title(world, NAMED)).isEqualTo("Given");
        }
    }

    @Test
    void aTypedPromptDescribesOnlyItsOwnSession() throws IOException {
        String typed =
                "{\"display\":\"%s\",\"pastedContents\":{},\"timestamp\":1772000000000,\"project\":\"/w\",\"sessionId\":\"%s\"}\n";
        write(dir.resolve("home/history.jsonl"), typed.formatted("first", NAMED) + typed.formatted("else", NAMING));
        try (World world = world()) {
            world.jdbc().sql("update session set turns = 99").update();
            append(dir.resolve("home/history.jsonl"), typed.formatted("second", NAMED));
            world.scan();
            assertThat(world.jdbc()
                            .sql("select native_id || ' ' || turns from session order by 1")
                            .query(String.class)
                            .list())
                    .containsExactly(NAMED + " 2", NAMING + " 99");
        }
    }
}
