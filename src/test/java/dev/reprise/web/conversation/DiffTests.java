package dev.reprise.web.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffTests {

    private static List<String> lines(String before, String after) {
        return Diff.of(List.of(new Action.Hunk(before, after))).lines().stream()
                .map(line -> line.sign() + line.text())
                .toList();
    }

    @Test
    void showsWhatChangedAndALittleAround() {
        assertThat(lines("1\n2\n3\n4\nold\n5\n6\n7\n8", "1\n2\n3\n4\nnew\n5\n6\n7\n8"))
                .containsExactly(" 2", " 3", " 4", "−old", "+new", " 5", " 6", " 7");
        assertThat(lines("", "a\nb")).containsExactly("+a", "+b");
        assertThat(lines("a\nb", "")).containsExactly("−a", "−b");
        assertThat(lines("a", "a")).containsExactly(" a");
        assertThat(lines("a\na", "a\na\na")).containsExactly(" a", " a", "+a");
        assertThat(lines("", "")).isEmpty();
    }

    @Test
    void saysHowMuchItDoesNotShow() {
        Diff diff = Diff.of(List.of(new Action.Hunk("", "x\n".repeat(1_000))));
        assertThat(diff.lines()).hasSize(400);
        assertThat(diff.left()).isEqualTo(600);
    }
}
