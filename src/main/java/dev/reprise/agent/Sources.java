package dev.reprise.agent;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where the logs of a coding CLI lie, what each file is, and what the CLI itself does with them. Only reads. */
public interface Sources {

    /** The homes to read when the user names none, most likely first; they need not exist. */
    List<Path> defaultHomes(UnaryOperator<@Nullable String> environment, Path userHome);

    /** Folders and files directly in a home that are worth walking ({@code projects}, {@code history.jsonl}, …). */
    List<String> places();

    /** What the file at this path (relative to the home, {@code /}-separated) is; empty if it is not to be kept. */
    Optional<SourceFile> classify(String path);

    /**
     * Where in a home the CLI looks for this main log: its own path, or the one it must be moved to first.
     *
     * @param cwd the directory the session worked in; null if not known
     */
    default String placeFor(SourceFile log, @Nullable String cwd) {
        return log.path();
    }

    /**
     * Where in a home this file of a session goes so that the CLI lists the session under this directory; its own path where it
     * does not sort files by directory.
     */
    default String placeIn(SourceFile file, String cwd) {
        return file.path();
    }

    /** Why a file is not kept although it lies among the logs, as the end of a sentence; empty if it is kept. */
    default Optional<String> leftOut(String path) {
        return Optional.empty();
    }

    /** The sessions that a process of this CLI says it is running, from the home's own registry, dead ones included. */
    List<Running> running(Path home);

    /** Processes of this CLI that run sessions and are in no registry of these homes: what is said in them is saved nowhere. */
    default List<Unregistered> unregistered(List<Path> homes, Instant now) {
        return List.of();
    }

    /**
     * What the CLI's own clean-up does in this home, as its settings say now.
     *
     * @param project directory in which the CLI is started, whose own settings may say something else; null: any without
     */
    Cleanup cleanup(Path home, @Nullable Path project, Instant now);

    /**
     * What the user's own settings of this home would be with so many days until logs are deleted; writes nothing. Empty if this CLI
     * has no such setting.
     *
     * @throws dev.reprise.problem.Problem CONFLICT for a file that cannot be changed safely
     */
    default Optional<SettingsEdit> keepingFor(Path home, long days) {
        return Optional.empty();
    }

    /** What the CLI leaves of a session besides; empty if that is not known: then nothing of it can be purged. */
    default Optional<Traces> traces() {
        return Optional.empty();
    }

    /** What decides when the clean-up deletes this file. */
    default Cleanup.Fate fate(SourceFile file) {
        return Cleanup.Fate.WITH_LOG;
    }

    /** Environment variable that points the CLI at another home: {@code CLAUDE_CONFIG_DIR}. */
    String homeVariable();

    /** The default home if the user sets nothing ({@code ~/.claude}); a session from there needs no variable. */
    Path defaultHome(Path userHome);

    /**
     * Name of the folder where the CLI keeps the logs of sessions started in this directory (a real path); empty if it
     * does not sort them by directory.
     */
    default Optional<String> folderOf(String cwd) {
        return Optional.empty();
    }

    /** The directory of the project that a session in this directory belongs to: itself, or what a worktree is of. */
    default String projectDirectory(String cwd) {
        return cwd;
    }

    /** Where the file lies that describes the sub-agent of this log, beside it; empty if the CLI writes none. */
    default Optional<String> describedBy(SourceFile subagentLog) {
        return Optional.empty();
    }

    /** The log of the sub-agent that this side file describes. */
    default Optional<String> describes(SourceFile sideFile) {
        return Optional.empty();
    }

    /** Whether a folder with this name belongs to a single session: no main log of another one lies below it. */
    default boolean isOfOneSession(String folder) {
        return false;
    }
}
