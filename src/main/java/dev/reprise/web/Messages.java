package dev.reprise.web;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryRow;
import dev.reprise.session.SessionDetail.Subagent;
import dev.reprise.transcript.Turn;
import dev.reprise.transcript.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the entries of one window into messages, each tool call with its result. */
final class Messages {

    private final String base;
    private final Map<String, Subagent> agents;
    private final Map<Integer, Turn> turns = new HashMap<>();
    private final Map<String, Window.Item> results = new HashMap<>();
    private final Set<String> calls = new HashSet<>();
    private final Format format;

    /** @param base address of the log's page, for images; {@code agents} by the call that started them */
    Messages(String base, Map<String, Subagent> agents, List<Turn> outline, Format format) {
        this.base = base;
        this.agents = agents;
        this.format = format;
        outline.forEach(turn -> turns.put(turn.line(), turn));
    }

    /** Messages of this window in order, in runs of the same branch. */
    List<Conversation.Run> runs(Window window) {
        pair(window);
        List<Conversation.Run> runs = new ArrayList<>();
        for (Window.Item item : window.items()) {
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
        return switch (item.entry()) {
            case Entry.Prompt e ->
                draft(row, e, "prompt")
                        .text(e.text())
                        .note(e.queued() ? "queued" : "")
                        .turn(turn(row))
                        .done();
            case Entry.Command e ->
                draft(row, e, "typed")
                        .title(e.name())
                        .plain(e.arguments())
                        .turn(turn(row))
                        .done();
            case Entry.Shell e ->
                draft(row, e, "typed")
                        .title("!")
                        .text(e.command())
                        .turn(turn(row))
                        .done();
            case Entry.CommandOutput e -> output(row, e, e.text(), e.error());
            case Entry.ShellOutput e -> shellOutput(row, e);
            case Entry.Reply e ->
                draft(row, e, "reply").markdown(e.text()).note(e.model()).done();
            case Entry.Thinking e -> thinking(row, e);
            case Entry.ToolCall e -> call(row, e);
            case Entry.ToolResult e -> result(row, e, null);
            case Entry.Image e ->
                draft(row, e, "images")
                        .images(pictures(row, List.of(e.picture())))
                        .done();
            case Entry.Document e ->
                note(row, e, "Document")
                        .title(e.title())
                        .note(e.mediaType() + " · " + Format.bytes(e.bytes()))
                        .done();
            case Entry.Compaction e ->
                draft(row, e, "divider").label(compaction(e)).note(e.trigger()).done();
            case Entry.Summary e ->
                draft(row, e, "fold")
                        .label("Summary of what was before")
                        .markdown(e.text())
                        .done();
            case Entry.Notification e ->
                fold(row, e, "Background task")
                        .title(e.task())
                        .note(e.status())
                        .text(e.text())
                        .done();
            case Entry.Failure e ->
                draft(row, e, "alarm")
                        .label("Error")
                        .title(e.status())
                        .text(e.text())
                        .failed(true)
                        .done();
            case Entry.Interrupt e ->
                draft(row, e, "divider")
                        .label("Interrupted by the user")
                        .title(e.text())
                        .done();
            case Entry.Notice e -> notice(row, e);
            case Entry.Attachment e ->
                fold(row, e, "Added: " + SafeText.line(e.what(), 60))
                        .title(e.title())
                        .text(e.text())
                        .done();
            case Entry.Repair e ->
                fold(row, e, "Put in by the client when it repaired the session")
                        .text(e.text())
                        .done();
            case Entry.Unknown e ->
                fold(row, e, "Unknown record")
                        .title(e.what())
                        .text(e.json())
                        .note("kept as it is")
                        .done();
            case Entry.Unreadable e ->
                draft(row, e, "alarm")
                        .label("Unreadable line " + row.line())
                        .title(e.reason())
                        .text(e.text())
                        .failed(true)
                        .done();
            case Entry.Bookkeeping e ->
                fold(row, e, SafeText.line(e.what(), 60)).text(e.json()).done();
        };
    }

    private Message call(EntryRow row, Entry.ToolCall e) {
        Window.Item item = results.get(e.id());
        Message result =
                item != null && item.entry() instanceof Entry.ToolResult r ? result(item.row(), r, e.head()) : null;
        Subagent agent = agents.get(e.id());
        return draft(row, e, "tool")
                .label(SafeText.line(e.tool(), 80))
                .title(e.title())
                .text(e.input())
                .card(Card.of(e.action()))
                .call(e.id())
                .result(result)
                .failed(result != null && result.failed())
                .open(result != null && result.failed())
                .note(result == null ? "no result here" : result.note())
                .link(agent == null ? null : new SessionRow.Link(SafeText.line(agent.title(), 80), agentHref(agent)))
                .done();
    }

    private Message result(EntryRow row, Entry.ToolResult e, Entry.@Nullable Head call) {
        String took = call == null || call.at() == null || e.head().at() == null
                ? ""
                : Format.span(
                        java.time.Duration.between(call.at(), e.head().at()).toMillis());
        return draft(row, e, "result")
                .label(row.tool() == null ? "Result" : "Result of " + SafeText.line(row.tool(), 80))
                .text(e.text())
                .title(e.file())
                .call(e.call())
                .failed(e.failed())
                .open(e.failed())
                .note(took)
                .images(pictures(row, e.images()))
                .done();
    }

    private Message thinking(EntryRow row, Entry.Thinking e) {
        if (e.redacted() || e.text().value().isBlank()) {
            return draft(row, e, "note")
                    .label(e.redacted() ? "Thinking, redacted" : "Thinking, not kept by the client")
                    .done();
        }
        long lines = e.text().value().lines().count();
        return fold(row, e, "Thinking, " + Format.count(lines, "line"))
                .text(e.text())
                .done();
    }

    private Message notice(EntryRow row, Entry.Notice e) {
        boolean brief = e.text().value().length() <= 160 && e.text().value().indexOf('\n') < 0;
        String label = SafeText.line(e.what(), 60);
        return brief
                ? note(row, e, label).title(e.text().value()).note(e.level()).done()
                : fold(row, e, label).note(e.level()).text(e.text()).done();
    }

    private Message output(EntryRow row, Entry e, Entry.Text text, boolean failed) {
        boolean brief = text.value().length() <= 1200;
        return fold(row, e, failed ? "Output, with an error" : "Output")
                .text(text)
                .failed(failed)
                .open(brief || failed)
                .done();
    }

    private Message shellOutput(EntryRow row, Entry.ShellOutput e) {
        String both = e.errors().value().isEmpty()
                ? e.output().value()
                : e.output().value() + "\n" + e.errors().value();
        long length = Math.max(both.length(), e.output().length() + e.errors().length());
        return output(row, e, new Entry.Text(both, length), false);
    }

    private Message.Draft fold(EntryRow row, Entry entry, String label) {
        return draft(row, entry, "fold").label(label);
    }

    private Message.Draft note(EntryRow row, Entry entry, String label) {
        return draft(row, entry, "note").label(label);
    }

    private Message.Draft draft(EntryRow row, Entry entry, String shape) {
        String id = row.block() == 0 ? "l" + row.line() : "l" + row.line() + "-" + row.block();
        return new Message.Draft(id, row.line(), shape, row.kind().slug())
                .at(format.moment(entry.head().at()), row.sidechain());
    }

    private List<Message.Picture> pictures(EntryRow row, List<Entry.Picture> pictures) {
        return pictures.stream()
                .map(picture -> new Message.Picture(
                        base + "/image?line=" + row.line() + "&block=" + row.block() + "&index=" + picture.index(),
                        "Image, " + SafeText.line(picture.mediaType(), 40) + ", " + Format.bytes(picture.bytes()),
                        ImageController.isShown(picture.mediaType())))
                .toList();
    }

    private @Nullable String turn(EntryRow row) {
        Turn turn = row.block() == 0 ? turns.get(row.line()) : null;
        return turn == null ? null : OutlineItem.facts(turn);
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
