package dev.reprise.agent;

import org.jspecify.annotations.Nullable;

/**
 * A file in a log home that belongs into the vault.
 *
 * @param path relative to the home, {@code /}-separated
 * @param session native id of the session it belongs to (lower-case UUID), if the path tells
 * @param agentId id of the sub-agent, for sub-agent logs and their side files
 * @param kind for side files what they are ({@code meta}, {@code tool-result}, {@code file-history}, {@code image},
 *     {@code plan}, {@code todo}, {@code task}, {@code title}, {@code archived}, {@code workflow}, {@code journal},
 *     {@code history}, {@code project} for what belongs to no session but to the project, {@code other}); else {@code log}
 */
public record SourceFile(
        String path,
        Role role,
        @Nullable String session,
        @Nullable String agentId,
        String kind) {

    /** What reading it means. */
    public enum Role {
        /** The main log of a session, append-only lines. */
        TRANSCRIPT,
        /** The log of a sub-agent of a session, append-only lines. */
        SUBAGENT,
        /** The CLI's own list of prompts over all sessions, append-only lines. */
        HISTORY,
        /** Kept byte for byte, not read for the conversation. */
        SIDECAR
    }

    public boolean isLog() {
        return role != Role.SIDECAR;
    }
}
