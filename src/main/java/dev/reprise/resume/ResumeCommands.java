package dev.reprise.resume;

import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.UserHome;
import dev.reprise.catalogue.Sessions;
import dev.reprise.session.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The exact command that resumes a session, and whether it will work.
 *
 * <p>Which form works, and which does not, was tried with the real client, case by case (docs/verification.md).
 * Everything about files, directories and processes is looked up when asked, and nothing is written.
 */
@Service
public class ResumeCommands {

    private final Sessions sessions;
    private final Resumer resumer;

    ResumeCommands(Sessions sessions, CodingAgents agents, Clock clock, ResumeSettings settings) {
        this.sessions = sessions;
        Path userHome = UserHome.path();
        this.resumer = new Resumer(agents, clock, settings.elsewhere(), userHome, System::getenv);
    }

    /**
     * The command for one session.
     *
     * <p>A session that a process runs now is forked even if {@code fork} is false, because two writers would split its
     * log; a background session is attached to instead.
     *
     * @param sessionIdOrName as {@link Sessions#get} takes it
     * @param fork whether to go on in a new session
     * @param extraFlags words to add, each one argument: flags, and values that follow a flag
     * @throws dev.reprise.problem.Problem NOT_FOUND or AMBIGUOUS for the session; BAD_INPUT for a flag that cannot be
     *     used, or a name that the shell cannot express
     */
    public Resume resume(String sessionIdOrName, Shell shell, boolean fork, List<String> extraFlags) {
        return resume(sessions.get(sessionIdOrName), shell, fork, extraFlags);
    }

    /** As {@link #resume(String, Shell, boolean, List)}, for a session at hand. */
    public Resume resume(Session session, Shell shell, boolean fork, List<String> extraFlags) {
        List<String> flags = ExtraFlags.checked(extraFlags);
        return resumer.resume(session, sessions.copies(session.id()), shell, fork, flags);
    }

    /**
     * @param shell slug of the shell
     * @param command the text to paste, always one line; empty if no command can bring the session back under its name
     * @param works false if a check found that the command will not bring the session back
     * @param verdict what the checks say together: {@code ready}, {@code fork} (it works, in a session of its own),
     *     {@code unknown} (something cannot be checked from here), {@code blocked}
     * @param checks pre-flight, in the order they should be read
     */
    public record Resume(String shell, String command, boolean works, String verdict, List<Check> checks) {}

    /**
     * @param id stable slug: {@code file-name}, {@code transcript}, {@code one-copy}, {@code messages}, {@code writable},
     *     {@code whole}, {@code clean-up}, {@code directory}, {@code program}, {@code running}, {@code continued}, {@code home}
     * @param ok false if resuming would fail or surprise, or if that is not known
     * @param answer whether this lets the command bring the session back: {@code yes}, {@code no}, {@code unknown}
     * @param sentence what was found; strings from logs in it are hostile, but hold no hidden character
     * @param fix what to do about it; null if nothing needs doing
     */
    public record Check(
            String id,
            boolean ok,
            String answer,
            String sentence,
            @Nullable String fix) {}
}
