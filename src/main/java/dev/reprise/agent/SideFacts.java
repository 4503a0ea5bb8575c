package dev.reprise.agent;

import org.jspecify.annotations.Nullable;

/**
 * What a file beside a log says; texts are on one line, at most 400 characters.
 *
 * @param title name that a person gave the session
 * @param agentType kind of sub-agent
 * @param description what the sub-agent was told to do, in a few words
 * @param call id of the tool call that started the sub-agent
 */
public record SideFacts(
        @Nullable String title,
        @Nullable String agentType,
        @Nullable String description,
        @Nullable String call) {}
