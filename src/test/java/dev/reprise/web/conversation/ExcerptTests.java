package dev.reprise.web.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.transcript.Stretch;
import dev.reprise.transcript.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExcerptTests {

    private static Turn turn(int first, int work, int rest, int end) {
        return new Turn(
                new Turn.Extent(first, work, rest, end), first + 1, "prompt", "", null, 0, 0, 0, 0, true, false);
    }

    private static List<Integer> shown(Excerpt excerpt) {
        return excerpt.stretches().stream()
                .flatMap(
                        stretch -> IntStream.range(stretch.from(), stretch.to()).boxed())
                .toList();
    }

    /** What is left of a piece can be asked for: it counts as reachable. */
    private static void reach(Excerpt excerpt, List<Integer> all) {
        for (Excerpt.Part part : excerpt.parts()) {
            for (Stretch stretch :
                    List.of(part.opening(), part.work().all(), part.rest().all())) {
                IntStream.range(stretch.from(), stretch.to()).forEach(all::add);
            }
        }
    }

    @Test
    void briefWorkComesFoldedWithItsTurnAndLongWorkWhenItIsUnfolded() {
        List<Turn> turns = List.of(turn(0, 1, 11, 12), turn(12, 13, 500, 502));
        Excerpt excerpt = Excerpt.around(turns, 502, 0);
        assertThat(excerpt.parts()).hasSize(2).noneMatch(Excerpt.Part::open);
        assertThat(excerpt.parts().getFirst().work().shown()).isEqualTo(new Stretch(1, 11));
        assertThat(excerpt.parts().getLast().work()).isEqualTo(Excerpt.Piece.none(13, 500));
        assertThat(shown(excerpt)).endsWith(12, 500, 501);
    }

    @Test
    void anAddressInLongWorkUnfoldsItThere() {
        List<Turn> turns = List.of(turn(0, 1, 11, 12), turn(12, 13, 500, 502));
        Excerpt excerpt = Excerpt.around(turns, 502, 300);
        Excerpt.Part part = excerpt.parts().getFirst();
        assertThat(part.open()).isTrue();
        assertThat(part.work().shown()).isEqualTo(new Stretch(300 - Excerpt.WINDOW / 4, 300 + Excerpt.WINDOW * 3 / 4));
        assertThat(excerpt.first()).isEqualTo(12);
    }

    @Test
    void whatIsWrittenLaterIsNotFolded() {
        List<Turn> turns = List.of(turn(0, 1, 14, 14), turn(14, 15, 15, 15));
        Excerpt excerpt = Excerpt.after(turns, 15, 11);
        assertThat(excerpt.parts()).hasSize(2);
        assertThat(excerpt.parts().getFirst().rest().shown()).isEqualTo(new Stretch(11, 14));
        assertThat(excerpt.parts().getFirst().work().isEmpty()).isTrue();
        assertThat(excerpt.parts().getLast().turn()).isEqualTo(turns.getLast());
        assertThat(Excerpt.after(turns, 15, 15).parts()).isEmpty();
        assertThat(Excerpt.after(List.of(), 0, 0).parts()).isEmpty();
    }

    @Test
    void theEndShowsTheEnd() {
        List<Turn> turns = List.of(turn(0, 1, 1, 400));
        assertThat(shown(Excerpt.before(turns, 400, 400))).endsWith(399).hasSize(Excerpt.WINDOW + 1);
    }

    @Test
    void everyEntryIsShownOrAskedForOnceInBothDirections() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            List<Turn> turns = new ArrayList<>();
            int at = random.nextBoolean() ? 0 : random.nextInt(200);
            for (int n = random.nextInt(40); n > 0; n--) {
                int work = at + 1 + random.nextInt(2);
                int rest = work + (random.nextBoolean() ? random.nextInt(9) : random.nextInt(300));
                int end = rest + (random.nextInt(9) == 0 ? random.nextInt(200) : random.nextInt(4));
                turns.add(turn(at, work, rest, end));
                at = end;
            }
            int total = at;
            List<Integer> all = new ArrayList<>();
            Excerpt middle = Excerpt.around(turns, total, total == 0 ? 0 : random.nextInt(total));
            reach(middle, all);
            for (int end = middle.end(); end < total; ) {
                Excerpt next = Excerpt.after(turns, total, end);
                assertThat(next.end()).as("seed " + seed).isGreaterThan(end);
                reach(next, all);
                end = next.end();
            }
            for (int first = middle.first(); first > 0; ) {
                Excerpt before = Excerpt.before(turns, total, first);
                assertThat(before.first()).as("seed " + seed).isLessThan(first);
                assertThat(before.end()).as("seed " + seed).isEqualTo(first);
                reach(before, all);
                first = before.first();
            }
            assertThat(all).as("seed " + seed).hasSize(total);
            assertThat(new TreeSet<>(all)).as("seed " + seed).hasSize(total);
        }
    }
}
