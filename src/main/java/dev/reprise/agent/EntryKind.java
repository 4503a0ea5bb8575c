package dev.reprise.agent;

/** What an entry is. The conversation is made of those that are {@link #conversation()}; the rest stays in Raw. */
public enum EntryKind {
    /** Something a person typed and sent. */
    PROMPT(true),
    /** A slash command or skill call a person typed. */
    COMMAND(true),
    /** What a slash command printed. */
    COMMAND_OUTPUT(true),
    /** A shell line a person ran with {@code !}. */
    SHELL(true),
    /** What that shell line printed. */
    SHELL_OUTPUT(true),
    /** Text of the model. */
    REPLY(true),
    /** Thinking of the model; may be empty or redacted. */
    THINKING(true),
    /** The model calls a tool. */
    TOOL_CALL(true),
    /** What a tool answered. */
    TOOL_RESULT(true),
    /** An image in a prompt or beside it. */
    IMAGE(true),
    /** A document in a prompt. */
    DOCUMENT(true),
    /** The history was compacted here. */
    COMPACTION(true),
    /** The summary that a compaction left. */
    SUMMARY(true),
    /** A background task reports. */
    NOTIFICATION(true),
    /** The API failed or refused. */
    ERROR(true),
    /** A person stopped the model. */
    INTERRUPT(true),
    /** A notice of the client (system record) worth showing. */
    NOTICE(true),
    /** Context that was added to a prompt: files, selections, plans, output of hooks. */
    ATTACHMENT(true),
    /** Put in by the client to repair a crashed session; nobody said it. */
    REPAIR(true),
    /** A record or block of a type not known yet. */
    UNKNOWN(true),
    /** A line, or part of one, that is not a record. */
    UNREADABLE(true),
    /** Text the client sent in the user's name (meta): instructions, caveats, skill bodies. */
    META(false),
    /** A tick of a running tool. */
    PROGRESS(false),
    /** Book-keeping: titles, modes, snapshots, queue operations. */
    STATE(false),
    /** What was sent to the API: prompt snapshots, request shapes, tool and skill listings. */
    REQUEST(false);

    private final boolean conversation;

    EntryKind(boolean conversation) {
        this.conversation = conversation;
    }

    /** Whether it belongs to the conversation, its counts and the search index. */
    public boolean conversation() {
        return conversation;
    }

    /** Lower-case with dashes, as in the API and in CSS: {@code tool-call}. */
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
