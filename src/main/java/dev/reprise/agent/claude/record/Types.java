package dev.reprise.agent.claude.record;

import dev.reprise.agent.EntryKind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every record, system and attachment type described so far (formats/claude.md), and what becomes of it. A type that is
 * missing here is shown and reported as unknown.
 */
public final class Types {
    private static final Set<String> STATE = Set.of(
            "summary",
            "ai-title",
            "custom-title",
            "agent-name",
            "agent-color",
            "agent-setting",
            "tag",
            "last-prompt",
            "pr-link",
            "permission-mode",
            "mode",
            "queue-operation",
            "file-history-snapshot",
            "file-history-delta",
            "bridge-session",
            "frame-link",
            "atis-latch",
            "relocated",
            "worktree-state",
            "content-replacement",
            "cost-state",
            "tools-used",
            "continued-in",
            "started",
            "result",
            "session-owner",
            "ended-by-model",
            "fork-context-ref",
            "repl-mode",
            "memory-mode",
            "isolation-latch",
            "hybrid-organization",
            "dev-mods",
            "history-suppression",
            "observer-ref",
            "resume-head-vouch",
            "saved_hook_context",
            "artifact-autoreact-ledger",
            "artifact-comment-monitor",
            "attribution-snapshot",
            "marble-origami-commit",
            "marble-origami-snapshot");

    private static final Set<String> NOTICES = Set.of(
            "away_summary",
            "bridge_status",
            "informational",
            "scheduled_task_fire",
            "model_refusal_fallback",
            "agents_killed",
            "permission_retry",
            "memory_saved",
            "session_start",
            "cloud_session_status");

    private static final Map<String, EntryKind> ATTACHMENTS = Map.ofEntries(
            shown("file"),
            shown("directory"),
            shown("edited_text_file"),
            shown("compact_file_reference"),
            shown("selected_lines_in_ide"),
            shown("opened_file_in_ide"),
            shown("structured_output"),
            shown("hook_blocking_error"),
            shown("hook_non_blocking_error"),
            shown("hook_additional_context"),
            shown("hook_system_message"),
            shown("hook_success"),
            Map.entry("task_status", EntryKind.NOTIFICATION),
            Map.entry("queued_command", EntryKind.PROMPT),
            sent("hook_cancelled"),
            sent("task_reminder"),
            sent("todo_reminder"),
            sent("nested_memory"),
            sent("skill_listing"),
            sent("agent_listing_delta"),
            sent("deferred_tools_delta"),
            sent("deferred_tools_record"),
            sent("mcp_instructions_delta"),
            sent("invoked_skills"),
            sent("command_permissions"),
            sent("plan_mode"),
            sent("plan_mode_reentry"),
            sent("plan_mode_exit"),
            sent("auto_mode"),
            sent("auto_mode_exit"),
            sent("date_change"),
            sent("date"),
            sent("total_tokens_reminder"),
            sent("read_truncation_notice"),
            sent("companion_intro"),
            sent("budget_usd"),
            sent("environment"),
            sent("instructions"),
            sent("model"),
            sent("prompt_snapshot"),
            sent("remote_session_change"),
            sent("session_context"),
            sent("session_cron_carry"),
            sent("async_hook_response"),
            sent("bash_output_audience_note"),
            sent("batching_reminder_sent"),
            sent("credential_org"),
            sent("diagnostics"),
            sent("dynamic_skill"),
            sent("goal_status"),
            sent("hook_permission_decision"),
            sent("inlined_image_paths"),
            sent("memory_update"),
            sent("output_style"),
            sent("output_style_instructions"),
            sent("relevant_memories"),
            sent("silent_turn_reminder"),
            sent("team_context"),
            sent("thinking_drop"),
            sent("thinking_stripped"),
            sent("token_usage"),
            sent("ultra_effort_enter"),
            sent("ultra_effort_exit"),
            sent("ultrathink_effort"),
            sent("workflow_keyword_request"),
            sent("workflow_size_guideline_change"),
            shown("hook_error_during_execution"),
            shown("hook_stopped_continuation"),
            shown("max_turns_reached"),
            shown("mcp_resource"),
            shown("pdf_reference"),
            shown("plan_file_reference"),
            Map.entry("teammate_mailbox", EntryKind.NOTIFICATION));

    private Types() {}

    private static Map.Entry<String, EntryKind> shown(String type) {
        return Map.entry(type, EntryKind.ATTACHMENT);
    }

    private static Map.Entry<String, EntryKind> sent(String type) {
        return Map.entry(type, EntryKind.REQUEST);
    }

    /** Kind of a record without a message; null if the type is not known. */
    public static @Nullable EntryKind record(String type) {
        if (type.equals("progress")) {
            return EntryKind.PROGRESS;
        }
        if (STATE.contains(type)) {
            return EntryKind.STATE;
        }
        return switch (type) {
            case "api-request", "api-request-blob", "api-request-shape", "api-request-resumed" -> EntryKind.REQUEST;
            default -> null;
        };
    }

    /** Whether a record of this type is one at all, also those with a message. */
    static boolean isRecord(String type) {
        return switch (type) {
            case "user", "assistant", "system", "attachment" -> true;
            default -> record(type) != null;
        };
    }

    public static boolean isNotice(String subtype) {
        return NOTICES.contains(subtype);
    }

    /** Kind of an attachment; null if the type is not known. */
    public static @Nullable EntryKind attachment(String type) {
        return ATTACHMENTS.get(type);
    }
}
