package dev.reprise.agent;

import java.util.Arrays;

/** What an entry is. The conversation is made of those that are {@link #conversation()}; the rest stays in Raw. */
public enum EntryKind {
    /** Something a person typed and sent. */
    PROMPT(0, true),
    /** A slash command or skill call a person typed. */
    COMMAND(1, true),
    /** What a slash command printed. */
    COMMAND_OUTPUT(2, true),
    /** A shell line a person ran with {@code !}. */
    SHELL(3, true),
    /** What that shell line printed. */
    SHELL_OUTPUT(4, true),
    /** Text of the model. */
    REPLY(5, true),
    /** Thinking of the model; may be empty or redacted. */
    THINKING(6, true),
    /** The model calls a tool. */
    TOOL_CALL(7, true),
    /** What a tool answered. */
    TOOL_RESULT(8, true),
    /** An image in a prompt or beside it. */
    IMAGE(9, true),
    /** A document in a prompt. */
    DOCUMENT(10, true),
    /** The history was compacted here. */
    COMPACTION(11, true),
    /** The summary that a compaction left. */
    SUMMARY(12, true),
    /** A background task reports. */
    NOTIFICATION(13, true),
    /** The API failed or refused. */
    ERROR(14, true),
    /** A person stopped the model. */
    INTERRUPT(15, true),
    /** A notice of the client (system record) worth showing. */
    NOTICE(16, true),
    /** Context that was added to a prompt: files, selections, plans, output of hooks. */
    ATTACHMENT(17, true),
    /** Put in by the client to repair a crashed session; nobody said it. */
    REPAIR(18, true),
    /** A record or block of a type not known yet. */
    UNKNOWN(19, true),
    /** A line, or part of one, that is not a record. */
    UNREADABLE(20, true),
    /** Text the client sent in the user's name (meta): instructions, caveats, skill bodies. */
    META(21, false),
    /** A tick of a running tool. */
    PROGRESS(22, false),
    /** Book-keeping: titles, modes, snapshots, queue operations. */
    STATE(23, false),
    /** What was sent to the API: prompt snapshots, request shapes, tool and skill listings. */
    REQUEST(24, false);

    private static final EntryKind[] BY_CODE = byCode();

    private final int code;
    private final boolean conversation;

    EntryKind(int code, boolean conversation) {
        this.code = code;
        this.conversation = conversation;
    }

    private static EntryKind[] byCode() {
        int most = Arrays.stream(values()).mapToInt(EntryKind::code).max().orElse(0);
        EntryKind[] all = new EntryKind[most + 1];
        Arrays.fill(all, UNKNOWN);
        for (EntryKind kind : values()) {
            all[kind.code] = kind;
        }
        return all;
    }

    /** As the catalogue stores it; never changes, and is never given to another one. */
    public int code() {
        return code;
    }

    /** What has this code; {@link #UNKNOWN} for a code of none. */
    public static EntryKind of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : UNKNOWN;
    }

    /** Whether it belongs to the conversation, its counts and the search index. */
    public boolean conversation() {
        return conversation;
    }

    /** Whether a person, the model, a tool or a task said it: then the conversation has gone on. */
    public boolean said() {
        return switch (this) {
            case PROMPT,
                    COMMAND,
                    COMMAND_OUTPUT,
                    SHELL,
                    SHELL_OUTPUT,
                    REPLY,
                    THINKING,
                    TOOL_CALL,
                    TOOL_RESULT,
                    IMAGE,
                    DOCUMENT,
                    NOTIFICATION,
                    ERROR,
                    INTERRUPT -> true;
            default -> false;
        };
    }

    /** Whose it is when it is read back: {@code user}, {@code assistant} or {@code system}. */
    public String role() {
        return switch (this) {
            case PROMPT, COMMAND, SHELL, TOOL_RESULT, IMAGE, DOCUMENT, INTERRUPT, META -> "user";
            case REPLY, THINKING, TOOL_CALL -> "assistant";
            default -> "system";
        };
    }

    /** Lower-case with dashes, as in the API and in CSS: {@code tool-call}. */
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
