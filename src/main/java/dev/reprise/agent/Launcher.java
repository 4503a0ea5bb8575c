package dev.reprise.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How a coding CLI resumes: its ids, the words of its command line, and what only it refuses. */
public interface Launcher {

    /** Name of the program in a terminal: {@code claude}. */
    String program();

    /** The words after {@code cd}: {@code claude --resume <id>}, unquoted. */
    List<String> resumeWords(String nativeId, boolean fork, List<String> extra);

    /** The words that reach a session which runs without a terminal, unquoted; empty if the CLI has no such thing. */
    default List<String> attachWords(Running background) {
        return List.of();
    }

    /**
     * Why the CLI does not take this id, or a log with this file name; empty if it does.
     *
     * @param nativeId as the catalogue has it
     * @param fileNames of the logs that lie there now
     */
    default Optional<Trouble> idTrouble(String nativeId, List<String> fileNames) {
        return Optional.empty();
    }

    /**
     * What this log holds, as far as the CLI would find something to resume in it; {@code UNREADABLE} is the caller's to say.
     *
     * @param log from its first byte; buffered, not closed, read as far as needed
     */
    LogContents contents(SourceFile file, InputStream log) throws IOException;

    /** What a resume of this log brings back, and what not; empty if nothing can be said. */
    default Optional<Brought> brings(SourceFile file, LogBytes log) throws IOException {
        return Optional.empty();
    }

    /**
     * Writes one of {@link Brought#parts()} as a log of its own, of which a resume brings back all turns.
     *
     * @param leaf of the part
     * @return false, with nothing written, if the log has no such part
     */
    default boolean takeOut(SourceFile file, LogBytes log, UUID leaf, OutputStream to) throws IOException {
        return false;
    }

    /**
     * The words that fork a session from one of its records, all that came later left out, and end; unquoted. Empty if the CLI has no
     * such thing.
     *
     * @param record id of the last one that is kept
     * @param made id of the new session
     */
    default List<String> forkAtWords(String nativeId, String record, String made) {
        return List.of();
    }

    /** Whether a command with this id can be written at all. */
    default boolean takesId(String nativeId) {
        return true;
    }

    /**
     * Whether the user told the CLI to trust this directory, so that it starts there without asking; empty if it asks nothing,
     * or nothing can be said.
     *
     * @param isDefault whether the home is found without a variable
     * @param directory as the command leads to it
     */
    default Optional<Boolean> trusts(Path home, boolean isDefault, String directory) {
        return Optional.empty();
    }

    /** Whether the CLI is known to take this flag ({@code --model}). */
    default boolean knowsFlag(String flag) {
        return true;
    }

    /**
     * What only this CLI refuses.
     *
     * @param sentence what was found; {@code fix} what to do about it. Names from files in them are hostile, unescaped
     */
    record Trouble(String sentence, String fix) {}
}
