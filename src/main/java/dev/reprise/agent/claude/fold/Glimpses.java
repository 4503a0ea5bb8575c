package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.Glimpse;
import dev.reprise.agent.Line;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.LineRecords;
import dev.reprise.agent.claude.record.Texts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first and last 64 KiB of a log tell. The head is read until it has told the beginning, the tail backwards until
 * it has told the end; titles are searched for in the bytes.
 */
public final class Glimpses {
    private static final int REACH = 64 << 10;
    private static final int LIMIT = 4_000;
    private static final ByteSearch CUSTOM = new ByteSearch("\"customTitle\":");
    private static final ByteSearch GENERATED = new ByteSearch("\"aiTitle\":");
    private static final ByteSearch LAST_PROMPT = new ByteSearch("\"last-prompt\"");
    private static final ByteSearch QUEUED = new ByteSearch("\"queued_command\"");
    private static final ByteSearch USER = new ByteSearch("\"role\":\"user\"");
    private static final ByteSearch RESULT = new ByteSearch("\"tool_use_id\"");
    private static final ByteSearch REQUEST = new ByteSearch("{\"type\":\"api-request");

    private @Nullable String firstPrompt;
    private @Nullable String firstAny;
    private @Nullable String lastPrompt;
    private @Nullable String lastAny;
    private @Nullable String writtenPrompt;
    private @Nullable String firstCwd;
    private @Nullable String lastCwd;
    private @Nullable String firstBranch;
    private @Nullable String lastBranch;
    private @Nullable String entrypoint;
    private @Nullable Instant startedAt;
    private @Nullable Instant lastAt;
    private boolean chainSeen;
    private boolean sidechain;

    private Glimpses() {}

    static Glimpse of(byte[] head, byte[] tail) {
        Glimpses glimpse = new Glimpses();
        int headEnd = Math.min(head.length, REACH);
        int tailFrom = Math.max(0, tail.length - REACH);
        glimpse.head(head, headEnd);
        byte[] last = tail.length == 0 ? head : tail;
        int from = tail.length == 0 ? 0 : tailFrom;
        int to = tail.length == 0 ? headEnd : tail.length;
        glimpse.tail(last, from, to);
        String title = title(last, from, to, CUSTOM, "custom-title");
        title = title != null || tail.length == 0 ? title : title(head, 0, headEnd, CUSTOM, "custom-title");
        title = title != null ? title : title(last, from, to, GENERATED, "ai-title");
        title = title != null || tail.length == 0 ? title : title(head, 0, headEnd, GENERATED, "ai-title");
        return glimpse.made(title);
    }

    private Glimpse made(@Nullable String title) {
        return new Glimpse(
                title,
                firstPrompt != null ? firstPrompt : firstAny,
                lastPrompt != null ? lastPrompt : writtenPrompt != null ? writtenPrompt : lastAny,
                lastCwd != null ? lastCwd : firstCwd,
                lastBranch != null ? lastBranch : firstBranch,
                entrypoint,
                startedAt,
                lastAt != null ? lastAt : startedAt,
                sidechain);
    }

    private void head(byte[] bytes, int end) {
        int at = 0;
        while (at < end && !headDone()) {
            int next = newline(bytes, at, end);
            int stop = next < 0 ? end : next;
            boolean begun = startedAt != null && firstCwd != null;
            if (!begun || mayPrompt(bytes, at, stop)) {
                records(bytes, at, stop).forEach(this::first);
            }
            at = stop + 1;
        }
    }

    private boolean headDone() {
        return firstPrompt != null && startedAt != null && firstCwd != null;
    }

    private void first(ClaudeRecord r) {
        if (r.uuid != null && !chainSeen) {
            chainSeen = true;
            sidechain = r.sidechain;
        }
        startedAt = startedAt == null && r.uuid != null ? r.at() : startedAt;
        firstCwd = firstCwd == null ? r.cwd : firstCwd;
        firstBranch = firstBranch == null ? branch(r) : firstBranch;
        entrypoint = entrypoint == null ? r.entrypoint : entrypoint;
        String line = prompt(r);
        if (line != null) {
            firstAny = firstAny == null ? line : firstAny;
            firstPrompt = Prompts.real(line) ? line : firstPrompt;
        }
    }

    private void tail(byte[] bytes, int from, int end) {
        int stop = end;
        int lines = 0;
        while (stop > from && !tailDone() && lines++ < 400) {
            int begin = stop;
            while (begin > from && bytes[begin - 1] != '\n') {
                begin--;
            }
            boolean placed = lastAt != null && lastCwd != null;
            if (!placed || mayPrompt(bytes, begin, stop)) {
                records(bytes, begin, stop).reversed().forEach(this::last);
            }
            stop = begin - 1;
        }
    }

    private boolean tailDone() {
        return lastAt != null && lastCwd != null && (lastPrompt != null || writtenPrompt != null);
    }

    private void last(ClaudeRecord r) {
        if (lastAt == null && (r.type.equals("user") || r.type.equals("assistant"))) {
            lastAt = r.at();
        }
        String cwd = r.type.equals("relocated") ? r.value : r.cwd;
        lastCwd = lastCwd == null ? cwd : lastCwd;
        lastBranch = lastBranch == null ? branch(r) : lastBranch;
        if (r.type.equals("last-prompt") && r.value != null && writtenPrompt == null) {
            String written = Prompts.line(r.value);
            writtenPrompt = Prompts.real(written) && !written.startsWith("!") ? written : null;
        }
        String line = prompt(r);
        if (line != null) {
            lastAny = lastAny == null ? line : lastAny;
            lastPrompt = lastPrompt == null && Prompts.real(line) ? line : lastPrompt;
        }
    }

    /** Whether a line may hold a prompt, without parsing it: most are results of tools. */
    private static boolean mayPrompt(byte[] bytes, int from, int to) {
        return LAST_PROMPT.isIn(bytes, from, to)
                || QUEUED.isIn(bytes, from, to)
                || USER.isIn(bytes, from, to) && !RESULT.isIn(bytes, from, to);
    }

    private static @Nullable String prompt(ClaudeRecord r) {
        boolean may = r.type.equals("user") && r.message && !r.meta && r.outcome == null
                || r.attachment != null && r.attachment.type.equals("queued_command");
        if (may) {
            for (Entry entry : Entries.of(r, false)) {
                if (entry instanceof Entry.Prompt prompt) {
                    return Prompts.line(prompt.text().value());
                }
            }
        }
        return null;
    }

    private static @Nullable String branch(ClaudeRecord r) {
        return r.gitBranch == null || r.gitBranch.isBlank() ? null : r.gitBranch;
    }

    private static List<ClaudeRecord> records(byte[] bytes, int from, int to) {
        if (to <= from || REQUEST.isAt(bytes, from, to)) {
            return List.of();
        }
        return LineRecords.whole(new Line(1, 0, bytes, from, to, to - from), LIMIT);
    }

    /** The last title of a kind in these bytes. */
    private static @Nullable String title(byte[] bytes, int from, int to, ByteSearch key, String type) {
        int end = to;
        while (true) {
            int at = key.last(bytes, from, end);
            if (at < 0) {
                return null;
            }
            int begin = at;
            while (begin > from && bytes[begin - 1] != '\n') {
                begin--;
            }
            int stop = newline(bytes, at, to);
            for (ClaudeRecord r : records(bytes, begin, stop < 0 ? to : stop)) {
                if (r.type.equals(type) && r.value != null && !r.value.isBlank()) {
                    return Texts.oneLine(r.value, Prompts.LENGTH);
                }
            }
            end = begin;
        }
    }

    private static int newline(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
