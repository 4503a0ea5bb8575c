package dev.reprise.agent.claude.launch;

import dev.reprise.agent.EntryKind;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogContents;
import dev.reprise.agent.LogFold;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** Looks for a message that the client would resume from, as its own search does. Reads the beginning only. */
final class MessageSearch {

    /** The first prompt stands behind at most some hundred kilobytes of prompt snapshot. */
    private static final int ENOUGH = 8 << 20;

    private static final Set<EntryKind> MESSAGES = EnumSet.of(
            EntryKind.PROMPT,
            EntryKind.COMMAND,
            EntryKind.COMMAND_OUTPUT,
            EntryKind.SHELL,
            EntryKind.SHELL_OUTPUT,
            EntryKind.REPLY,
            EntryKind.THINKING,
            EntryKind.TOOL_CALL,
            EntryKind.TOOL_RESULT,
            EntryKind.SUMMARY,
            EntryKind.IMAGE,
            EntryKind.DOCUMENT,
            EntryKind.ERROR,
            EntryKind.META);

    private static final String QUEUE = "\"queue-operation\"";
    /** Its type is among the first bytes of a record. */
    private static final int ENVELOPE = 400;

    private final LogFold fold;
    private int lines;
    private long offset;
    private boolean message;
    private boolean sidechain;

    MessageSearch(LogFold fold) {
        this.fold = fold;
    }

    LogContents at(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet;
        while ((octet = in.read()) >= 0) {
            if (octet != '\n') {
                line.write(octet);
            } else if (read(line)) {
                return LogContents.CONVERSATION;
            }
            if (offset + line.size() > ENOUGH) {
                return LogContents.CONVERSATION;
            }
        }
        if (offset + line.size() == 0) {
            return LogContents.EMPTY;
        }
        if (read(line)) {
            return LogContents.CONVERSATION;
        }
        return sidechain ? LogContents.SUBAGENT : LogContents.NO_MESSAGE;
    }

    private boolean read(ByteArrayOutputStream bytes) {
        byte[] line = bytes.toByteArray();
        lines++;
        // what was queued is shown to people, but the client sends it to nobody again
        if (!new String(line, 0, Math.min(line.length, ENVELOPE), StandardCharsets.ISO_8859_1).contains(QUEUE)) {
            fold.line(new Line(lines, offset, line), this::judge);
        }
        offset += bytes.size() + 1L;
        bytes.reset();
        return message;
    }

    private void judge(Finding finding) {
        if (finding instanceof Finding.EntryFound found
                && MESSAGES.contains(found.row().kind())) {
            sidechain |= found.row().sidechain();
            message |= !found.row().sidechain();
        }
    }
}
