package dev.reprise.resume;

import dev.reprise.agent.Brought;
import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.UserHome;
import dev.reprise.catalogue.Logs;
import dev.reprise.catalogue.Sessions;
import dev.reprise.session.Session;
import dev.reprise.vault.Vault;
import dev.reprise.vault.Version;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    ResumeCommands(
            Sessions sessions,
            Logs logs,
            Vault vault,
            CodingAgents agents,
            Clock clock,
            ResumeSettings settings,
            WhereItWent went) {
        this.sessions = sessions;
        Path userHome = UserHome.path();
        this.resumer = new Resumer(
                agents,
                clock,
                new Ground(settings.elsewhere(), settings.root()),
                userHome,
                System::getenv,
                session -> inVault(logs, vault, session),
                LogReading.of(logs, vault),
                went);
    }

    private static Optional<ResumeContext.InVault> inVault(Logs logs, Vault vault, Session session) {
        List<String> paths = logs.ofSession(session.id());
        String main = logs.vaultPath(session.id(), null).orElse(null);
        if (main == null) {
            return Optional.empty();
        }
        String root = main.substring(0, main.indexOf('/') + 1);
        Path folder = vault.folder(root);
        String id = session.id().value();
        Set<String> places = new LinkedHashSet<>();
        places.add(below(folder, vault.file(main, 0)));
        for (String path : paths) {
            int own = path.indexOf("/" + id + "/");
            if (path.startsWith(root) && own >= 0) {
                places.add(path.substring(root.length(), own + id.length() + 1));
            }
        }
        Path older = vault.versions(main).stream()
                .max(Comparator.comparingLong(Version::size))
                .map(version -> vault.file(main, version.number()))
                .orElse(null);
        return Optional.of(
                new ResumeContext.InVault(folder, main.substring(root.length()), List.copyOf(places), older));
    }

    private static String below(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
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

    /**
     * Flags as a person types them, in words; quotes keep blanks together.
     *
     * @throws dev.reprise.problem.Problem BAD_INPUT for a quote that is not closed
     */
    public static List<String> words(String flags, Shell shell) {
        return FlagWords.of(flags, shell);
    }

    /** A command and what it is about. */
    public record Named(String name, String command) {}

    /**
     * One line that opens several commands, each in a terminal of its own.
     *
     * @throws dev.reprise.problem.Problem BAD_INPUT for a shell in which that cannot be had
     */
    public static String script(List<Named> commands, Shell shell) {
        return TmuxScript.of(commands, shell);
    }

    /** The shell of the machine that a session ran on, as far as its directory tells. */
    public static Shell shellOf(Session session) {
        String cwd = session.cwd();
        return cwd != null && WorkingDirectory.isOfWindows(cwd) ? Shell.POWERSHELL : Shell.BASH;
    }

    /** Words as a person would type them, so that {@link #words} takes them apart again. */
    public static String typed(List<String> words) {
        return words.stream().map(FlagWords::typed).collect(Collectors.joining(" "));
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
     * @param offered flags that it ran with and that a resume does not bring back, as words; they are not in the command
     * @param moved where its directory may have gone; null if it is there, or nobody knows
     * @param brought what it brings back of the conversation, and what not; null if that is not known
     */
    public record Resume(
            String shell,
            String command,
            boolean works,
            String verdict,
            List<Check> checks,
            List<String> offered,
            @Nullable Brought brought,
            @Nullable Moved moved) {}

    /**
     * A project whose directory is gone, and where it may be now: to be asked once, and remembered for all its sessions.
     *
     * @param from directory of the project, as the session names it
     * @param to where it may be; {@code why} one sentence
     */
    public record Moved(String from, String to, String why) {}

    /**
     * @param id stable slug: {@code file-name}, {@code transcript}, {@code one-copy}, {@code messages}, {@code reach}, {@code stuck},
     *     {@code writable},
     *     {@code whole}, {@code clean-up}, {@code directory}, {@code trusted}, {@code program},
     *     {@code flags}, {@code running}, {@code continued}, {@code home}
     * @param ok false if resuming would fail or surprise, or if that is not known
     * @param answer whether this lets the command bring the session back: {@code yes}, {@code no}, {@code unknown}
     * @param sentence what was found; strings from logs in it are hostile, but hold no hidden character
     * @param fix what to do about it, in words; null if nothing needs doing
     * @param command what does it, to be pasted in the shell that was asked for; null where only a person can
     */
    public record Check(
            String id,
            boolean ok,
            String answer,
            String sentence,
            @Nullable String fix,
            @Nullable String command) {}
}
