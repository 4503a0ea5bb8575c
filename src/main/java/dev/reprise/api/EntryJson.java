package dev.reprise.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryRow;
import dev.reprise.transcript.Window;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a conversation.
 *
 * @param seq position in the conversation, from 0
 */
record EntryJson(
        int seq,
        @JsonUnwrapped Where where,
        String kind,
        String role,
        @Nullable Instant at,
        @JsonUnwrapped Words words,
        @Nullable String tool,
        boolean failed,
        boolean abandoned,
        List<Entry.Picture> images,
        @Nullable String file) {

    /**
     * Where it stands in the log, and in the tree of messages.
     *
     * @param line of the log, from 1
     * @param block of the record, from 0
     */
    record Where(
            int line,
            int block,
            @Nullable String uuid,
            @Nullable String parentUuid,
            long offset,
            int length) {
        static Where of(EntryRow row) {
            return new Where(
                    row.line(),
                    row.block(),
                    row.uuid() == null ? null : row.uuid().toString(),
                    row.parent() == null ? null : row.parent().toString(),
                    row.offset(),
                    row.length());
        }
    }

    /**
     * What was said.
     *
     * @param text for a tool call its input as JSON; cut at 200,000 characters ({@code textLength} tells)
     * @param call id that a tool call and its result share
     * @param what more about it: attachment or notice type, slash command, status
     */
    record Words(
            @Nullable String text,
            long textLength,
            @Nullable String call,
            @Nullable String what) {
        Words(Entry.@Nullable Text text, @Nullable String call, @Nullable String what) {
            this(text == null ? null : text.value(), text == null ? 0 : text.length(), call, what);
        }

        Words(Entry.@Nullable Text text) {
            this(text, null, null);
        }

        Words(String text) {
            this(new Entry.Text(text), null, null);
        }
    }

    static EntryJson of(int seq, Window.Item item) {
        EntryRow row = item.row();
        return new EntryJson(
                seq,
                Where.of(row),
                row.kind().slug(),
                row.role(),
                row.at(),
                words(item.entry()),
                row.tool(),
                row.failed(),
                item.abandoned(),
                images(item.entry()),
                item.entry() instanceof Entry.ToolResult result ? result.file() : null);
    }

    private static List<Entry.Picture> images(Entry entry) {
        return switch (entry) {
            case Entry.Image image -> List.of(image.picture());
            case Entry.ToolResult result -> result.images();
            default -> List.of();
        };
    }

    private static Words words(Entry entry) {
        return switch (entry) {
            case Entry.Prompt e -> new Words(e.text(), null, e.queued() ? "queued" : null);
            case Entry.Command e -> new Words(new Entry.Text((e.name() + " " + e.arguments()).strip()), null, e.name());
            case Entry.CommandOutput e -> new Words(e.text());
            case Entry.Shell e -> new Words(e.command());
            case Entry.ShellOutput e ->
                new Words(new Entry.Text(e.output().value() + e.errors().value()));
            case Entry.Reply e -> new Words(e.text(), null, e.model());
            case Entry.Thinking e -> new Words(e.text(), null, e.redacted() ? "redacted" : null);
            case Entry.ToolCall e -> new Words(e.input(), e.id(), e.title());
            case Entry.ToolResult e -> new Words(e.text(), e.call(), null);
            case Entry.Image e -> new Words((Entry.Text) null, null, e.picture().mediaType());
            case Entry.Document e ->
                new Words(e.title() == null ? null : new Entry.Text(e.title()), null, e.mediaType());
            case Entry.Compaction e ->
                new Words((Entry.Text) null, null, e.trigger() + " " + e.before() + " -> " + e.after());
            case Entry.Summary e -> new Words(e.text());
            case Entry.Notification e -> new Words(e.text(), null, e.status());
            case Entry.Failure e -> new Words(e.text(), null, e.status());
            case Entry.Interrupt e -> new Words(e.text());
            case Entry.Notice e -> new Words(e.text(), null, e.what());
            case Entry.Attachment e -> new Words(e.text(), null, e.what());
            case Entry.Repair e -> new Words(e.text());
            case Entry.Unknown e -> new Words(e.json(), null, e.what());
            case Entry.Unreadable e -> new Words(e.text(), null, e.reason());
            case Entry.Bookkeeping e -> new Words(e.json(), null, e.what());
        };
    }
}
