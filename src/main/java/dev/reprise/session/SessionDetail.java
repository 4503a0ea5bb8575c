package dev.reprise.session;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All about a session but its conversation.
 *
 * @param files changed files, most changed lines first
 * @param commands shell commands that tools ran, in order, at most 500
 * @param stored every log and side file of it in the vault
 * @param lineage forks, continuations and copies, nearest first
 */
public record SessionDetail(
        Session session,
        List<Subagent> subagents,
        List<FileTouched> files,
        List<Command> commands,
        List<Tool> tools,
        List<TokensOfDay> tokens,
        List<Stored> stored,
        List<BadLine> unreadable,
        List<TypeCount> unknown,
        List<Relative> lineage,
        List<CopyOfLog> copies) {

    /**
     * @param internal made by the client for itself (compaction, suggestions)
     * @param line of the call in the main log, 0 if not known
     */
    public record Subagent(
            String agentId,
            String title,
            @Nullable String type,
            @Nullable String model,
            int entries,
            int toolCalls,
            long tokens,
            @Nullable Instant startedAt,
            long activeMillis,
            boolean internal,
            int line,
            @Nullable String callId) {}

    /**
     * @param line of its last change, in the log of {@code agentId}; null: in the session's own. 0 if that is not known
     * @param at when that was
     */
    public record FileTouched(
            String path,
            int changes,
            int added,
            int removed,
            @Nullable String agentId,
            int line,
            @Nullable Instant at) {}

    /**
     * @param line of the call, in the log of {@code agentId}; null: in the session's own
     * @param answered whether its result was seen; {@code failed} what that said
     * @param millis from call to result; null if one of the times is not known
     */
    public record Command(
            int line,
            String text,
            boolean failed,
            @Nullable String agentId,
            @Nullable Instant at,
            boolean answered,
            @Nullable Long millis) {}

    public record Tool(String name, int calls, int failed) {}

    public record TokensOfDay(
            @Nullable LocalDate day, @Nullable String model, Session.Tokens tokens) {}

    /**
     * @param file as {@code ?file=} of the raw call; path below the session's folder, or of the home
     * @param kind {@code log}, {@code meta}, {@code tool-result}, …
     * @param bytes raw; {@code vaultBytes} compressed
     * @param versions 1 if it never changed behind our back
     */
    public record Stored(String file, String kind, long bytes, long vaultBytes, int versions, boolean sourceThere) {}

    public record BadLine(String file, int line, long offset, int length, String reason) {}

    /** A prompt as the CLI's own prompt history holds it, with what was pasted into it, clipped to 8,000 characters. */
    public record Typed(@Nullable Instant at, String text) {}

    public record TypeCount(String what, int count) {}

    /** @param how {@code forked-from}, {@code fork}, {@code continued-in}, {@code continues}, {@code shares-history},
     *     {@code team-lead}, {@code team-member}, {@code background-twin}, {@code twin-of}, {@code run} (of the same scheduled task) */
    public record Relative(SessionId id, String title, String how, int sharedMessages) {}

    /** A main log with this session's id: where it lies and whether it is there now. */
    public record CopyOfLog(
            String path, boolean there, @Nullable Instant modifiedAt, long bytes) {}
}
