package dev.reprise.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import dev.reprise.catalogue.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records that stand before their parents in a log. */
class ParentOrderTests {

    private final List<Entries.Row> rows = new ArrayList<>();

    private static @Nullable UUID uuid(int n) {
        return n == 0 ? null : new UUID(0, n);
    }

    /** A record with so many blocks. */
    private void record(int uuid, int parent, int blocks) {
        int line = rows.isEmpty() ? 1 : rows.getLast().entry().line() + 1;
        for (int block = 0; block < blocks; block++) {
            rows.add(new Entries.Row(
                    new EntryRow(
                            rows.size(),
                            new EntryRow.Span(line, block, line * 100L, 10),
                            EntryKind.REPLY,
                            "assistant",
                            null,
                            null,
                            "",
                            uuid(uuid),
                            uuid(parent),
                            null,
                            null,
                            false,
                            false,
                            false),
                    rows.size(),
                    0));
        }
    }

    private List<Integer> order() {
        return ParentOrder.of(rows).stream().map(row -> row.entry().seq()).toList();
    }

    @Test
    void keepsWhatIsInOrder() {
        record(1, 0, 1);
        record(2, 1, 2);
        record(0, 0, 1);
        record(3, 99, 1);
        assertThat(order()).containsExactly(0, 1, 2, 3, 4);
        assertThat(ParentOrder.of(List.of())).isEmpty();
    }

    @Test
    void putsAChildBehindItsParentWithAllItsBlocks() {
        record(1, 0, 1);
        record(3, 2, 2);
        record(4, 3, 1);
        record(2, 1, 1);
        record(5, 4, 1);
        assertThat(order()).containsExactly(0, 4, 1, 2, 3, 5);
    }

    @Test
    void losesNothingThatGoesRound() {
        record(1, 2, 1);
        record(2, 1, 1);
        record(1, 1, 1);
        assertThat(order()).containsExactlyInAnyOrder(0, 1, 2);
    }
}
