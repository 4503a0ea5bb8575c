package dev.reprise.web.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The area of a tile is its weight, and tiles neither overlap nor leave the drawing. */
class TreemapTests {

    private static List<Long> weights(Random random, int count) {
        List<Long> weights = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            weights.add((long) Math.pow(10, random.nextDouble() * 9));
        }
        weights.sort(Comparator.reverseOrder());
        return weights;
    }

    @Test
    void coversTheDrawingByWeight() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Long> weights = weights(random, 1 + random.nextInt(60));
            long sum = weights.stream().mapToLong(Long::longValue).sum();
            List<Treemap.Tile> tiles = Treemap.of(weights, 960, 320);
            assertThat(tiles).hasSameSizeAs(weights);
            boolean[] taken = new boolean[960 * 320];
            long covered = 0;
            for (int n = 0; n < tiles.size(); n++) {
                Treemap.Tile tile = tiles.get(n);
                double wanted = 960.0 * 320 * weights.get(n) / sum;
                // each edge is rounded to a unit
                double slack = tile.width() + tile.height() + 2.0;
                assertThat((double) tile.width() * tile.height()).isBetween(wanted - slack, wanted + slack);
                for (int x = tile.x(); x < tile.x() + tile.width(); x++) {
                    for (int y = tile.y(); y < tile.y() + tile.height(); y++) {
                        assertThat(taken[y * 960 + x]).isFalse();
                        taken[y * 960 + x] = true;
                        covered++;
                    }
                }
            }
            assertThat(covered).isEqualTo(960L * 320);
        }
    }

    @Test
    void isAsSquareAsCanBe() {
        assertThat(Treemap.of(List.of(1L, 1L, 1L), 960, 320))
                .allSatisfy(tile -> assertThat(tile.width()).isEqualTo(tile.height()));
    }

    @Test
    void nothingTakesNoRoom() {
        assertThat(Treemap.of(List.of(), 960, 320)).isEmpty();
        assertThat(Treemap.of(List.of(5L, 0L), 960, 320))
                .containsExactly(new Treemap.Tile(0, 0, 960, 320), new Treemap.Tile(0, 320, 960, 0));
        assertThat(Treemap.of(List.of(0L, 0L), 960, 320)).hasSize(2);
    }
}
