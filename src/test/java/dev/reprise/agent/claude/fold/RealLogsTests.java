package dev.reprise.agent.claude.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.claude.ClaudeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads real homes where they are found: {@code -Dreprise.homes=a:b}, else {@code ../shared/logs/claude-home}. */
class RealLogsTests {
    private final ClaudeCode claude = new ClaudeCode();
    private final Map<EntryKind, Integer> kinds = new TreeMap<>();
    private final Map<String, Integer> unknown = new TreeMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Map<String, Integer> endings = new TreeMap<>();
    private long bytes;
    private int files;

    @Test
    void readsEveryRealLogTheSameWayTwice() throws IOException {
        List<Path> homes = homes();
        assumeTrue(!homes.isEmpty(), "skipped: no real logs at ../shared/logs/claude-home");
        for (Path home : homes) {
            for (Path log : logs(home)) {
                read(home, log);
            }
        }
        System.out.printf(
                "%d logs, %d bytes%nkinds %s%nunknown %s%nunreadable %s%nendings %s%n",
                files, bytes, kinds, unknown, reasons, endings);
        assertThat(files).isPositive();
        assertThat(unknown).isEmpty();
        // two published logs were given comment lines by their owners
        assertThat(reasons.keySet()).isSubsetOf("not JSON");
        assertThat(reasons.values().stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(4);
    }

    private void read(Path home, Path log) throws IOException {
        String path = home.relativize(log).toString().replace('\\', '/');
        SourceFile file = claude.sources().classify(path).orElse(null);
        if (file == null || !file.isLog()) {
            return;
        }
        byte[] all = Files.readAllBytes(log);
        bytes += all.length;
        files++;
        LogFold fold = claude.reader().fold(file, null);
        List<Finding> found = new ArrayList<>();
        Logs.feed(fold, all, Logs.lines(all), found);
        endings.merge(fold.facts().ending().name(), 1, Integer::sum);
        for (Finding finding : found) {
            count(finding, path);
        }
        sameAsShown(all, found, path);
    }

    private void count(Finding finding, String path) {
        switch (finding) {
            case Finding.EntryFound row -> kinds.merge(row.row().kind(), 1, Integer::sum);
            case Finding.UnknownType type -> unknown.merge(type.what(), 1, Integer::sum);
            case Finding.Unreadable bad -> {
                reasons.merge(bad.reason(), 1, Integer::sum);
                System.out.println(path + ":" + bad.line() + " " + bad.reason());
            }
            default -> {}
        }
    }

    private void sameAsShown(byte[] log, List<Finding> found, String path) {
        List<EntryRow> rows = found.stream()
                .filter(Finding.EntryFound.class::isInstance)
                .map(f -> ((Finding.EntryFound) f).row())
                .toList();
        int i = 0;
        while (i < rows.size()) {
            EntryRow row = rows.get(i);
            int from = (int) row.offset();
            List<Entry> entries =
                    claude.reader().read(new Line(row.line(), from, log, from, from + row.length(), row.length()));
            for (Entry entry : entries) {
                EntryRow next = rows.get(i++);
                assertThat(next.offset()).as("%s line %d", path, row.line()).isEqualTo(row.offset());
                assertThat(next.kind())
                        .as("%s line %d", path, row.line())
                        // what was typed before is not shown again where it is delivered
                        .isIn(
                                Previews.kind(entry),
                                QueueTracker.words(entry) == null ? Previews.kind(entry) : EntryKind.META);
                assertThat(entry.head().block()).isEqualTo(next.block());
            }
        }
    }

    static List<Path> homes() {
        String named = System.getProperty("reprise.homes");
        Stream<String> homes = named == null
                ? Stream.of("../shared/logs/claude-home", "../../shared/logs/claude-home")
                : Stream.of(named.split(":"));
        return homes.map(Path::of).filter(Files::isDirectory).toList();
    }

    static List<Path> logs(Path home) throws IOException {
        try (Stream<Path> walk = Files.walk(home)) {
            return walk.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }
}
