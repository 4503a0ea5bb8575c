package dev.reprise.resume;

import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.SourceFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** What a log holds, as far as the CLI's own search for a session to resume cares. Reads the beginning only. */
enum LogContents {
    /** A message of a conversation was found, or none among the first megabytes of a log that goes on. */
    CONVERSATION,
    /** Not one byte. */
    EMPTY,
    /** Records, but not one message. */
    NO_MESSAGE,
    /** Messages, all of them a sub-agent's. */
    SUBAGENT,
    /** It cannot be read. */
    UNREADABLE;

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

    static LogContents of(CodingAgent agent, SourceFile source, Path log) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(log), 1 << 16)) {
            return new Look(agent.fold(source, null)).at(in);
        } catch (IOException unreadable) {
            return UNREADABLE;
        }
    }

    private static final class Look {

        private final LogFold fold;
        private int lines;
        private long offset;
        private boolean message;
        private boolean sidechain;

        Look(LogFold fold) {
            this.fold = fold;
        }

        LogContents at(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int octet;
            while ((octet = in.read()) >= 0) {
                if (octet != '\n') {
                    line.write(octet);
                } else if (read(line)) {
                    return CONVERSATION;
                }
                if (offset + line.size() > ENOUGH) {
                    return CONVERSATION;
                }
            }
            if (offset + line.size() == 0) {
                return EMPTY;
            }
            if (read(line)) {
                return CONVERSATION;
            }
            return sidechain ? SUBAGENT : NO_MESSAGE;
        }

        private boolean read(ByteArrayOutputStream bytes) {
            fold.line(new Line(++lines, offset, bytes.toByteArray()), this::judge);
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
}
