package dev.reprise.retention;

import dev.reprise.agent.Cleanup;
import dev.reprise.agent.CodingAgent;
import dev.reprise.catalogue.Sessions;
import dev.reprise.session.ProjectCount;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Projects whose own settings shorten the time: a clean-up that runs there deletes the old logs of every project
 * (client/RESUME.md section 4).
 */
@Component
class ProjectSettings {

    /** Projects whose settings are looked at, the most recently used. */
    private static final int MOST = 500;

    private final Sessions sessions;

    ProjectSettings(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * @param dir of the project, {@code label} as it is shown
     * @param file that says so
     * @param days that it says
     */
    record Shorter(String dir, String label, @Nullable Path file, long days) {}

    /** The shortest first. */
    List<Shorter> shorter(CodingAgent agent, Path home, Cleanup usual, Instant now) {
        long days = usual.after().map(Duration::toDays).orElse(Long.MAX_VALUE);
        List<Shorter> found = new ArrayList<>();
        for (ProjectCount project : sessions.projects().stream().limit(MOST).toList()) {
            Path dir = local(project.dir());
            if (dir == null || !Files.isDirectory(dir.resolve(".claude"))) {
                continue;
            }
            Cleanup there = agent.sources().cleanup(home, dir, now);
            long theirs = there.after().map(Duration::toDays).orElse(Long.MAX_VALUE);
            if (theirs < days) {
                found.add(new Shorter(
                        project.dir(),
                        project.label(),
                        there.inForce().map(Cleanup.Setting::file).orElse(null),
                        theirs));
            }
        }
        found.sort(Comparator.comparingLong(Shorter::days));
        return found;
    }

    /** Null for what is no directory of this machine. */
    private static @Nullable Path local(String dir) {
        try {
            Path path = Path.of(dir);
            return path.isAbsolute() && !dir.startsWith("\\\\") && !dir.startsWith("//") ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
