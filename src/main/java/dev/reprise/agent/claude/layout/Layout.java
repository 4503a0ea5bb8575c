package dev.reprise.agent.claude.layout;

import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.agent.Uuid;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which file of a home is what (client/FORMAT.md section 1, FORMAT-claude.md section 1). */
public final class Layout {
    private static final Pattern AGENT = Pattern.compile("agent-(.+?)\\.(jsonl|meta\\.json)");
    private static final Pattern TODO = Pattern.compile("(" + Uuid.PATTERN + ")-agent-(.+)\\.json");

    private static final String JSONL = ".jsonl";

    private Layout() {}

    static Optional<SourceFile> classify(String path) {
        String[] parts = path.split("/", -1);
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(
                switch (parts[0]) {
                    case "projects" -> project(path, parts);
                    case "history.jsonl" -> parts.length == 1 ? file(path, Role.HISTORY, null, null, "history") : null;
                    case "file-history" -> bySession(path, parts, "file-history");
                    case "image-cache" -> bySession(path, parts, "image");
                    case "tasks" -> parts[parts.length - 1].equals(".lock") ? null : bySession(path, parts, "task");
                    case "plans" ->
                        parts.length == 2 && parts[1].endsWith(".md") ? side(path, null, null, "plan") : null;
                    case "todos" -> todo(path, parts);
                    default -> null;
                });
    }

    /** Everything below {@code projects/} is something: a log wherever it lies, a file of its session, else the project's. */
    private static SourceFile project(String path, String[] parts) {
        String name = parts[parts.length - 1];
        String inner = parts.length >= 4 ? Uuid.lower(parts[2]) : null;
        SourceFile known =
                parts.length == 3 ? directly(path, name) : inner == null ? null : ofSession(path, parts, inner);
        if (known != null) {
            return known;
        }
        String log = name.endsWith(JSONL) ? Uuid.lower(name.substring(0, name.length() - JSONL.length())) : null;
        return log != null
                ? file(path, Role.TRANSCRIPT, log, null, "log")
                : side(path, inner, null, inner == null ? "project" : "other");
    }

    private static @Nullable SourceFile ofSession(String path, String[] parts, String session) {
        return switch (parts[3]) {
            case "subagents" -> subagent(path, parts, session);
            case "workflows" -> side(path, session, null, "workflow");
            case "tool-results" -> side(path, session, null, "tool-result");
            // no client writes it: text that a person exported from a window that saved nothing
            case SourceFile.RESCUED -> side(path, session, null, SourceFile.RESCUED);
            case "custom-title.json" -> parts.length == 4 ? side(path, session, null, "title") : null;
            case "archived.json" -> parts.length == 4 ? side(path, session, null, "archived") : null;
            default -> null;
        };
    }

    /** Whether the client finds this main log: {@code projects/FOLDER/ID.jsonl} (client/FORMAT.md section 1). */
    static boolean isWhereTheClientLooks(String path) {
        return path.split("/", -1).length == 3;
    }

    private static @Nullable SourceFile directly(String path, String name) {
        Matcher agent = AGENT.matcher(name);
        if (!name.endsWith(JSONL)) {
            return agent.matches() ? side(path, null, agent.group(1), "meta") : null;
        }
        if (Uuid.lower(name.substring(0, name.length() - JSONL.length())) != null) {
            return null;
        }
        return agent.matches()
                ? file(path, Role.SUBAGENT, null, agent.group(1), "log")
                : side(path, null, null, "other");
    }

    private static @Nullable SourceFile subagent(String path, String[] parts, String session) {
        String name = parts[parts.length - 1];
        if (parts.length < 5) {
            return null;
        }
        Matcher agent = AGENT.matcher(name);
        if (agent.matches()) {
            boolean log = agent.group(2).equals("jsonl");
            return file(path, log ? Role.SUBAGENT : Role.SIDECAR, session, agent.group(1), log ? "log" : "meta");
        }
        return side(path, session, null, name.equals("journal.jsonl") ? "journal" : "workflow");
    }

    private static @Nullable SourceFile bySession(String path, String[] parts, String kind) {
        String session = parts.length < 3 ? null : Uuid.lower(parts[1]);
        return session == null ? null : side(path, session, null, kind);
    }

    private static @Nullable SourceFile todo(String path, String[] parts) {
        Matcher todo = TODO.matcher(parts.length == 2 ? parts[1] : "");
        return todo.matches() ? side(path, Uuid.lower(todo.group(1)), todo.group(2), "todo") : null;
    }

    private static SourceFile side(String path, @Nullable String session, @Nullable String agent, String kind) {
        return file(path, Role.SIDECAR, session, agent, kind);
    }

    private static SourceFile file(
            String path, Role role, @Nullable String session, @Nullable String agent, String kind) {
        return new SourceFile(path, role, session, agent, kind);
    }

    /** The same name with another ending; empty if it does not end so. */
    static Optional<String> beside(String path, String ending, String other) {
        return path.endsWith(ending)
                ? Optional.of(path.substring(0, path.length() - ending.length()) + other)
                : Optional.empty();
    }
}
