package dev.reprise.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UuidFilterTests {

    @Test
    void filtersOfUuidsNeverMissAndSeldomErr() {
        Random random = new Random(5);
        UuidFilter filter = new UuidFilter(7);
        List<UUID> held = new ArrayList<>();
        for (int n = 0; n < UuidFilter.MAX; n++) {
            // half of them as tests and some tools make them, counting up
            held.add(n % 2 == 0 ? new UUID(random.nextLong(), random.nextLong()) : new UUID(0x4000L, 0x8000L + n));
            filter.add(7 + n, held.getLast());
        }
        assertThat(held).allMatch(filter::mayHold);
        assertThat(filter.isFull()).isTrue();
        long errors = LongStream.range(0, 20_000)
                .filter(n -> filter.mayHold(
                        n % 2 == 0 ? new UUID(random.nextLong(), random.nextLong()) : new UUID(0x4000L, 0x9000L + n)))
                .count();
        assertThat(errors).isLessThan(40);
    }

    @Test
    void aFilterOfAFewUuidsIsSmallAndHoldsThemToo() {
        Random random = new Random(6);
        for (int n = 1; n < UuidFilter.MAX; n += 37) {
            UuidFilter filter = new UuidFilter(0);
            List<UUID> held = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                held.add(new UUID(random.nextLong(), random.nextLong()));
                filter.add(i, held.getLast());
            }
            byte[] folded = filter.folded();
            assertThat(held).allMatch(uuid -> UuidFilter.mayHold(folded, uuid));
            assertThat(folded.length).isLessThanOrEqualTo(Math.max(16, 4 * n));
            long errors = Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                    .limit(5_000)
                    .filter(uuid -> UuidFilter.mayHold(folded, uuid))
                    .count();
            assertThat(errors).as("%d uuids", n).isLessThan(20);
        }
    }
}
