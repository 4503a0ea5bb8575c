package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Finding;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.Texts;
import dev.reprise.agent.claude.record.Versions;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What records without a message say: titles, tags, links. The last one of a kind counts. */
final class StateRecords {
    private final FoldState s;
    private boolean notice;

    StateRecords(FoldState state) {
        this.s = state;
    }

    /** Whether the last record was one of type {@code system}. */
    boolean notice() {
        return notice;
    }

    void record(ClaudeRecord r, Consumer<Finding> found) {
        notice = r.type.equals("system");
        if (!s.exits && r.version != null && !s.clients.contains(r.version)) {
            s.exits = Versions.atLeast(r.version, 2, 1, 330);
        }
        switch (r.type) {
            case "custom-title" -> s.customTitle = title(r.value);
            case "ai-title" -> s.aiTitle = title(r.value);
            case "last-prompt" -> s.writtenLastPrompt = title(r.value) == null ? s.writtenLastPrompt : title(r.value);
            case "continued-in" -> s.continuedIn = r.value == null ? null : r.value.toLowerCase(Locale.ROOT);
            case "relocated" -> relocated(r.value);
            case "cost-state" -> {
                s.exits = true;
                s.exitWritten = true;
            }
            case "summary" -> summary(r, found);
            case "pr-link" -> pullRequest(r);
            default -> {}
        }
    }

    private void relocated(@Nullable String cwd) {
        if (cwd != null && !cwd.isBlank()) {
            s.firstCwd = s.firstCwd == null ? cwd : s.firstCwd;
            s.cwd = cwd;
        }
    }

    private static void summary(ClaudeRecord r, Consumer<Finding> found) {
        String title = title(r.value);
        if (r.leafUuid != null && title != null) {
            found.accept(new Finding.TitleOf(r.leafUuid, title));
        }
    }

    private void pullRequest(ClaudeRecord r) {
        if (r.prUrl != null && r.number > 0) {
            s.prNumber = r.number;
            s.prUrl = Texts.oneLine(r.prUrl, 1000);
        }
    }

    private static @Nullable String title(@Nullable String value) {
        String line = value == null ? "" : Texts.oneLine(TopicTracker.plain(value), Prompts.LENGTH);
        return line.isEmpty() ? null : line;
    }
}
