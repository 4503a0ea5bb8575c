package dev.reprise.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one log says of its session.
 *
 * @param ending how the log ends
 * @param sidechain the first record is a sub-agent's (then the log is no session)
 * @param origin who began it
 * @param pullRequest the last one it names
 * @param volume what its bytes are
 * @param stuck whether the last prompts all got the same error; null if not
 */
public record LogFacts(
        Kin kin,
        Period period,
        Counts counts,
        Words words,
        Place place,
        Client client,
        Ending ending,
        boolean sidechain,
        Origin origin,
        @Nullable PullRequest pullRequest,
        Volume volume,
        @Nullable Stuck stuck) {

    /** A gap between messages from here on is no work. */
    public static final Duration PAUSE = Duration.ofMinutes(10);

    /** Whether it holds no message at all. */
    public boolean onlyState() {
        return ending == Ending.EMPTY;
    }

    /**
     * Other sessions, by native id.
     *
     * @param innerSession the one inside the records, if other than the file's own (forks, copies), else null
     * @param forkedFrom the one it says it was forked from
     * @param continuedIn the one that goes on where this one stopped
     */
    public record Kin(
            @Nullable String innerSession,
            @Nullable String forkedFrom,
            @Nullable String continuedIn) {}

    /**
     * When.
     *
     * @param startedAt first time of a chain record; {@code lastAt} that of the last message (prompt, reply, tool, error)
     * @param activeMillis sum of the gaps between messages that are under {@link #PAUSE}
     * @param ownSince first time of a record that is no message (queue, snapshot, request): a copied history has none
     *     before its copying
     */
    public record Period(
            @Nullable Instant startedAt,
            @Nullable Instant lastAt,
            long activeMillis,
            @Nullable Instant ownSince) {}

    /**
     * How much.
     *
     * @param turns prompts and commands that a person sent and that were answered
     * @param entries rows with {@link EntryKind#conversation()}
     */
    public record Counts(
            int turns, int entries, int toolCalls, int failures, int compactions, int images, int unreadable) {}

    /**
     * Words to know it by, each in one line of at most 400 characters.
     *
     * @param customTitle the last one; {@code aiTitle} likewise
     * @param topic what it is about where nobody gave it a title: the first words that say something
     * @param firstPrompt the first real one; {@code lastPrompt} the last real one
     */
    public record Words(
            @Nullable String customTitle,
            @Nullable String aiTitle,
            @Nullable String topic,
            @Nullable String firstPrompt,
            @Nullable String lastPrompt,
            @Nullable String lastReply) {}

    /**
     * Where.
     *
     * @param cwd of the last record; {@code firstCwd} of the first
     */
    public record Place(
            @Nullable String firstCwd,
            @Nullable String cwd,
            @Nullable String firstBranch,
            @Nullable String branch) {}

    /**
     * With what.
     *
     * @param versions of the client, in order of appearance
     * @param models distinct, in order of appearance, without {@code <synthetic>}
     */
    public record Client(List<String> versions, List<String> models) {}

    /**
     * Who began it, and how.
     *
     * @param entrypoint {@code cli}, {@code sdk-cli}, {@code claude-vscode}, …
     * @param team the team that it works in; {@code member} its own name there if it was started as a member of it
     * @param background whether a daemon began it, without a terminal
     * @param task the scheduled task whose run it is; null if a person said something in it
     * @param flags of its command line that a resume does not bring back by itself, as words
     */
    public record Origin(
            @Nullable String entrypoint,
            @Nullable String team,
            @Nullable String member,
            boolean background,
            @Nullable String task,
            List<String> flags) {}

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

        /** Whether it stopped in the middle of a turn; a client that is gone while it waits for its user interrupts nothing. */
        public boolean isInterrupted() {
            return this == MID_TURN;
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
