package dev.reprise.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.demo.DemoHome;
import dev.reprise.intake.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How good the search is: queries with the sessions that who asks them means ({@code search/queries.tsv}). Recall@5: how many of these are
 * among the first five; MRR: one divided by the place of the first of them. What is reached is kept.
 */
public class QualityTests {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private record Asked(String q, List<String> meant) {}

    /** @param recall of the first five; {@code reciprocal} rank of the first that was meant */
    private record Score(double recall, double reciprocal) {}

    @TempDir
    Path dir;

    private static List<Asked> asked() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/search/queries.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .map(line -> new Asked(line[0], Arrays.asList(line[1].split(","))))
                .toList();
    }

    /** What was reached over the check, and over what was tuned on. */
    public record Measured(double recall, double mrr, double tunedRecall, double tunedMrr) {}

    @Test
    void findsWhatIsMeant() throws IOException {
        Measured measured = measure(dir);
        System.out.println("search quality: " + measured);
        assertThat(measured.recall).as("recall@5 of the check").isGreaterThanOrEqualTo(0.92);
        assertThat(measured.mrr).as("MRR of the check").isGreaterThanOrEqualTo(0.95);
    }

    /** @param work an empty directory */
    public static Measured measure(Path work) throws IOException {
        Path home = work.resolve("home");
        DemoHome.write(home, NOW);
        try (World world = World.of(work.resolve("data"), home)) {
            assertThat(world.bean(Indexer.class).settle(Duration.ofSeconds(60))).isTrue();
            Search search = world.bean(Search.class);
            List<Score> tuned = new ArrayList<>();
            List<Score> kept = new ArrayList<>();
            List<Asked> all = asked();
            assertThat(all).hasSizeGreaterThanOrEqualTo(80);
            for (int i = 0; i < all.size(); i++) {
                Score score = score(search, all.get(i));
                (i % 2 == 0 ? tuned : kept).add(score);
                if (score.reciprocal < 1 && i % 2 == 0) {
                    System.out.println(score + " " + all.get(i));
                }
            }
            return new Measured(recall(kept), mrr(kept), recall(tuned), mrr(tuned));
        }
    }

    private static Score score(Search search, Asked asked) {
        List<String> found =
                search
                        .find(new Ask(asked.q, false, 10, null, ZonedDateTime.ofInstant(NOW, ZoneOffset.UTC)))
                        .groups()
                        .stream()
                        .map(group -> group.session().id().value().substring(0, 8))
                        .toList();
        List<String> five = found.subList(0, Math.min(5, found.size()));
        double recall = asked.meant.stream().filter(five::contains).count() / (double) asked.meant.size();
        int first = found.stream()
                .filter(asked.meant::contains)
                .map(found::indexOf)
                .findFirst()
                .orElse(-1);
        return new Score(recall, first < 0 ? 0 : 1.0 / (first + 1));
    }

    private static double recall(List<Score> scores) {
        return scores.stream().mapToDouble(Score::recall).average().orElse(0);
    }

    private static double mrr(List<Score> scores) {
        return scores.stream().mapToDouble(Score::reciprocal).average().orElse(0);
    }
}
