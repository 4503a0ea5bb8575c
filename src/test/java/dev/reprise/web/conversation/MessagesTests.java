package dev.reprise.web.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.transcript.Window;
import dev.reprise.web.patterns.Samples;
import dev.reprise.web.shell.Format;
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

    private <M extends Message> List<M> every(Class<M> kind) {
        return messages.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void putsEachResultIntoItsCallsCard() {
        List<Message.Call> calls = every(Message.Call.class);
        assertThat(calls)
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.result()).isNotNull());
        assertThat(calls.getFirst().failed()).isTrue();
    }

    @Test
    void leavesAResultAloneWhoseCallIsElsewhere() {
        assertThat(every(Message.Result.class)).singleElement().satisfies(alone -> {
            assertThat(alone.callId()).isEqualTo("t0");
            assertThat(alone.label()).isEqualTo("Result of Read");
        });
    }

    @Test
    void losesNoEntry() {
        long inside = every(Message.Call.class).stream()
                .filter(call -> call.result() != null)
                .count();
        assertThat(messages.size() + inside).isEqualTo(window.items().size());
        assertThat(messages).extracting(m -> m.head().id()).doesNotHaveDuplicates();
    }

    @Test
    void keepsLeftBranchesApart() {
        assertThat(runs).extracting(Conversation.Run::abandoned).containsExactly(false, true, false);
    }

    @Test
    void addressesBlocksByTheLineOfTheirRecord() {
        assertThat(messages.getFirst().head().id()).isEqualTo("l1");
    }
}
