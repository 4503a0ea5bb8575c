package dev.reprise.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.EntryKind;
import dev.reprise.catalogue.Entries.Brief;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShapeTests {

    private final List<Brief> rows = new ArrayList<>();

    private ShapeTests row(EntryKind kind, int parent) {
        return row(kind, parent, false, kind == EntryKind.PROMPT ? "say " + rows.size() : null);
    }

    /** The next row hangs on the row with this number; -1: on none. A second passes with each. */
    private ShapeTests row(EntryKind kind, int parent, boolean failed, @Nullable String preview) {
        return row(kind, parent, failed, false, preview);
    }

    private ShapeTests row(EntryKind kind, int parent, boolean failed, boolean edits, @Nullable String preview) {
        int seq = rows.size();
        rows.add(new Brief(
                seq,
                kind.conversation() ? seq : -1,
                seq + 1,
                kind,
                failed,
                false,
                1_000_000 + seq * 1_000L,
                edits,
                preview,
                uuid(seq),
                parent < 0 ? null : uuid(parent)));
        return this;
    }

    private static UUID uuid(int n) {
        return new UUID(0, n + 1);
    }

    private Shape shape() {
        Shape shape = new Shape(0);
        shape.add(rows, rows.size());
        return shape;
    }

    @Test
    void aTurnIsAPromptAndWhatFollowed() {
        row(EntryKind.NOTICE, -1)
                .row(EntryKind.PROMPT, 0)
                .row(EntryKind.TOOL_CALL, 1)
                .row(EntryKind.TOOL_RESULT, 2, true, null)
                .row(EntryKind.REPLY, 3)
                .row(EntryKind.COMMAND, 4);
        List<Turn> turns = shape().turns();
        assertThat(turns).extracting(Turn::kind).containsExactly("prompt", "command");
        Turn first = turns.getFirst();
        assertThat(first.text()).isEqualTo("say 1");
        assertThat(first.line()).isEqualTo(2);
        assertThat(first.tools()).isEqualTo(1);
        assertThat(first.failures()).isEqualTo(1);
        assertThat(first.millis()).isEqualTo(3_000);
        assertThat(turns.getLast().millis()).isZero();
    }

    @Test
    void workIsWhatWasThoughtAndDoneUpToTheLastWord() {
        row(EntryKind.NOTICE, -1)
                .row(EntryKind.PROMPT, 0)
                .row(EntryKind.ATTACHMENT, 1)
                .row(EntryKind.REPLY, 2)
                .row(EntryKind.TOOL_CALL, 3)
                .row(EntryKind.META, 4)
                .row(EntryKind.TOOL_RESULT, 5)
                .row(EntryKind.REPLY, 6)
                .row(EntryKind.NOTICE, 7)
                .row(EntryKind.PROMPT, 8)
                .row(EntryKind.REPLY, 9);
        assertThat(shape().turns())
                .extracting(Turn::extent)
                .containsExactly(new Turn.Extent(1, 2, 7, 9), new Turn.Extent(9, 10, 10, 11));
    }

    @Test
    void theLastStepsStayInSightUntilSomethingIsSaidAfterThem() {
        row(EntryKind.PROMPT, -1);
        for (int n = 0; n < 10; n++) {
            row(EntryKind.TOOL_CALL, 2 * n).row(EntryKind.TOOL_RESULT, 2 * n + 1);
        }
        assertThat(shape().turns().getFirst().extent()).isEqualTo(new Turn.Extent(0, 1, 9, 21));
        row(EntryKind.REPLY, 20);
        assertThat(shape().turns().getFirst().extent()).isEqualTo(new Turn.Extent(0, 1, 21, 22));
    }

    @Test
    void countsEachChangedFileOnce() {
        row(EntryKind.PROMPT, -1).edit("a.java").edit("b.java").edit("a.java").edit(null);
        assertThat(shape().turns()).extracting(Turn::files).containsExactly(3);
    }

    private ShapeTests edit(@Nullable String file) {
        return row(EntryKind.TOOL_CALL, rows.size() - 1, false, true, file);
    }

    @Test
    void onlyWhatWasSentAndAnsweredCountsAsATurn() {
        row(EntryKind.PROMPT, -1)
                .row(EntryKind.PROMPT, 0)
                .row(EntryKind.REPLY, 1)
                .row(EntryKind.SHELL, 2)
                .row(EntryKind.IMAGE, 3)
                .row(EntryKind.ERROR, 4)
                .row(EntryKind.COMPACTION, 5)
                .row(EntryKind.COMMAND, 6);
        assertThat(shape().turns()).extracting(Turn::answered).containsExactly(false, true, false, true, false, false);
        assertThat(shape().turns()).extracting(Turn::kind).contains("image");
    }

    @Test
    void whatAnEditedPromptLeftBehindIsAbandoned() {
        row(EntryKind.PROMPT, -1)
                .row(EntryKind.REPLY, 0)
                .row(EntryKind.PROMPT, 1)
                .row(EntryKind.REPLY, 2)
                .row(EntryKind.PROMPT, 1)
                .row(EntryKind.REPLY, 4);
        Shape shape = shape();
        assertThat(shape.abandoned().stream()).containsExactly(2, 3);
        assertThat(shape.turns()).extracting(Turn::abandoned).containsExactly(false, true, false);
    }

    @Test
    void parallelCallsAreNoBranches() {
        row(EntryKind.PROMPT, -1)
                .row(EntryKind.TOOL_CALL, 0)
                .row(EntryKind.TOOL_CALL, 1)
                .row(EntryKind.TOOL_RESULT, 1)
                .row(EntryKind.TOOL_RESULT, 2)
                .row(EntryKind.REPLY, 3);
        assertThat(shape().abandoned().isEmpty()).isTrue();
    }

    @Test
    void aRecordThatIsItsOwnParentHoldsNobodyUp() {
        row(EntryKind.PROMPT, 0)
                .row(EntryKind.REPLY, 1)
                .row(EntryKind.PROMPT, 0)
                .row(EntryKind.PROMPT, 0);
        assertThat(shape().turns()).hasSize(3);
    }

    @Test
    void growsInPiecesToWhatItIsAtOnce() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("shape seed " + seed);
        Random random = new Random(seed);
        EntryKind[] kinds = EntryKind.values();
        for (int i = 0; i < 400; i++) {
            row(kinds[random.nextInt(kinds.length)], random.nextInt(i + 1) - 1);
        }
        Shape pieces = new Shape(0);
        int at = 0;
        while (at < rows.size()) {
            int to = Math.min(rows.size(), at + 1 + random.nextInt(40));
            pieces.add(rows.subList(at, to), to);
            at = to;
        }
        Shape whole = shape();
        assertThat(pieces.abandoned()).isEqualTo(whole.abandoned());
        assertThat(pieces.turns()).isEqualTo(whole.turns());
        assertThat(pieces.seqs()).isEqualTo(400);
    }
}
