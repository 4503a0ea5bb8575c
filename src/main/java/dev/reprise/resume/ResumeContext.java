package dev.reprise.resume;

import dev.reprise.agent.Brought;
import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.Running;
import dev.reprise.agent.SourceFile;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail.CopyOfLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was looked up to resume one session.
 *
 * @param known main logs the catalogue has heard of, those that are gone included
 * @param logs main logs that lie in the home now, where the CLI looks for them
 * @param copies those of them that the CLI has to choose from, and the one it takes where the command starts it
 * @param astray main logs that lie where it does not look
 * @param running a living process that says it runs this session
 * @param unseen whether the registry names a process for it that cannot be seen from here
 * @param flags that the user adds
 * @param programFound whether the CLI lies on our own PATH
 * @param vault where the vault has it; {@code brought} what the client brings back of the log that it takes, or of the
 *     vault's if there is none; {@code broughtBy} of any other one
 * @param ground the machine where the command is pasted
 */
record ResumeContext(
        Session session,
        CodingAgent agent,
        Path home,
        List<CopyOfLog> known,
        List<Path> logs,
        LogCopies copies,
        List<Astray> astray,
        WorkingDirectory place,
        Launch.@Nullable Home variable,
        @Nullable Running running,
        boolean unseen,
        Shell shell,
        boolean fork,
        List<String> flags,
        Ground ground,
        boolean programFound,
        Supplier<Optional<InVault>> vault,
        Supplier<Optional<Brought>> brought,
        Function<Path, Optional<Brought>> broughtBy,
        Instant now,
        WhereItWent went) {

    /**
     * Where the vault has the files of a session that is gone from its home.
     *
     * @param folder of the vault, for the home; {@code log} the main log's path below it as in the home
     * @param places files and folders below it with all that belongs to the session
     * @param older the fullest older version of the main log; null if there is none
     */
    record InVault(
            Path folder,
            String log,
            List<String> places,
            @Nullable Path older) {}

    /** Whether this machine is not the one where the command is pasted, and nothing of that is to be seen. */
    boolean elsewhere() {
        return ground.elsewhere();
    }

    /** Where the directory of its project may have gone; looked for only where it is gone, and nobody said where. */
    Optional<ResumeCommands.Moved> moved() {
        String project = session.place().projectDir();
        boolean gone = place.state() == WorkingDirectory.State.GONE
                && !project.isEmpty()
                && project.equals(session.place().shownDir());
        return gone
                ? went.of(project).map(to -> new ResumeCommands.Moved(project, to.directory(), to.why()))
                : Optional.empty();
    }

    /** What the client would bring back of one of several logs. */
    Optional<Brought> broughtFrom(Path log) {
        return broughtBy.apply(log);
    }

    /** The logs of a conversation that several hold together, the one that begins first at the beginning. */
    List<Path> inOrder() {
        return copies.candidates().stream()
                .sorted(Comparator.comparing((Path log) -> broughtFrom(log)
                                .map(Brought::begun)
                                .filter(begun -> begun > 0)
                                .orElse(Long.MAX_VALUE))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Looked up when asked for. */
    Optional<InVault> inVault() {
        return vault.get();
    }

    /** A main log, and where it must be moved to be found. */
    record Astray(Path log, Path to) {}

    /** Native id, as the CLI knows it. */
    String id() {
        return session.id().value();
    }

    /** What to run instead of resuming: it is in the background, not to be forked, and can be attached to. Else empty. */
    List<String> attachWords() {
        if (running == null || !running.background() || fork) {
            return List.of();
        }
        List<String> words = agent.launcher().attachWords(running);
        // the id comes from a file: it must not become an option
        return words.isEmpty() || words.getLast().startsWith("-") ? List.of() : words;
    }

    /** A log of the home as its reader is to take it; the id is this session's where the place of the log says none. */
    SourceFile source(Path log) {
        String path = home.relativize(log).toString().replace('\\', '/');
        return agent.sources()
                .classify(path)
                .orElseGet(() -> new SourceFile(path, SourceFile.Role.TRANSCRIPT, id(), null, "log"));
    }

    /** Whether the command leads to the CLI's default home. */
    boolean isDefaultHome() {
        return variable == null || variable.value() == null;
    }
}
