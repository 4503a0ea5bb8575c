package dev.reprise.session;

import dev.reprise.criteria.View;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as lists and headers show it. Strings come from logs: hostile, unescaped. The parts carry the names of the API.
 *
 * @param imported false while only the quick look is known
 */
public record Session(
        SessionId id,
        Words words,
        Place place,
        SessionKind kind,
        SessionState state,
        Activity activity,
        Protection protection,
        Period period,
        Counts counts,
        Changes changes,
        Client client,
        @Nullable PullRequest pullRequest,
        Kin kin,
        Marks marks,
        Troubles troubles,
        Held held,
        boolean imported) {

    public String title() {
        return words.title;
    }

    /** The directory of its last record. */
    public @Nullable String cwd() {
        return place.cwd;
    }

    /** Whether the CLI may delete its log within {@link View#SOON}. */
    public boolean expiresSoon(Instant now) {
        return period.expiresAt != null && !period.expiresAt.isAfter(now.plus(View.SOON));
    }

    /** Whether the source changed behind our back: an older version is in the vault. */
    public boolean rewritten() {
        return held.rewritten;
    }

    /**
     * Words to know it by.
     *
     * @param name that the user gave in Reprise
     * @param title name, else the CLI's custom title, its generated title, a summary, the first words that say something, the id
     * @param customTitle that somebody gave in the CLI; {@code generatedTitle} by the CLI itself
     * @param sharedTitle whether another session in the list is called the same
     * @param titleFrom what it is: {@code name} that somebody gave, here or in the CLI; {@code generated} by the CLI; {@code words}
     *     of the session that stand in
     */
    public record Words(
            @Nullable String name,
            String title,
            @Nullable String customTitle,
            @Nullable String generatedTitle,
            @Nullable String firstPrompt,
            @Nullable String lastPrompt,
            @Nullable String lastReply,
            boolean sharedTitle,
            String titleFrom) {

        /** What the CLI calls it; null if nothing. */
        public @Nullable String cliTitle() {
            return customTitle == null ? generatedTitle : customTitle;
        }
    }

    /**
     * Where it was.
     *
     * @param project label of the project ({@code acme/api}), {@code shownDir} its directory
     * @param projectDir directory of the project that it ran in: another one where a person merged that into {@code project}
     * @param cwd directory of the last record
     * @param branch at the end; {@code firstBranch} at the start
     * @param home the log home it was read from
     */
    public record Place(
            String project,
            String projectDir,
            String shownDir,
            @Nullable String cwd,
            @Nullable String branch,
            @Nullable String firstBranch,
            String home) {}

    /**
     * When it was.
     *
     * @param expiresAt when the CLI's own clean-up may delete its log; null if it will not or has
     */
    public record Period(
            @Nullable Instant startedAt,
            @Nullable Instant lastActivityAt,
            long activeMillis,
            @Nullable Instant expiresAt) {}

    /**
     * What it does now.
     *
     * @param status what its client says ({@code waiting}, {@code idle}, {@code busy}); null if it says nothing, or no process is
     *     seen
     * @param waitingFor what for, as the client says
     * @param evidence how the state is known: one sentence; strings of files in it are hostile, unescaped
     */
    public record Activity(
            @Nullable String status, @Nullable String waitingFor, String evidence) {}

    /** How much there is of it. */
    public record Counts(
            int turns,
            int entries,
            int toolCalls,
            int failures,
            int compactions,
            int subagents,
            int unreadableLines,
            Tokens tokens) {}

    /**
     * What it did to files.
     *
     * @param topFile the one with the most changed lines
     */
    public record Changes(
            int filesTouched,
            int linesAdded,
            int linesRemoved,
            @Nullable String topFile) {}

    /**
     * What it was made with.
     *
     * @param client entry point of the CLI: {@code cli}, {@code claude-vscode}, …
     * @param flags of its command line that a resume does not bring back by itself, as words
     */
    public record Client(
            @Nullable String client, List<String> clientVersions, List<String> models, List<String> flags) {}

    /**
     * Others that it belongs to.
     *
     * @param copies main logs with this id that are there now (two make resume fail)
     * @param team name of the team of agents that it works in
     * @param task name of the scheduled task whose run it is; {@code runs} of the last one how many there are, else 0
     */
    public record Kin(
            @Nullable SessionId forkedFrom,
            @Nullable SessionId continuedIn,
            int copies,
            @Nullable String team,
            @Nullable String task,
            int runs) {}

    /**
     * What the user made of it.
     *
     * @param stream a path, {@code client-x/billing}
     * @param trashedUntil when it is purged; null: it is not in the trash
     */
    public record Marks(
            List<String> tags,
            @Nullable String stream,
            boolean pinned,
            boolean hidden,
            @Nullable Instant trashedUntil) {

        /** Whether it is in the trash. */
        public boolean inTrash() {
            return trashedUntil != null;
        }
    }

    /**
     * What is known of its files in the vault.
     *
     * @param bytes of all its logs and side files, raw
     * @param rewritten whether the vault has an older version of its log that says something which the log does not say now
     * @param recoveredEntries of the conversation that its log no longer has: only older versions do
     * @param verifiedAt when the last of its logs was read back, all of it, against its check sums; null: not all of them yet
     * @param damagedAt since when some of it cannot be read; null: all can, as far as was looked
     * @param readableBytes raw, of the damaged logs that can be read; null if none is damaged
     */
    public record Held(
            long bytes,
            boolean rewritten,
            int recoveredEntries,
            @Nullable Instant verifiedAt,
            @Nullable Instant damagedAt,
            @Nullable Long readableBytes) {}

    /**
     * Tokens as billed, counted once over copies of the same history, sub-agents included.
     *
     * @param cacheWrite all that was written to caches; {@code cacheWrite1h} of it what is kept for an hour instead of five
     *     minutes, at another price
     */
    public record Tokens(long input, long cacheRead, long cacheWrite, long cacheWrite1h, long output) {
        public long total() {
            return input + cacheRead + cacheWrite + output;
        }
    }

    public record PullRequest(int number, String url) {}
}
