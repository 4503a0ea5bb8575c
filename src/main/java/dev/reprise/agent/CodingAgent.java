package dev.reprise.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a coding CLI is: where its logs lie, how a line reads, how it resumes. Pure reading: an implementation never sees
 * a database, an event or the clock, and never writes.
 */
public interface CodingAgent {

    /** Short lower-case id, part of every session id: {@code claude}. */
    String id();

    /** The name people use: {@code Claude Code}. */
    String label();

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

    /** Why a file is not kept although it lies among the logs, as the end of a sentence; empty if it is kept. */
    default Optional<String> leftOut(String path) {
        return Optional.empty();
    }

    /** Whether this client ({@link LogFacts#entrypoint()}) is a program, not a person at a terminal or editor. */
    default boolean isHeadless(String entrypoint) {
        return false;
    }

    /** Whether the CLI started this sub-agent for itself: to compact, to suggest. */
    default boolean isInternal(String agentId) {
        return false;
    }

    /** The directory of the project that a session in this directory belongs to: itself, or what a worktree is of. */
    default String projectDirectory(String cwd) {
        return cwd;
    }

    /**
     * What reads the logs, and which version of it: {@code claude 1}. Kept with every log that was read; to be raised with every
     * change of findings, facts, state or side facts, so that what an older one read is read again.
     */
    String reader();

    /**
     * A reader for one log, from its first line or from a saved {@link LogFold#state()}. Reading in any number of pieces
     * gives the same findings and facts as reading at once.
     */
    LogFold fold(SourceFile file, @Nullable String state);

    /**
     * A quick look: what a log is about, from its first and last bytes only (each cut at any place).
     *
     * @param head the first bytes, at most 64 KiB are used
     * @param tail the last bytes; empty if {@code head} holds everything
     */
    Glimpse glimpse(SourceFile file, byte[] head, byte[] tail);

    /**
     * The contents of one record, to be shown: one entry per block, in the order of {@link EntryRow#block()}. Never
     * throws for what a record holds: what cannot be read is an {@link Entry.Unreadable}, what is not known an
     * {@link Entry.Unknown}.
     */
    List<Entry> read(Line record);

    /** The image at {@link Entry.Picture#index()} of this whole record (not shortened), decoded. */
    Optional<byte[]> picture(byte[] record, int index);

    /**
     * What a side file says of its session or sub-agent; empty if nothing. Never throws for what the file holds.
     *
     * @param content all of it, or its first 256 KiB
     */
    default Optional<SideFacts> side(SourceFile file, byte[] content) {
        return Optional.empty();
    }

    /** The sessions that a process of this CLI says it is running, from the home's own registry, dead ones included. */
    List<Running> running(Path home);

    /**
     * After how long without a write the CLI deletes a log of this home, as its settings say now; empty if it never does
     * or nothing can be said.
     */
    Optional<java.time.Duration> sweepsAfter(Path home);

    /** Environment variable that points the CLI at another home: {@code CLAUDE_CONFIG_DIR}. */
    String homeVariable();

    /** The default home if the user sets nothing ({@code ~/.claude}); a session from there needs no variable. */
    Path defaultHome(Path userHome);

    /** The words after {@code cd}: {@code claude --resume <id>}, unquoted. */
    List<String> resumeWords(String nativeId, boolean fork, List<String> extra);

    /** The words that reach a session which runs without a terminal, unquoted; empty if the CLI has no such thing. */
    default List<String> attachWords(Running background) {
        return List.of();
    }

    /**
     * Name of the folder where the CLI keeps the logs of sessions started in this directory (a real path); empty if it
     * does not sort them by directory.
     */
    default Optional<String> folderOf(String cwd) {
        return Optional.empty();
    }
}
