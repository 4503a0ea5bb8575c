package dev.reprise.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.transcript.Window;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagesTests {

    private static final Instant NOW = Instant.parse("2026-11-22T15:30:00Z");
    private final Format format = new Format(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Window window = new Samples(NOW).window();
    private final List<Conversation.Run> runs = new Messages("/sessions/x", Map.of(), List.of(), format).runs(window);
    private final List<Message> messages =
            runs.stream().flatMap(run -> run.messages().stream()).toList();

    @Test
    void putsEachResultIntoItsCallsCard() {
        List<Message> calls =
                messages.stream().filter(m -> m.shape().equals("tool")).toList();
        assertThat(calls)
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.result()).isNotNull());
        assertThat(calls.getFirst().failed()).isTrue();
        assertThat(calls.getFirst().open()).isTrue();
    }

    @Test
    void leavesAResultAloneWhoseCallIsElsewhere() {
        assertThat(messages)
                .filteredOn(m -> m.shape().equals("result"))
                .singleElement()
                .satisfies(alone -> {
                    assertThat(alone.call()).isEqualTo("t0");
                    assertThat(alone.label()).isEqualTo("Result of Read");
                });
    }

    @Test
    void losesNoEntry() {
        long inside = messages.stream().filter(m -> m.result() != null).count();
        assertThat(messages.size() + inside).isEqualTo(window.items().size());
        assertThat(messages).extracting(Message::id).doesNotHaveDuplicates();
    }

    @Test
    void keepsLeftBranchesApart() {
        assertThat(runs).extracting(Conversation.Run::abandoned).containsExactly(false, true, false);
    }

    @Test
    void addressesBlocksByTheLineOfTheirRecord() {
        assertThat(messages.getFirst().id()).isEqualTo("l1");
    }
}
