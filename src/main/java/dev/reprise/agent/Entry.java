package dev.reprise.agent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry as it is shown. All strings come from a log: hostile, not escaped, without NUL characters and lone
 * surrogates (both are U+FFFD).
 */
public sealed interface Entry {

    /** Where and when. */
    Head head();

    /** @param block which content block of the record, from 0 */
    record Head(int block, @Nullable Instant at, @Nullable String uuid, boolean sidechain) {}

    /**
     * A text that may have been cut for showing.
     *
     * @param length in characters, before it was cut; equals {@code value.length()} if it was not
     */
    record Text(String value, long length) {
        public Text(String value) {
            this(value, value.length());
        }

        public boolean cut() {
            return length > value.length();
        }
    }

    record Prompt(Head head, Text text, boolean queued) implements Entry {}

    record Command(Head head, String name, String arguments) implements Entry {}

    record CommandOutput(Head head, Text text, boolean error) implements Entry {}

    record Shell(Head head, Text command) implements Entry {}

    record ShellOutput(Head head, Text output, Text errors) implements Entry {}

    record Reply(Head head, Text text, @Nullable String model) implements Entry {}

    /** @param text empty where the client kept only the signature */
    record Thinking(Head head, Text text, boolean redacted) implements Entry {}

    /**
     * @param input the call's input as pretty JSON
     * @param title what it is about in one line: the command, the path, the pattern
     * @param action what it does; {@link Action.Other} while a log is imported, which needs only the row
     */
    record ToolCall(Head head, String id, String tool, String title, Text input, Action action) implements Entry {}

    /**
     * @param images pictures inside, in order
     * @param file name of the file under {@code tool-results/} that holds the whole text
     */
    record ToolResult(
            Head head,
            String call,
            boolean failed,
            Text text,
            List<Picture> images,
            @Nullable String file) implements Entry {}

    record Image(Head head, Picture picture) implements Entry {}

    record Document(Head head, String mediaType, @Nullable String title, long bytes) implements Entry {}

    record Compaction(Head head, String trigger, long before, long after) implements Entry {}

    record Summary(Head head, Text text) implements Entry {}

    record Notification(
            Head head, @Nullable String task, @Nullable String status, Text text) implements Entry {}

    record Failure(Head head, Text text, @Nullable String status) implements Entry {}

    record Interrupt(Head head, String text) implements Entry {}

    /** @param what subtype of the system record, such as {@code turn_duration} */
    record Notice(Head head, String what, @Nullable String level, Text text) implements Entry {}

    /** @param what attachment type, such as {@code file} */
    record Attachment(Head head, String what, @Nullable String title, Text text) implements Entry {}

    record Repair(Head head, Text text) implements Entry {}

    record Unknown(Head head, String what, Text json) implements Entry {}

    record Unreadable(Head head, String reason, Text text) implements Entry {}

    /** Anything that is not conversation; {@code json} is the record. */
    record Bookkeeping(Head head, EntryKind kind, String what, Text json) implements Entry {}

    /**
     * An image inside a record; its bytes come from {@link Reader#picture}.
     *
     * @param index position among the images of the record, from 0
     * @param bytes of the decoded image, about
     */
    record Picture(int index, String mediaType, long bytes) {}
}
