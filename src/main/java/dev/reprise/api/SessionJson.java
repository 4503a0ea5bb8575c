package dev.reprise.api;

import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session in a list, as {@code docs/api.md} describes it. */
record SessionJson(
        String id,
        String agent,
        @Nullable String name,
        String title,
        @Nullable String customTitle,
        @Nullable String firstPrompt,
        @Nullable String lastPrompt,
        @Nullable String lastReply,
        String project,
        String projectDir,
        @Nullable String cwd,
        @Nullable String branch,
        @Nullable String firstBranch,
        String home,
        String kind,
        @Nullable String client,
        List<String> clientVersions,
        List<String> models,
        @Nullable Instant startedAt,
        @Nullable Instant lastActivityAt,
        long activeMillis,
        int turns,
        int entries,
        int toolCalls,
        int failures,
        int compactions,
        long bytes,
        String state,
        String protection,
        @Nullable Instant expiresAt,
        List<String> tags,
        boolean pinned,
        boolean hidden,
        int subagents,
        int filesTouched,
        int linesAdded,
        int linesRemoved,
        @Nullable String topFile,
        Session.Tokens tokens,
        Session.@Nullable PullRequest pullRequest,
        @Nullable String forkedFrom,
        @Nullable String continuedIn,
        int unreadableLines,
        boolean rewritten,
        boolean imported) {

    static SessionJson of(Session s) {
        return new SessionJson(
                s.id().toString(),
                s.id().agent(),
                s.name(),
                s.title(),
                s.customTitle(),
                s.firstPrompt(),
                s.lastPrompt(),
                s.lastReply(),
                s.project(),
                s.projectDir(),
                s.cwd(),
                s.branch(),
                s.firstBranch(),
                s.home(),
                s.kind().slug(),
                s.entrypoint(),
                s.clients(),
                s.models(),
                s.startedAt(),
                s.lastActivityAt(),
                s.activeMillis(),
                s.turns(),
                s.entries(),
                s.toolCalls(),
                s.failures(),
                s.compactions(),
                s.bytes(),
                s.state().slug(),
                s.protection().slug(),
                s.expiresAt(),
                s.tags(),
                s.pinned(),
                s.hidden(),
                s.subagents(),
                s.filesTouched(),
                s.linesAdded(),
                s.linesRemoved(),
                s.topFile(),
                s.tokens(),
                s.pullRequest(),
                id(s.forkedFrom()),
                id(s.continuedIn()),
                s.unreadable(),
                s.rewritten(),
                s.imported());
    }

    private static @Nullable String id(@Nullable SessionId id) {
        return id == null ? null : id.toString();
    }
}
