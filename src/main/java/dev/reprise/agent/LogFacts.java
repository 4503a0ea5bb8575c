package dev.reprise.agent;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one log says of its session.
 *
 * @param innerSession session id inside the records, if other than the file's own (forks, copies), else null
 * @param forkedFrom native id of the session this one says it was forked from
 * @param continuedIn native id of the session that goes on where this one stopped
 * @param startedAt first time of a chain record; {@code lastAt} that of the last message (prompt, reply, tool, error)
 * @param activeMillis sum of the gaps between messages that are under 10 minutes
 * @param turns prompts and commands that a person sent and that were answered
 * @param entries rows with {@link EntryKind#conversation()}
 * @param records lines that were read
 * @param customTitle the last one; {@code aiTitle} likewise
 * @param firstPrompt the first real one (at most 400 characters, one line); {@code lastPrompt} the last real one
 * @param cwd of the last record; {@code firstCwd} of the first
 * @param entrypoint client: {@code cli}, {@code sdk-cli}, {@code claude-vscode}, …
 * @param sessionKind {@code bg} for background sessions
 * @param slug name of the plan file
 * @param clients versions of the client, in order of appearance
 * @param models distinct, in order of appearance, without {@code <synthetic>}
 * @param tools calls by tool name
 * @param ending how the log ends
 * @param openCalls tool calls without a result, names in order, at most 20
 * @param sidechain the first record is a sub-agent's (then the log is no session)
 * @param onlyState holds no message at all
 * @param ownSince first time of a record that is no message (queue, snapshot, request): a copied history has none before its copying
 * @param pullRequest the last one it names
 */
public record LogFacts(
        @Nullable String innerSession,
        @Nullable String forkedFrom,
        @Nullable String continuedIn,
        @Nullable Instant startedAt,
        @Nullable Instant lastAt,
        long activeMillis,
        int turns,
        int entries,
        int records,
        int prompts,
        int replies,
        int toolCalls,
        int failures,
        int compactions,
        int images,
        int unreadable,
        @Nullable String customTitle,
        @Nullable String aiTitle,
        @Nullable String tag,
        @Nullable String firstPrompt,
        @Nullable String lastPrompt,
        @Nullable String lastReply,
        @Nullable String firstCwd,
        @Nullable String cwd,
        @Nullable String firstBranch,
        @Nullable String branch,
        @Nullable String entrypoint,
        @Nullable String sessionKind,
        @Nullable String slug,
        List<String> clients,
        List<String> models,
        SortedMap<String, Integer> tools,
        Ending ending,
        List<String> openCalls,
        boolean sidechain,
        boolean onlyState,
        @Nullable Instant ownSince,
        @Nullable PullRequest pullRequest) {

    /** A pull request the session is linked to; the address has at most 1,000 characters. */
    public record PullRequest(int number, String url) {}

    /** How a log ends, as far as it tells (client/FORMAT.md, "How the tail looks"). */
    public enum Ending {
        /** A cost-state after the last message: the client ended in order. */
        CLEAN("clean"),
        /** The last turn was answered; whether the client ended in order is not written (clients before cost-state). */
        ANSWERED("answered"),
        /** The last turn was answered, and no cost-state followed although this client writes them. */
        NO_EXIT("no-exit"),
        /** The last message is a prompt without an answer, or a tool call without a result. */
        MID_TURN("mid-turn"),
        /** No message at all. */
        EMPTY("empty");

        private final String code;

        Ending(String code) {
            this.code = code;
        }

        /** As the catalogue stores it; never changes. */
        public String code() {
            return code;
        }

        /** Whether it stopped in the middle, or without a clean exit. */
        public boolean isInterrupted() {
            return this == MID_TURN || this == NO_EXIT;
        }

        /** @throws IllegalArgumentException for what is no code of these */
        public static Ending of(String code) {
            return Arrays.stream(values())
                    .filter(ending -> ending.code.equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no ending: " + code));
        }
    }
}
