package dev.reprise.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.EntryKind;
import dev.reprise.catalogue.Entries.Brief;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How much of a log a resume brings back (client/RESUME.md section 1e). */
class RootsTests {

    private final Roots roots = new Roots();
    private int seq;

    private void row(int uuid, int parent, EntryKind kind, long at) {
        roots.add(new Brief(
                seq,
                seq,
                ++seq,
                kind,
                false,
                false,
                at,
                false,
                null,
                new UUID(0, uuid),
                parent == 0 ? null : new UUID(0, parent)));
    }

    private void prompt(int uuid, int parent, long at) {
        row(uuid, parent, EntryKind.PROMPT, at);
    }

    @Test
    void isWholeWhereAllHangsTogether() {
        prompt(1, 0, 1_000);
        row(2, 1, EntryKind.TOOL_CALL, 2_000);
        row(3, 1, EntryKind.TOOL_CALL, 2_000);
        row(4, 2, EntryKind.TOOL_RESULT, 3_000);
        row(5, 3, EntryKind.TOOL_RESULT, 3_000);
        row(6, 5, EntryKind.REPLY, 4_000);
        assertThat(roots.reach()).isEqualTo(new Reach(6, 6, 1));
        assertThat(new Roots().reach().isWhole()).isTrue();
    }

    @Test
    void aSecondBeginningHidesWhatWasBefore() {
        prompt(1, 0, 1_000);
        row(2, 1, EntryKind.REPLY, 2_000);
        prompt(3, 0, 3_000);
        row(4, 3, EntryKind.REPLY, 4_000);
        assertThat(roots.reach()).isEqualTo(new Reach(4, 2, 3));
    }

    @Test
    void aMissingParentIsReplacedByWhatIsFiveSecondsOlder() {
        prompt(1, 0, 1_000);
        row(2, 99, EntryKind.REPLY, 6_000);
        assertThat(roots.reach().isWhole()).isTrue();
        prompt(3, 98, 11_001);
        assertThat(roots.reach()).isEqualTo(new Reach(3, 1, 3));
    }

    @Test
    void aCompactionTellsWhatWasBefore() {
        prompt(1, 0, 1_000);
        row(2, 77, EntryKind.COMPACTION, 90_000);
        prompt(3, 2, 91_000);
        assertThat(roots.reach().isWhole()).isTrue();
        // whatever hangs on nothing before it
        prompt(4, 0, 92_000);
        row(5, 4, EntryKind.COMPACTION, 93_000);
        row(6, 5, EntryKind.REPLY, 94_000);
        assertThat(roots.reach().isWhole()).isTrue();
    }

    @Test
    void endsWhereParentsGoRound() {
        prompt(1, 2, 1_000);
        prompt(2, 1, 2_000);
        assertThat(roots.reach().messages()).isEqualTo(2);
    }

    @Test
    void doesNotDependOnTheOrderOfLines() {
        row(3, 2, EntryKind.REPLY, 3_000);
        row(2, 1, EntryKind.TOOL_CALL, 2_000);
        prompt(1, 0, 1_000);
        assertThat(roots.reach().isWhole()).isTrue();
    }
}
