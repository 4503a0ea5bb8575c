package dev.reprise.agent.claude.layout;

import dev.reprise.agent.Cleanup;
import dev.reprise.agent.Running;
import dev.reprise.agent.SettingsEdit;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.Sources;
import dev.reprise.agent.Traces;
import dev.reprise.agent.Unregistered;
import dev.reprise.agent.Uuid;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The homes of Claude Code, and what lies in them (client/FORMAT.md section 1). */
public final class ClaudeSources implements Sources {

    private static final String HOME_VARIABLE = "CLAUDE_CONFIG_DIR";

    private final CleanupSettings cleanups;
    private final Registry registry;

    public ClaudeSources() {
        this(CleanupSettings.managedHere());
    }

    /** @param managed folders in which an administrator's settings lie */
    ClaudeSources(List<Path> managed) {
        cleanups = new CleanupSettings(managed);
        registry = new Registry(new Processes(Path.of("/proc")));
    }

    @Override
    public List<Path> defaultHomes(UnaryOperator<@Nullable String> environment, Path userHome) {
        String named = environment.apply(HOME_VARIABLE);
        if (named != null && !named.isBlank()) {
            return List.of(Path.of(named));
        }
        return List.of(defaultHome(userHome), userHome.resolve(".config").resolve("claude"));
    }

    @Override
    public List<String> places() {
        return List.of("projects", "history.jsonl", "file-history", "image-cache", "plans", "todos", "tasks");
    }

    @Override
    public Optional<SourceFile> classify(String path) {
        return Layout.classify(path);
    }

    @Override
    public String placeFor(SourceFile log, @Nullable String cwd) {
        if (Layout.isWhereTheClientLooks(log.path())) {
            return log.path();
        }
        String[] parts = log.path().split("/", -1);
        String folder = cwd == null ? parts.length > 2 ? parts[1] : "-" : ProjectFolder.of(cwd);
        return parts[0] + "/" + folder + "/" + parts[parts.length - 1];
    }

    @Override
    public String placeIn(SourceFile file, String cwd) {
        String[] parts = file.path().split("/", -1);
        if (!parts[0].equals("projects") || parts.length < 3) {
            return file.path();
        }
        if (file.role() == SourceFile.Role.TRANSCRIPT) {
            return parts[0] + "/" + ProjectFolder.of(cwd) + "/" + parts[parts.length - 1];
        }
        parts[1] = ProjectFolder.of(cwd);
        return String.join("/", parts);
    }

    @Override
    public Optional<String> leftOut(String path) {
        return path.endsWith("/sessions-index.json")
                ? Optional.of("is the CLI's own index, which it makes again by itself")
                : Optional.empty();
    }

    @Override
    public List<Running> running(Path home) {
        return registry.read(home);
    }

    @Override
    public List<Unregistered> unregistered(List<Path> homes, Instant now) {
        return registry.unregistered(homes, now);
    }

    @Override
    public Cleanup cleanup(Path home, @Nullable Path project, Instant now) {
        return cleanups.of(home, project, now);
    }

    @Override
    public Optional<SettingsEdit> keepingFor(Path home, long days) {
        return Optional.of(CleanupSettings.edited(home.resolve("settings.json"), days));
    }

    @Override
    public Optional<Traces> traces() {
        return Optional.of(new ClaudeTraces());
    }

    @Override
    public Cleanup.Fate fate(SourceFile file) {
        return switch (file.kind()) {
            case "tool-result", "file-history", "task", "todo", "plan" -> Cleanup.Fate.OWN_TIME;
            case "image" -> Cleanup.Fate.ANY_START;
            case "history", "project" -> Cleanup.Fate.NEVER;
            default -> Cleanup.Fate.WITH_LOG;
        };
    }

    @Override
    public String homeVariable() {
        return HOME_VARIABLE;
    }

    @Override
    public Path defaultHome(Path userHome) {
        return userHome.resolve(".claude");
    }

    @Override
    public Optional<String> folderOf(String cwd) {
        return Optional.of(ProjectFolder.of(cwd));
    }

    @Override
    public String projectDirectory(String cwd) {
        int worktree = cwd.replace('\\', '/').indexOf("/.claude/worktrees/");
        return worktree > 0 ? cwd.substring(0, worktree) : cwd;
    }

    @Override
    public Optional<String> describedBy(SourceFile subagentLog) {
        return Layout.beside(subagentLog.path(), ".jsonl", ".meta.json");
    }

    @Override
    public Optional<String> describes(SourceFile sideFile) {
        return Layout.beside(sideFile.path(), ".meta.json", ".jsonl");
    }

    @Override
    public boolean isOfOneSession(String folder) {
        return Uuid.lower(folder) != null;
    }
}
