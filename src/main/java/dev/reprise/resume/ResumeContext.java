package dev.reprise.resume;

import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.Running;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail.CopyOfLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was looked up to resume one session.
 *
 * @param known main logs the catalogue has heard of, those that are gone included
 * @param logs main logs that lie in the home now, where the CLI looks for them
 * @param astray main logs that lie where it does not look
 * @param running a living process that says it runs this session
 * @param programFound whether the CLI lies on our own PATH
 * @param elsewhere whether this machine is not the one where the command is pasted
 */
record ResumeContext(
        Session session,
        CodingAgent agent,
        Path home,
        List<CopyOfLog> known,
        List<Path> logs,
        List<Astray> astray,
        WorkingDirectory place,
        Launch.@Nullable Home variable,
        @Nullable Running running,
        Shell shell,
        boolean fork,
        boolean elsewhere,
        boolean programFound,
        Instant now) {

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

    /** The copy that the CLI takes: the only one, or of several the one that belongs to the directory it starts in. */
    @Nullable
    Path taken() {
        if (logs.size() == 1) {
            return logs.getFirst();
        }
        String target = place.state() == WorkingDirectory.State.THERE ? place.target() : null;
        String folder =
                target == null ? null : agent.sources().folderOf(real(target)).orElse(null);
        return folder == null
                ? null
                : logs.stream()
                        .filter(log -> folder.equals(String.valueOf(parent(log).getFileName())))
                        .findFirst()
                        .orElse(null);
    }

    private static String real(String directory) {
        try {
            return Path.of(directory).toRealPath().toString();
        } catch (IOException notReadable) {
            return directory;
        }
    }

    private static Path parent(Path log) {
        Path parent = log.getParent();
        return parent == null ? log : parent;
    }
}
