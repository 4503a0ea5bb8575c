package dev.reprise.agent.claude.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Glimpse;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.claude.ClaudeCode;
import dev.reprise.agent.claude.fold.Logs.Cut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClaudeFoldTests {
    private final ClaudeCode claude = new ClaudeCode();

    @ParameterizedTest
    @MethodSource("dev.reprise.agent.claude.fold.GoldenTests#cases")
    void readsInPiecesAsAtOnce(Path log) throws IOException {
        SourceFile file = GoldenTests.file(log);
        byte[] bytes = Files.readAllBytes(log);
        List<Cut> lines = Logs.lines(bytes);
        LogFold whole = claude.reader().fold(file, null);
        List<Finding> expected = new ArrayList<>();
        Logs.feed(whole, bytes, lines, expected);
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            LogFold fold = claude.reader().fold(file, null);
            List<Finding> found = new ArrayList<>();
            for (Cut cut : lines) {
                if (random.nextInt(3) == 0) {
                    fold = claude.reader().fold(file, fold.state());
                }
                fold.line(Logs.line(bytes, cut), found::add);
            }
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
            assertThat(fold.facts()).as("seed %d", seed).isEqualTo(whole.facts());
            assertThat(fold.state()).as("seed %d", seed).isEqualTo(whole.state());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.agent.claude.fold.GoldenTests#cases")
    void glimpsesWhatTheWholeSays(Path log) throws IOException {
        SourceFile file = GoldenTests.file(log);
        byte[] bytes = Files.readAllBytes(log);
        assertThat(bytes.length).isLessThan(64 << 10);
        LogFold whole = claude.reader().fold(file, null);
        Logs.feed(whole, bytes, Logs.lines(bytes), new ArrayList<>());
        assertThat(claude.reader().glimpse(file, bytes, new byte[0])).isEqualTo(sameOf(whole.facts()));
    }

    private static Glimpse sameOf(LogFacts facts) {
        return new Glimpse(
                facts.words().customTitle() == null
                        ? facts.words().aiTitle()
                        : facts.words().customTitle(),
                facts.words().topic(),
                facts.words().firstPrompt(),
                facts.words().lastPrompt(),
                facts.place().cwd(),
                facts.place().branch(),
                facts.period().startedAt(),
                facts.period().lastAt(),
                facts.sidechain(),
                facts.origin());
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.agent.claude.fold.GoldenTests#cases")
    void showsExactlyTheRowsThatWereImported(Path log) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        List<EntryRow> rows = GoldenTests.rows(Logs.read(claude, GoldenTests.file(log), bytes, null));
        int i = 0;
        while (i < rows.size()) {
            EntryRow row = rows.get(i);
            int from = (int) row.offset();
            for (Entry entry :
                    claude.reader().read(new Line(row.line(), from, bytes, from, from + row.length(), row.length()))) {
                EntryRow next = rows.get(i);
                assertThat(next.seq()).isEqualTo(i++);
                assertThat(next.kind())
                        .as(row.toString())
                        // what was typed before is not shown again where it is delivered
                        .isIn(
                                Previews.kind(entry),
                                QueueTracker.words(entry) == null ? Previews.kind(entry) : EntryKind.META);
                assertThat(entry.head().block()).isEqualTo(next.block());
                assertThat(entry.head().at()).isEqualTo(next.at());
                assertThat(next.offset()).isEqualTo(row.offset());
            }
        }
    }

    @Test
    void neverFailsWhateverIsChangedInALog() throws IOException {
        List<Path> cases = GoldenTests.cases().toList();
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            Path log = cases.get(random.nextInt(cases.size()));
            byte[] bytes = damaged(Files.readAllBytes(log), random);
            try {
                SourceFile file = GoldenTests.file(log);
                for (EntryRow row : GoldenTests.rows(Logs.read(claude, file, bytes, null))) {
                    int from = (int) row.offset();
                    assertThat(claude.reader()
                                    .read(new Line(row.line(), from, bytes, from, from + row.length(), row.length())))
                            .hasSizeGreaterThan(row.block());
                }
                claude.reader().glimpse(file, bytes, new byte[0]);
                claude.reader().picture(bytes, 0);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " of " + log, e);
            }
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        int changes = 1 + random.nextInt(30);
        for (int i = 0; i < changes && copy.length > 0; i++) {
            int at = random.nextInt(copy.length);
            copy[at] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> (byte) random.nextInt(256);
                case 2 -> (byte) "{}[]\",:\\\n".charAt(random.nextInt(9));
                default -> copy[random.nextInt(copy.length)];
            };
        }
        return copy;
    }

    @Test
    void waitsForTheRestOfAnUnfinishedLine() {
        LogFold fold = claude.reader().fold(Logs.SESSION, null);
        byte[] torn = "{\"type\":\"user\",\"message\":{\"role\":\"us".getBytes(StandardCharsets.UTF_8);
        byte[] whole = "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"now\"}}"
                .getBytes(StandardCharsets.UTF_8);
        List<Finding> found = new ArrayList<>();
        String before = fold.state();
        assertThat(fold.unfinished(new Line(1, 0, torn), found::add)).isFalse();
        assertThat(found).isEmpty();
        assertThat(fold.state()).isEqualTo(before);
        assertThat(fold.unfinished(new Line(1, 0, whole), found::add)).isTrue();
        assertThat(found).hasSize(1);
        assertThat(fold.facts().words().firstPrompt()).isEqualTo("now");
    }

    @Test
    void takesAShortenedLineForWhatItWas() {
        byte[] bytes = "{\"type\":\"user\",\"message\":{\"content\":\"cut\"}}".getBytes(StandardCharsets.UTF_8);
        List<Finding> found = new ArrayList<>();
        claude.reader()
                .fold(Logs.SESSION, null)
                .line(new Line(7, 1_000, bytes, 0, bytes.length, 90_000_000), found::add);
        EntryRow row = GoldenTests.rows(found).getFirst();
        assertThat(row.offset()).isEqualTo(1_000);
        assertThat(row.length()).isEqualTo(90_000_000);
    }

    @Test
    void keepsItsStateSmallWhateverTheLogHolds() {
        LogFold fold = claude.reader().fold(Logs.SESSION, null);
        List<Finding> found = new ArrayList<>();
        for (int i = 1; i <= 5_000; i++) {
            String line = ("{\"type\":\"assistant\",\"version\":\"1.0.%d\",\"message\":{\"model\":\"m%d\",\"content\":"
                            + "[{\"type\":\"tool_use\",\"id\":\"t%d\",\"name\":\"Tool%d\",\"input\":{}}]}}")
                    .formatted(i, i, i, i);
            fold.line(new Line(i, i * 200L, line.getBytes(StandardCharsets.UTF_8)), found::add);
        }
        assertThat(fold.state().length()).isLessThan(100_000);
        assertThat(fold.facts().counts().toolCalls()).isEqualTo(5_000);
    }
}
