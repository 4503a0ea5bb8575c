package dev.reprise.search;

import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import java.util.Arrays;
import java.util.Optional;

/** Where something was found: {@code in:prompt}. */
public enum Section {
    PROMPT(0, "prompt", "prompts"),
    REPLY(1, "reply", "replies"),
    THINKING(2, "thinking", "thinking"),
    COMMAND(3, "command", "commands"),
    EDIT(4, "edit", "edits"),
    OUTPUT(5, "output", "tool output"),
    OTHER(6, "other", "notices, files"),
    /** What a session is called: title, name, tags, note, branch, links, id. */
    NAME(7, "name", "names, notes");

    private static final Section[] ALL = values();

    private final int code;
    private final String slug;
    private final String label;

    Section(int code, String slug, String label) {
        this.code = code;
        this.slug = slug;
        this.label = label;
    }

    /** As the index stores it. */
    int code() {
        return code;
    }

    /** As it is typed, and in the API. */
    public String slug() {
        return slug;
    }

    /** On the page. */
    public String label() {
        return label;
    }

    /** The one that is called so. */
    public static Optional<Section> called(String slug) {
        return Arrays.stream(ALL).filter(section -> section.slug.equals(slug)).findFirst();
    }

    static Section of(int ordinal) {
        return ALL[ordinal];
    }

    static Section of(EntryRow row) {
        return of(row.kind(), row.edits());
    }

    /** @param edits whether it is a call that changes a file */
    static Section of(EntryKind kind, boolean edits) {
        return switch (kind) {
            case PROMPT, COMMAND, IMAGE, DOCUMENT -> PROMPT;
            case REPLY, SUMMARY -> REPLY;
            case THINKING -> THINKING;
            case TOOL_CALL -> edits ? EDIT : COMMAND;
            case SHELL -> COMMAND;
            case TOOL_RESULT, SHELL_OUTPUT, COMMAND_OUTPUT -> OUTPUT;
            default -> OTHER;
        };
    }
}
