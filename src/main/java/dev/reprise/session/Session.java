package dev.reprise.session;

import dev.reprise.criteria.View;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as lists and headers show it. Strings come from logs: hostile, unescaped.
 *
 * @param name that the user gave in Reprise
 * @param title name, else the CLI's custom title, its generated title, a summary, the first real prompt, the id
 * @param project label of the project ({@code acme/api}); {@code projectDir} its directory
 * @param cwd directory of the last record
 * @param branch at the end; {@code firstBranch} at the start
 * @param home the log home it was read from
 * @param topFile the file with the most changed lines
 * @param bytes of all its logs and side files, raw
 * @param expiresAt when the CLI's own clean-up may delete its log; null if it will not or has
 * @param copies main logs with this id that are there now (two make resume fail)
 * @param imported false while only the quick look is known
 */
public record Session(
        SessionId id,
        @Nullable String name,
        String title,
        @Nullable String customTitle,
        @Nullable String firstPrompt,
        @Nullable String lastPrompt,
        @Nullable String lastReply,
        String project,
        String projectDir,
        @Nullable String cwd,
        @Nullable String firstBranch,
        @Nullable String branch,
        String home,
        SessionKind kind,
        SessionState state,
        Protection protection,
        @Nullable Instant expiresAt,
        @Nullable Instant startedAt,
        @Nullable Instant lastActivityAt,
        long activeMillis,
        int turns,
        int entries,
        int toolCalls,
        int failures,
        int compactions,
        int subagents,
        int filesTouched,
        int linesAdded,
        int linesRemoved,
        @Nullable String topFile,
        long bytes,
        Tokens tokens,
        List<String> models,
        List<String> clients,
        @Nullable String entrypoint,
        @Nullable PullRequest pullRequest,
        @Nullable SessionId forkedFrom,
        @Nullable SessionId continuedIn,
        List<String> tags,
        boolean pinned,
        boolean hidden,
        int unreadable,
        Held held,
        int copies,
        boolean imported) {

    /** Whether the CLI may delete its log within {@link View#SOON}. */
    public boolean expiresSoon(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now.plus(View.SOON));
    }

    /** Whether the source changed behind our back: an older version is in the vault. */
    public boolean rewritten() {
        return held.rewritten;
    }

    /**
     * What is known of its files in the vault.
     *
     * @param recovered entries of the conversation that its log no longer has: only older versions do
     * @param verifiedAt when the last of its logs was read back, all of it, against its check sums; null: not all of them yet
     * @param damagedAt since when some of it cannot be read; null: all can, as far as was looked
     * @param readable raw bytes of the damaged logs that can be read; null if none is damaged
     */
    public record Held(
            boolean rewritten,
            int recovered,
            @Nullable Instant verifiedAt,
            @Nullable Instant damagedAt,
            @Nullable Long readable) {

        /** Never rewritten, never damaged, not yet verified. */
        public static final Held PLAIN = new Held(false, 0, null, null, null);
    }

    /** Tokens as billed, counted once over copies of the same history, sub-agents included. */
    public record Tokens(long input, long cacheRead, long cacheWrite, long output) {
        public long total() {
            return input + cacheRead + cacheWrite + output;
        }
    }

    public record PullRequest(int number, String url) {}
}
