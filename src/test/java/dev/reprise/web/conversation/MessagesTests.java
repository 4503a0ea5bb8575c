package dev.reprise.web.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import dev.reprise.transcript.Turn;
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
    private final List<Conversation.Run> runs =
            new Messages("/sessions/x", Map.of(), List.of(), format).runs(window, null);
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

    private static Window.Item item(int block, EntryKind kind, Entry entry) {
        EntryRow.Span span = new EntryRow.Span(7, block, 0, 10);
        return new Window.Item(
                new EntryRow(block, span, kind, "user", null, null, "", null, null, null, null, false, false, false),
                0,
                entry,
                false,
                null);
    }

    private List<Message> messages(Window.Item... items) {
        Turn turn = new Turn(new Turn.Extent(0, 1, 1, 1), 7, "prompt", "look", null, 0, 0, 0, 0, true, false);
        return new Messages("/sessions/x", Map.of(), List.of(turn), format)
                .runs(new Window(items.length, 0, List.of(items)), null)
                .getFirst()
                .messages();
    }

    @Test
    void putsPicturesIntoThePromptThatTheyWereSentWith() {
        Entry.Image one = new Entry.Image(new Entry.Head(0, null, null, false), new Entry.Picture(0, "image/png", 70));
        Entry.Image two = new Entry.Image(new Entry.Head(2, null, null, false), new Entry.Picture(1, "image/png", 71));
        Entry.Prompt words = new Entry.Prompt(new Entry.Head(1, null, null, false), new Entry.Text("look"), false);
        List<Message> said = messages(
                item(0, EntryKind.IMAGE, one), item(1, EntryKind.PROMPT, words), item(2, EntryKind.IMAGE, two));
        assertThat(said).singleElement().isInstanceOfSatisfying(Message.Prompt.class, prompt -> {
            assertThat(prompt.text().plain()).isEqualTo("look");
            assertThat(prompt.images())
                    .extracting(Message.Picture::src)
                    .containsExactly(
                            "/sessions/x/image?line=7&block=0&index=0", "/sessions/x/image?line=7&block=2&index=1");
        });
        assertThat(messages(item(0, EntryKind.IMAGE, one), item(2, EntryKind.IMAGE, two)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Message.Prompt.class,
                        prompt -> assertThat(prompt.images()).hasSize(2));
    }
}
