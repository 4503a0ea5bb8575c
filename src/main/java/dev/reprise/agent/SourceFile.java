package dev.reprise.agent;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file in a log home that belongs into the vault.
 *
 * @param path relative to the home, {@code /}-separated
 * @param session native id of the session it belongs to (lower-case UUID), if the path tells
 * @param agentId id of the sub-agent, for sub-agent logs and their side files
 * @param kind for side files what they are ({@code meta}, {@code tool-result}, {@code file-history}, {@code image},
 *     {@code plan}, {@code todo}, {@code task}, {@code title}, {@code archived}, {@code workflow}, {@code journal},
 *     {@code history}, {@link #RESCUED}, {@code project} for what belongs to no session but to the project, {@code other}); else {@code log}
 */
public record SourceFile(
        String path,
        Role role,
        @Nullable String session,
        @Nullable String agentId,
        String kind) {

    /** Text of the session that a person exported and gave; it never lay in a home. */
    public static final String RESCUED = "rescued";

    /** What reading it means. */
    public enum Role {
        /** The main log of a session, append-only lines. */
        TRANSCRIPT("transcript"),
        /** The log of a sub-agent of a session, append-only lines. */
        SUBAGENT("subagent"),
        /** The CLI's own list of prompts over all sessions, append-only lines. */
        HISTORY("history"),
        /** Kept byte for byte, not read for the conversation. */
        SIDECAR("sidecar");

        private final String code;

        Role(String code) {
            this.code = code;
        }

        /** As the catalogue stores it; never changes. */
        public String code() {
            return code;
        }

        /** @throws IllegalArgumentException for what is no code of these */
        public static Role of(String code) {
            return Arrays.stream(values())
                    .filter(role -> role.code.equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no role: " + code));
        }
    }

    /** Whether it is a side file that is read: for what it says of its session or sub-agent. */
    public boolean saysSomething() {
        return kind.equals("meta") || kind.equals("title");
    }

    public boolean isLog() {
        return role != Role.SIDECAR;
    }
}
