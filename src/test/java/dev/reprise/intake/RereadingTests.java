package dev.reprise.intake;

import static dev.reprise.intake.HomeChangesTests.prompt;
import static dev.reprise.intake.HomeChangesTests.reply;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.Reader;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.claude.ClaudeCode;
import dev.reprise.agent.claude.fold.ClaudeReader;
import dev.reprise.catalogue.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that reads better than the one before it reaches the logs that were read long ago, from the vault alone. */
class RereadingTests {

    private static final int SESSIONS = 30;

    @TempDir
    Path dir;

    /** The reader of a former Reprise: it took "goat" for "boat". */
    private static final class FormerClaude extends ClaudeCode {

        @Override
        public Reader reader() {
            return new FormerReader();
        }
    }

    private static final class FormerReader extends ClaudeReader {

        @Override
        public String version() {
            return "claude former";
        }

        @Override
        public LogFold fold(SourceFile file, @Nullable String state) {
            LogFold fold = super.fold(file, state);
            return new LogFold() {
                @Override
                public void line(Line line, Consumer<Finding> found) {
                    fold.line(misread(line), found);
                }

                @Override
                public boolean unfinished(Line line, Consumer<Finding> found) {
                    return fold.unfinished(misread(line), found);
                }

                @Override
                public LogFacts facts() {
                    return fold.facts();
                }

                @Override
                public String state() {
                    return fold.state();
                }
            };
        }

        private static Line misread(Line line) {
            byte[] bytes = new String(line.bytes(), line.from(), line.to() - line.from(), UTF_8)
                    .replace("goat", "boat")
                    .getBytes(UTF_8);
            return new Line(line.number(), line.offset(), bytes, 0, bytes.length, line.length());
        }
    }

    private Path home(int sessions) throws IOException {
        for (int n = 0; n < sessions; n++) {
            String id = id(n);
            Path log = World.write(
                    dir.resolve("home/projects/-w/" + id + ".jsonl"),
                    (prompt(1, "goat " + n) + reply(2, "goat"))
                            .replace("0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21", id)
                            .getBytes(UTF_8));
            Files.setLastModifiedTime(
                    log, FileTime.from(Instant.parse("2026-03-01T00:00:00Z").plusSeconds(n)));
        }
        return dir.resolve("home");
    }

    private static String id(int n) {
        return "0b9c41d2-77e0-4a3b-9a44-%012d".formatted(n);
    }

    private static List<String> titles(World world) {
        return world.jdbc()
                .sql("select title from session order by native_id")
                .query(String.class)
                .list();
    }

    private static long boats(World world) {
        return titles(world).stream().filter(title -> title.contains("boat")).count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reachesOldLogs(boolean sourcesThere) throws IOException {
        Path home = home(SESSIONS);
        try (World former = World.reading(dir.resolve("data"), new FormerClaude(), home)) {
            assertThat(boats(former)).isEqualTo(SESSIONS);
        }
        if (!sourcesThere) {
            for (int n = 0; n < SESSIONS; n++) {
                Files.delete(home.resolve("projects/-w/" + id(n) + ".jsonl"));
            }
        }
        try (World world = World.of(dir.resolve("data"), home)) {
            LiveTests.await("all is read again", () -> world.imports.status().filesDone() == SESSIONS);
            assertThat(titles(world)).hasSize(SESSIONS).allMatch(title -> title.startsWith("goat "));
            assertThat(world.jdbc()
                            .sql("select count(*) from entry where preview like '%boat%'")
                            .query(Integer.class)
                            .single())
                    .isZero();
            try (World fresh = World.of(dir.resolve("fresh"), home)) {
                assertThat(sourcesThere ? World.difference(world.rows(), fresh.rows()) : List.of())
                        .isEmpty();
            }
        }
    }

    @Test
    void goesOnAfterItWasStoppedAndBeginsWithTheNewest() throws IOException {
        Path home = home(SESSIONS);
        World.reading(dir.resolve("data"), new FormerClaude(), home).close();
        int before = SESSIONS;
        int stops = 0;
        while (before > 0) {
            try (World world = World.of(dir.resolve("data"), home)) {
                int last = before;
                LiveTests.await("some more", () -> boats(world) < last);
            }
            try (World former = World.reading(dir.resolve("data"), new ClaudeCode(), home)) {
                before = (int) boats(former);
                List<String> titles = titles(former);
                int oldestGoat = 0;
                int newestBoat = SESSIONS - 1;
                while (oldestGoat < SESSIONS && titles.get(oldestGoat).startsWith("boat")) {
                    oldestGoat++;
                }
                while (newestBoat >= 0 && titles.get(newestBoat).startsWith("goat")) {
                    newestBoat--;
                }
                // the logs of higher numbers are newer; eight are read at a time, in any order
                assertThat(newestBoat - oldestGoat).as("%s", titles).isLessThan(8);
            }
            stops++;
        }
        assertThat(stops).isPositive();
    }

    @Test
    void tellsWhatWasStoredSinceAWatermark() throws IOException {
        Path home = home(3);
        try (World world = World.of(dir.resolve("data"), home)) {
            Logs logs = world.bean(Logs.class);
            List<EntriesStored> told = world.stored();
            assertThat(told).hasSize(3).allMatch(range -> range.from() == 0 && range.to() == 2);
            assertThat(logs.storedSince(0)).extracting("watermark").containsExactly(1L, 2L, 3L);
            assertThat(logs.storedSince(2)).hasSize(1);
            Files.writeString(
                    home.resolve("projects/-w/" + id(1) + ".jsonl"),
                    prompt(3, "more").replace("0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21", id(1)),
                    java.nio.file.StandardOpenOption.APPEND);
            world.scan();
            EntriesStored last = told.getLast();
            assertThat(last.from()).isEqualTo(2);
            assertThat(last.to()).isEqualTo(3);
            assertThat(logs.storedSince(3)).singleElement().satisfies(range -> {
                assertThat(range.log()).isEqualTo(last.log());
                assertThat(range.watermark()).isEqualTo(last.watermark());
                assertThat(range.to()).isEqualTo(3);
            });
        }
        // a log that is read again says so by another generation
        World.write(
                home.resolve("projects/-w/" + id(1) + ".jsonl"),
                prompt(1, "else").getBytes(UTF_8));
        try (World world = World.of(dir.resolve("data"), home)) {
            assertThat(world.stored().getLast().generation()).isPositive();
            assertThat(world.stored().getFirst().watermark()).isGreaterThan(4);
        }
    }
}
