package dev.reprise.api;

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
 * @param line of the log, from 1; {@code block} of the record, from 0
 * @param text what was said; for a tool call its input as JSON; cut at 200,000 characters ({@code textLength} tells)
 * @param what more about it: attachment or notice type, slash command, status
 * @param call id that a tool call and its result share
 */
record EntryJson(
        int seq,
        int line,
        int block,
        String kind,
        String role,
        @Nullable Instant at,
        @Nullable String text,
        long textLength,
        @Nullable String tool,
        @Nullable String call,
        @Nullable String what,
        boolean failed,
        boolean abandoned,
        @Nullable String uuid,
        @Nullable String parentUuid,
        long offset,
        int length,
        List<Entry.Picture> images,
        @Nullable String file) {

    private record Said(
            Entry.@Nullable Text text,
            @Nullable String call,
            @Nullable String what) {
        Said(Entry.@Nullable Text text) {
            this(text, null, null);
        }

        Said(String text) {
            this(new Entry.Text(text), null, null);
        }
    }

    static EntryJson of(int seq, Window.Item item) {
        EntryRow row = item.row();
        Said said = said(item.entry());
        Entry.@Nullable Text text = said.text;
        return new EntryJson(
                seq,
                row.line(),
                row.block(),
                row.kind().slug(),
                row.role(),
                row.at(),
                text == null ? null : text.value(),
                text == null ? 0 : text.length(),
                row.tool(),
                said.call,
                said.what,
                row.failed(),
                item.abandoned(),
                row.uuid() == null ? null : row.uuid().toString(),
                row.parent() == null ? null : row.parent().toString(),
                row.offset(),
                row.length(),
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

    private static Said said(Entry entry) {
        return switch (entry) {
            case Entry.Prompt e -> new Said(e.text(), null, e.queued() ? "queued" : null);
            case Entry.Command e -> new Said(new Entry.Text((e.name() + " " + e.arguments()).strip()), null, e.name());
            case Entry.CommandOutput e -> new Said(e.text());
            case Entry.Shell e -> new Said(e.command());
            case Entry.ShellOutput e ->
                new Said(new Entry.Text(e.output().value() + e.errors().value()));
            case Entry.Reply e -> new Said(e.text(), null, e.model());
            case Entry.Thinking e -> new Said(e.text(), null, e.redacted() ? "redacted" : null);
            case Entry.ToolCall e -> new Said(e.input(), e.id(), e.title());
            case Entry.ToolResult e -> new Said(e.text(), e.call(), null);
            case Entry.Image e -> new Said(null, null, e.picture().mediaType());
            case Entry.Document e ->
                new Said(e.title() == null ? null : new Entry.Text(e.title()), null, e.mediaType());
            case Entry.Compaction e -> new Said(null, null, e.trigger() + " " + e.before() + " -> " + e.after());
            case Entry.Summary e -> new Said(e.text());
            case Entry.Notification e -> new Said(e.text(), null, e.status());
            case Entry.Failure e -> new Said(e.text(), null, e.status());
            case Entry.Interrupt e -> new Said(e.text());
            case Entry.Notice e -> new Said(e.text(), null, e.what());
            case Entry.Attachment e -> new Said(e.text(), null, e.what());
            case Entry.Repair e -> new Said(e.text());
            case Entry.Unknown e -> new Said(e.json(), null, e.what());
            case Entry.Unreadable e -> new Said(e.text(), null, e.reason());
            case Entry.Bookkeeping e -> new Said(e.json(), null, e.what());
        };
    }
}
