package dev.reprise.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that was read from a log. */
public sealed interface Finding {

    /** Whether this is an entry that is shown in a conversation. */
    default boolean isConversation() {
        return this instanceof EntryFound found && found.row.kind().conversation();
    }

    /**
     * A row of the catalogue: one per content block of a record.
     *
     * @param text as {@link Reader#texts} gives it; null if it was not kept, which means nothing
     */
    record EntryFound(EntryRow row, @Nullable String text) implements Finding {
        public EntryFound(EntryRow row) {
            this(row, null);
        }

        /** The same without its text. */
        public EntryFound bare() {
            return new EntryFound(row);
        }
    }

    /** A line, or a part of one, that is not a record. {@code length} bytes at {@code offset} of the log. */
    record Unreadable(int line, long offset, int length, String reason) implements Finding {}

    /**
     * A value of a record that cannot be what its field says: a count that is negative, not a number or too large, a time or
     * text that is none. It is taken as unknown; all else of the record counts.
     *
     * @param field where in the record: {@code message.usage.input_tokens}
     */
    record RefusedValue(int line, long offset, int length, String field) implements Finding {}

    /** A record, block, attachment or system type never described: {@code type:foo}, {@code block:bar}. */
    record UnknownType(String what) implements Finding {}

    /**
     * Tokens of one API message as billed, or an update of them: of all findings with one {@code key} in one log the
     * one with the most output tokens counts.
     *
     * @param key message id, and request id where the id alone may not be unique
     * @param input uncached input tokens
     */
    record Usage(
            String key,
            @Nullable String model,
            @Nullable Instant at,
            long input,
            long cacheRead,
            long cacheWrite5m,
            long cacheWrite1h,
            long output,
            long webSearches)
            implements Finding {}

    /** A file that a tool changed: lines added and removed by this one change, made by the entry {@code seq}. */
    record FileChange(int seq, String path, int added, int removed) implements Finding {}

    /** A shell command that a tool ran, as entry {@code seq}; cut at 4,000 characters. */
    record CommandRun(int seq, String command) implements Finding {}

    /** A title for the conversation that ends in {@code leafUuid}, in whatever log that is. */
    record TitleOf(String leafUuid, String title) implements Finding {}

    /** The tool call {@code callId} started the sub-agent {@code agentId}. */
    record AgentLink(String callId, String agentId) implements Finding {}

    /**
     * A prompt in the CLI's own history (no transcript needed), with what was pasted into it.
     *
     * @param project a directory
     * @param local whether it is only a command for the client itself ({@code /exit}): no proof of a conversation
     */
    record PromptTyped(
            @Nullable String session,
            @Nullable String project,
            @Nullable Instant at,
            String text,
            boolean local) implements Finding {}
}
