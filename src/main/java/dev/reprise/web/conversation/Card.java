package dev.reprise.web.conversation;

import dev.reprise.agent.Action;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.SafeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a tool call shows in the place of its raw input, ready to print. */
sealed interface Card {

    /** Its template in {@code sessions/cards}. */
    default String shape() {
        return switch (this) {
            case Edit edit -> "edit";
            case Command command -> "command";
            case Todo todo -> "todo";
            case Task task -> "task";
            case Ask ask -> "ask";
        };
    }

    /** @param more how many lines are not shown; empty if none */
    record Edit(String path, List<Diff.Change> lines, String more) implements Card {}

    record Command(String text, String why) implements Card {}

    record Todo(List<Item> items) implements Card {
        /** @param mark what stands before it; {@code status} a class */
        record Item(String mark, String text, String status) {}
    }

    record Task(String agent, String text) implements Card {}

    record Ask(List<Question> questions) implements Card {
        record Question(String text, List<Option> options) {}

        record Option(String label, String description) {}
    }

    /** Null where the raw input says it best. */
    static @Nullable Card of(Action action) {
        return switch (action) {
            case Action.FileEdit edit -> edit(edit);
            case Action.Shell shell ->
                new Command(
                        SafeText.text(shell.command()),
                        shell.description() == null ? "" : SafeText.line(shell.description(), 300));
            case Action.Todo todo ->
                new Todo(todo.items().stream().map(Card::item).toList());
            case Action.Task task ->
                new Task(
                        task.agentType() == null ? "" : SafeText.line(task.agentType(), 80),
                        SafeText.text(task.prompt()));
            case Action.Ask ask ->
                new Ask(ask.questions().stream().map(Card::question).toList());
            case Action.FileRead read -> null;
            case Action.Search search -> null;
            case Action.Web web -> null;
            case Action.Other other -> null;
        };
    }

    private static Edit edit(Action.FileEdit edit) {
        Diff diff = Diff.of(edit.hunks());
        String more = diff.left() == 0 ? "" : Format.count(diff.left(), "more line");
        return new Edit(SafeText.line(edit.path(), 1000), diff.lines(), more);
    }

    private static Todo.Item item(Action.Item item) {
        String mark = switch (item.status()) {
            case "completed" -> "✓";
            case "in_progress" -> "▸";
            default -> "·";
        };
        String status =
                item.status().equals("completed") ? "done" : item.status().equals("in_progress") ? "now" : "open";
        return new Todo.Item(mark, SafeText.line(item.text(), 600), status);
    }

    private static Ask.Question question(Action.Question question) {
        return new Ask.Question(
                SafeText.text(question.text()),
                question.options().stream()
                        .map(option -> new Ask.Option(
                                SafeText.line(option.label(), 300), SafeText.line(option.description(), 1_000)))
                        .toList());
    }
}
