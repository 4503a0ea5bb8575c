package dev.reprise.web.conversation;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryRow;
import dev.reprise.session.SessionDetail.Subagent;
import dev.reprise.transcript.Turn;
import dev.reprise.transcript.Window;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Link;
import dev.reprise.web.shell.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the entries of one window into messages, each tool call with its result. */
final class Messages {

    /** Characters of a notice that stand in one line. */
    private static final int BRIEF_NOTICE = 160;

    /** Characters of an output that is not folded away. */
    private static final int BRIEF_OUTPUT = 1_200;

    private static final Message.Text NO_WORDS = new Message.Text("", null, "");

    private final String base;
    private final Map<String, Subagent> agents;
    /** Lines of the prompts. */
    private final Set<Integer> turns = new HashSet<>();

    private final Map<String, Window.Item> results = new HashMap<>();
    private final Set<String> calls = new HashSet<>();
    private final IdentityHashMap<Window.Item, List<Message.Picture>> with = new IdentityHashMap<>();
    private final Set<Window.Item> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Format format;
    private @Nullable Instant last;

    /** @param base address of the log's page, for images; {@code agents} by the call that started them */
    Messages(String base, Map<String, Subagent> agents, List<Turn> outline, Format format) {
        this.base = base;
        this.agents = agents;
        this.format = format;
        outline.forEach(turn -> turns.add(turn.line()));
    }

    /**
     * Messages of this window in order, in runs of the same branch.
     *
     * @param before when that was written which stands before them; null where no gap is to be told
     */
    @SuppressWarnings("ReferenceEquality") // that very item, not one that reads the same
    List<Conversation.Run> runs(Window window, @Nullable Instant before) {
        last = before;
        pair(window);
        gather(window);
        List<Conversation.Run> runs = new ArrayList<>();
        for (Window.Item item : window.items()) {
            if (inside.contains(item)) {
                continue;
            }
            if (item.entry() instanceof Entry.ToolResult result
                    && calls.contains(result.call())
                    && results.get(result.call()) == item) {
                continue;
            }
            if (runs.isEmpty() || runs.getLast().abandoned() != item.abandoned()) {
                runs.add(new Conversation.Run(item.abandoned(), new ArrayList<>()));
            }
            runs.getLast().messages().add(message(item));
        }
        return runs;
    }

    /** Pictures stand inside the prompt of their record; without words they are the prompt, together. */
    private void gather(Window window) {
        Map<Integer, Window.Item> prompts = new HashMap<>();
        for (Window.Item item : window.items()) {
            if (item.entry() instanceof Entry.Prompt) {
                prompts.putIfAbsent(item.row().line(), item);
            }
        }
        for (Window.Item item : window.items()) {
            if (item.entry() instanceof Entry.Image image
                    && turns.contains(item.row().line())) {
                Window.Item prompt = prompts.computeIfAbsent(item.row().line(), line -> item);
                with.computeIfAbsent(prompt, one -> new ArrayList<>())
                        .addAll(pictures(item.row(), List.of(image.picture())));
                if (!prompt.equals(item)) {
                    inside.add(item);
                }
            }
        }
    }

    private void pair(Window window) {
        Set<String> seen = new HashSet<>();
        for (Window.Item item : window.items()) {
            if (item.entry() instanceof Entry.ToolCall call) {
                seen.add(call.id());
            } else if (item.entry() instanceof Entry.ToolResult result && seen.contains(result.call())) {
                results.putIfAbsent(result.call(), item);
            }
        }
        calls.addAll(seen);
    }

    private Message message(Window.Item item) {
        EntryRow row = item.row();
        Message.Head head = head(row, item.entry(), item.seam());
        return switch (item.entry()) {
            case Entry.Prompt e ->
                new Message.Prompt(
                        head,
                        Message.Text.plain(e.text()),
                        e.queued() ? "queued" : "",
                        with.getOrDefault(item, List.of()));
            case Entry.Command e -> new Message.Typed(head, line(e.name()), SafeText.text(e.arguments()));
            case Entry.Shell e ->
                new Message.Typed(head, "!", SafeText.text(e.command().value()));
            case Entry.CommandOutput e -> output(head, e.text(), e.error());
            case Entry.ShellOutput e -> output(head, both(e), false);
            case Entry.Reply e -> new Message.Reply(head, Message.Text.markdown(e.text()), note(e.model()));
            case Entry.Thinking e -> thinking(head, e);
            case Entry.ToolCall e -> call(head, e);
            case Entry.ToolResult e -> result(row, e, null);
            case Entry.Image e ->
                turns.contains(row.line())
                        ? new Message.Prompt(
                                head, NO_WORDS, "", with.getOrDefault(item, pictures(row, List.of(e.picture()))))
                        : new Message.Images(head, pictures(row, List.of(e.picture())));
            case Entry.Document e ->
                new Message.Note(
                        head, "Document", line(e.title()), note(e.mediaType() + " · " + Format.bytes(e.bytes())));
            case Entry.Compaction e -> new Message.Divider(head, compaction(e), note(e.trigger()), "");
            case Entry.Interrupt e -> new Message.Divider(head, "Interrupted by the user", "", line(e.text()));
            case Entry.Notice e -> notice(head, e);
            case Entry.Failure e -> new Message.Alarm(head, "Error", line(e.status()), Message.Text.plain(e.text()));
            case Entry.Unreadable e ->
                new Message.Alarm(
                        head, "Unreadable line " + row.line(), line(e.reason()), Message.Text.plain(e.text()));
            case Entry.Summary e -> fold(head, "Summary of what was before", "", "", Message.Text.markdown(e.text()));
            case Entry.Notification e ->
                fold(head, "Background task", line(e.task()), note(e.status()), Message.Text.plain(e.text()));
            case Entry.Attachment e ->
                fold(head, "Added: " + name(e.what()), line(e.title()), "", Message.Text.plain(e.text()));
            case Entry.Repair e ->
                fold(head, "Put in by the client when it repaired the session", "", "", Message.Text.plain(e.text()));
            case Entry.Unknown e ->
                fold(head, "Unknown record", line(e.what()), "kept as it is", Message.Text.plain(e.json()));
            case Entry.Bookkeeping e -> fold(head, name(e.what()), "", "", Message.Text.plain(e.json()));
        };
    }

