package dev.reprise.agent.claude;

import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.Entry;
import dev.reprise.agent.Glimpse;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.Running;
import dev.reprise.agent.SideFacts;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.agent.claude.LineRecords.Root;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Claude Code, clients 1.0 to 2.1 (docs/formats/claude.md). */
@Component
@Order(0)
public class ClaudeCode implements CodingAgent {
    /** Characters of a text that a page gets at most. */
    static final int SHOWN = 200_000;

    private static final String HOME_VARIABLE = "CLAUDE_CONFIG_DIR";

    @Override
    public String id() {
        return "claude";
    }

    @Override
    public String label() {
        return "Claude Code";
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
    public Optional<String> leftOut(String path) {
        return path.endsWith("/sessions-index.json")
                ? Optional.of("is the CLI's own index, which it makes again by itself")
                : Optional.empty();
    }

    @Override
    public LogFold fold(SourceFile file, @Nullable String state) {
        return file.role() == Role.HISTORY ? new HistoryFold(file, state) : new ClaudeFold(file, state);
    }

    @Override
    public Glimpse glimpse(SourceFile file, byte[] head, byte[] tail) {
        return Glimpses.of(head, tail);
    }

    @Override
    public List<Entry> read(Line record) {
        List<Entry> entries = new ArrayList<>();
        for (Root root : LineRecords.of(record, SHOWN)) {
            ClaudeRecord rec = root.rec();
            if (rec == null) {
                entries.add(unreadable(record, root));
            } else {
                entries.addAll(Entries.of(rec, true));
            }
        }
        return entries;
    }

    private static Entry unreadable(Line line, Root root) {
        int to = Math.min(root.to(), root.from() + SHOWN);
        return new Entry.Unreadable(
                new Entry.Head(0, null, null, false),
                root.reason(),
                new Entry.Text(LineRecords.text(line.bytes(), root.from(), to), root.to() - root.from()));
    }

    @Override
    public Optional<byte[]> picture(byte[] record, int index) {
        return Pictures.find(record, index);
    }

    @Override
    public Optional<SideFacts> side(SourceFile file, byte[] content) {
        return SideFile.read(file, content);
    }

    @Override
    public List<Running> running(Path home) {
        return Registry.read(home);
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
    public List<String> resumeWords(String nativeId, boolean fork, List<String> extra) {
        List<String> words = new ArrayList<>(List.of("claude", "--resume", nativeId.toLowerCase(Locale.ROOT)));
        if (fork) {
            words.add("--fork-session");
        }
        words.addAll(extra);
        return List.copyOf(words);
    }

    /** Background sessions are attached to by the first 8 characters of their job's or session's id. */
    @Override
    public List<String> attachWords(Running background) {
        String job = background.jobId() == null ? background.session() : background.jobId();
        return List.of("claude", "attach", job.length() > 8 ? job.substring(0, 8) : job);
    }

    @Override
    public Optional<Duration> sweepsAfter(Path home) {
        return Sweep.after(home);
    }

    @Override
    public Optional<String> folderOf(String cwd) {
        return Optional.of(ProjectFolder.of(cwd));
    }

    @Override
    public String reader() {
        return "claude 2";
    }

    @Override
    public boolean isHeadless(String entrypoint) {
        return entrypoint.startsWith("sdk");
    }

    @Override
    public boolean isInternal(String agentId) {
        return agentId.startsWith("acompact-") || agentId.startsWith("aprompt_suggestion-");
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
        return Layout.uuid(folder) != null;
    }

    @Override
    public boolean takesId(String nativeId) {
        return nativeId.equals(Layout.uuid(nativeId));
    }

    @Override
    public Optional<Trouble> idTrouble(String nativeId, List<String> fileNames) {
        if (nativeId.startsWith("agent-")) {
            return Optional.of(new Trouble(
                    "This is the log of a sub-agent, which cannot be resumed by itself.",
                    "Resume the session that started it."));
        }
        Optional<String> odd =
                fileNames.stream().filter(name -> !name.startsWith(nativeId)).findFirst();
        if (takesId(nativeId) && odd.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Trouble(
                label() + " resumes by file name and takes only a full lower-case UUID; this log is called "
                        + odd.orElse(nativeId) + ".",
                "Give the file a UUID of its own as its name, then resume that one."));
    }
}
