package dev.reprise.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a tool call does, whatever the CLI calls its tool. All strings come from a log: hostile, not escaped. */
public sealed interface Action {

    /** Runs a shell command. */
    record Shell(String command, @Nullable String description) implements Action {}

    /** Changes a file, or writes it whole: then there is one hunk without {@code before}. */
    record FileEdit(String path, List<Hunk> hunks) implements Action {}

    /** One text in the place of another; {@code before} is empty where only something is added. */
    record Hunk(String before, String after) {}

    record FileRead(String path) implements Action {}

    /** Looks for a pattern of text or of names, below {@code path} if there is one. */
    record Search(String pattern, @Nullable String path) implements Action {}

    /** Starts a sub-agent. */
    record Task(@Nullable String agentType, String description, String prompt) implements Action {}

    /** Says what is to be done. */
    record Todo(List<Item> items) implements Action {}

    /** @param status {@code pending}, {@code in_progress}, {@code completed}, or what the log says */
    record Item(String text, String status) {}

    /** Fetches a page, or searches the web: its address or the words. */
    record Web(String what) implements Action {}

    /** Asks the person. */
    record Ask(List<Question> questions) implements Action {}

    record Question(String text, List<Option> options) {}

    /** An answer to choose. */
    record Option(String label, @Nullable String description) {}

    /** Anything else; its input is all that is known. */
    record Other() implements Action {}
}