    private Message call(Message.Head head, Entry.ToolCall e) {
        Window.Item item = results.get(e.id());
        Message.Result result =
                item != null && item.entry() instanceof Entry.ToolResult r ? result(item.row(), r, e.head()) : null;
        Subagent agent = agents.get(e.id());
        return new Message.Call(
                head,
                e.id(),
                SafeText.line(e.tool(), 80),
                line(e.title()),
                Message.Text.plain(e.input()),
                Card.of(e.action()),
                result,
                agent == null ? null : new Link(SafeText.line(agent.title(), 80), agentHref(agent)));
    }

    private Message.Result result(EntryRow row, Entry.ToolResult e, Entry.@Nullable Head call) {
        String took = call == null || call.at() == null || e.head().at() == null
                ? ""
                : Format.span(Duration.between(call.at(), e.head().at()).toMillis());
        return new Message.Result(
                head(row, e, null),
                e.call(),
                row.tool() == null ? "Result" : "Result of " + SafeText.line(row.tool(), 80),
                Message.Text.plain(e.text()),
                line(e.file()),
                e.failed(),
                took,
                pictures(row, e.images()));
    }

    private static Message thinking(Message.Head head, Entry.Thinking e) {
        if (e.redacted() || e.text().value().isBlank()) {
            String label = e.redacted() ? "Thinking, redacted" : "Thinking, not kept by the client";
            return new Message.Note(head, label, "", "");
        }
        long lines = e.text().value().lines().count();
        return fold(head, "Thinking, " + Format.count(lines, "line"), "", "", Message.Text.plain(e.text()));
    }

    private static Message notice(Message.Head head, Entry.Notice e) {
        boolean brief =
                e.text().value().length() <= BRIEF_NOTICE && e.text().value().indexOf('\n') < 0;
        return brief
                ? new Message.Note(head, name(e.what()), line(e.text().value()), note(e.level()))
                : fold(head, name(e.what()), "", note(e.level()), Message.Text.plain(e.text()));
    }

    private static Message output(Message.Head head, Entry.Text text, boolean failed) {
        boolean open = failed || text.value().length() <= BRIEF_OUTPUT;
        String label = failed ? "Output, with an error" : "Output";
        return new Message.Fold(head, label, "", "", Message.Text.plain(text), open, failed);
    }

    private static Entry.Text both(Entry.ShellOutput e) {
        String both = e.errors().value().isEmpty()
                ? e.output().value()
                : e.output().value() + "\n" + e.errors().value();
        return new Entry.Text(
                both, Math.max(both.length(), e.output().length() + e.errors().length()));
    }

    private static Message fold(Message.Head head, String label, String title, String note, Message.Text text) {
        return new Message.Fold(head, label, title, note, text, false, false);
    }

    private Message.Head head(EntryRow row, Entry entry, @Nullable String seam) {
        String id = row.block() == 0 ? "l" + row.line() : "l" + row.line() + "-" + row.block();
        return new Message.Head(
                id,
                row.line(),
                row.kind().slug(),
                format.moment(entry.head().at()),
                row.sidechain(),
                gap(entry.head().at()),
                SafeText.line(seam, 300));
    }

    /** A pause of hours, or another day, since the last message that was made ready. */
    private String gap(@Nullable Instant at) {
        Instant before = last;
        if (at == null || before != null && !at.isAfter(before)) {
            return "";
        }
        last = at;
        return before == null ? "" : format.gap(before, at);
    }

    private static String line(@Nullable String text) {
        return SafeText.line(text, 400);
    }

    private static String note(@Nullable String text) {
        return SafeText.line(text, 120);
    }

    private static String name(String text) {
        return SafeText.line(text, 60);
    }

    private List<Message.Picture> pictures(EntryRow row, List<Entry.Picture> pictures) {
        return pictures.stream()
                .map(picture -> new Message.Picture(
                        base + "/image?line=" + row.line() + "&block=" + row.block() + "&index=" + picture.index(),
                        "Image, " + SafeText.line(picture.mediaType(), 40) + ", " + Format.bytes(picture.bytes()),
                        ImageController.isShown(picture.mediaType())))
                .toList();
    }

    private String agentHref(Subagent agent) {
        int at = base.indexOf("/agents/");
        return (at < 0 ? base : base.substring(0, at)) + "/agents/" + AgentRef.of(agent.agentId());
    }

    private static String compaction(Entry.Compaction e) {
        return e.before() > 0 && e.after() > 0
                ? "compacted · " + Format.count(e.before()) + " → " + Format.count(e.after()) + " tokens"
                : e.before() > 0 ? "compacted · " + Format.count(e.before()) + " tokens before" : "compacted";
    }
}
