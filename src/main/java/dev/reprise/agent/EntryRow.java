package dev.reprise.agent;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry as the catalogue keeps it: what is needed to list, count, link and find it, not its text.
 *
 * @param seq 0 for the first entry of the log, then without gaps, all kinds counted
 * @param role {@code user}, {@code assistant} or {@code system}
 * @param tool name of the tool, for calls and (by their call) results
 * @param preview the first 160 characters of its text on one line, without wrappers
 * @param uuid of the record; a name-based UUID where the writer used something else
 * @param parent of the record in the tree of messages
 * @param call id of the tool call, for calls and results
 * @param model that answered, for what a model said
 * @param failed a failed tool result or API error
 * @param edits a call of a tool that changes a file
 * @param sidechain written by a sub-agent into the main log (clients before 2.0.28)
 */
public record EntryRow(
        int seq,
        Span span,
        EntryKind kind,
        String role,
        @Nullable Instant at,
        @Nullable String tool,
        String preview,
        @Nullable UUID uuid,
        @Nullable UUID parent,
        @Nullable String call,
        @Nullable String model,
        boolean failed,
        boolean edits,
        boolean sidechain) {

    /**
     * Where an entry stands in its log.
     *
     * @param line number of the line that holds it, from 1
     * @param block which content block of the record, from 0
     * @param offset of the record's first byte in the log
     * @param length of the record in bytes
     */
    public record Span(int line, int block, long offset, int length) {}

    /** The same behind so many lines of other logs. */
    public EntryRow behind(int lines) {
        return lines == 0
                ? this
                : new EntryRow(
                        seq,
                        new Span(span.line + lines, span.block, span.offset, span.length),
                        kind,
                        role,
                        at,
                        tool,
                        preview,
                        uuid,
                        parent,
                        call,
                        model,
                        failed,
                        edits,
                        sidechain);
    }

    public int line() {
        return span.line;
    }

    public int block() {
        return span.block;
    }

    public long offset() {
        return span.offset;
    }

    public int length() {
        return span.length;
    }
}
