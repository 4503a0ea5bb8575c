package dev.reprise.resume;

import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.LogSearch;
import dev.reprise.agent.Running;
import dev.reprise.resume.ResumeCommands.Resume;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail.CopyOfLog;
import dev.reprise.session.SessionState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the machine on behalf of one session, then writes its command.
 *
 * @param ground the machine where the command is pasted
 * @param userHome of the user who will paste the command
 * @param vault where the vault has a session's files
 * @param went where a directory that is gone may be now
 * @param reading what the client brings back of a log
 * @param environment variables, as far as our own tell of the user's shell
 */
record Resumer(
        CodingAgents agents,
        Clock clock,
        Ground ground,
        Path userHome,
        UnaryOperator<@Nullable String> environment,
        Function<Session, Optional<ResumeContext.InVault>> vault,
        LogReading reading,
        WhereItWent went) {

    Resume resume(Session session, List<CopyOfLog> known, Shell shell, boolean fork, List<String> flags) {
        ResumeContext look = look(session, known, shell, fork, flags);
        List<CheckResult> verdicts = Stream.of(
                        new TranscriptChecks(look).all(), new LogChecks(look).all(), new PlaceChecks(look).all())
                .flatMap(List::stream)
                .toList();
        boolean works = verdicts.stream().noneMatch(CheckResult::forbids);
        String command =
                look.agent().launcher().takesId(look.id()) ? shell.dialect().line(launch(look, flags)) : "";
        return new Resume(
                shell.slug(),
                command,
                works,
                verdict(look, verdicts),
                verdicts.stream().map(CheckResult::check).toList(),
                session.client().flags(),
                look.brought().get().orElse(null),
                look.moved().orElse(null));
    }

    private static String verdict(ResumeContext look, List<CheckResult> results) {
        if (results.stream().anyMatch(CheckResult::forbids)) {
            return "blocked";
        }
        if (results.stream().anyMatch(CheckResult::isUnknown)) {
            return "unknown";
        }
        return forks(look) ? "fork" : "ready";
    }

    private static boolean forks(ResumeContext look) {
        Running running = look.running();
        return look.fork()
                || running != null && !running.background()
                || running == null && look.session().state() == SessionState.WRITING;
    }

    /** Name of the log folder for the directory where the command starts the CLI; null if that is not known. */
    private static @Nullable String folder(CodingAgent agent, WorkingDirectory place) {
        String target = place.state() == WorkingDirectory.State.THERE ? place.target() : place.nearest();
        return target == null ? null : agent.sources().folderOf(real(target)).orElse(null);
    }

    private static String real(String directory) {
        try {
            return Path.of(directory).toRealPath().toString();
        } catch (IOException notReadable) {
            return directory;
        }
    }

    private ResumeContext look(Session session, List<CopyOfLog> known, Shell shell, boolean fork, List<String> flags) {
        CodingAgent agent = agents.get(session.id().agent());
        Path home = Path.of(session.place().home()).toAbsolutePath().normalize();
        List<Path> logs = new ArrayList<>();
        List<ResumeContext.Astray> astray = new ArrayList<>();
        for (Path log : lying(agent, home, session, known)) {
            String path = home.relativize(log).toString().replace('\\', '/');
            String wanted = agent.sources()
                    .classify(path)
                    .map(source -> agent.sources().placeFor(source, session.cwd()))
                    .orElse(path);
            if (wanted.equals(path)) {
                logs.add(log);
            } else {
                astray.add(new ResumeContext.Astray(log, home.resolve(wanted)));
            }
        }
        Running seen = running(agent, home, session.id().value());
        WorkingDirectory place = WorkingDirectory.of(
                session.cwd(), session.place().projectDir(), session.place().shownDir(), ground);
        LogCopies copies = LogCopies.of(logs, folder(agent, place));
        return new ResumeContext(
                session,
                agent,
                home,
                known,
                logs,
                copies,
                astray,
                place,
                variable(agent, home),
                seen == null || seen.alive() ? seen : null,
                seen != null && !seen.alive(),
                shell,
                fork,
                flags,
                ground,
                isOnPath(agent.launcher().program()),
                () -> vault.apply(session),
                () -> reading.of(agent, session, home, copies),
                log -> reading.in(agent, session, home, log),
                clock.instant(),
                went);
    }

    /** The main logs that lie in the home: as a search finds them, and as the catalogue knows of odd places. */
    private static Set<Path> lying(CodingAgent agent, Path home, Session session, List<CopyOfLog> known) {
        Set<Path> lying = new TreeSet<>(LogSearch.find(agent, home, session.id().value()));
        for (CopyOfLog copy : known) {
            Path path = Path.of(copy.path());
            if (copy.there() && path.startsWith(home) && Files.isRegularFile(path)) {
                lying.add(path);
            }
        }
        return lying;
    }

    private static @Nullable Running running(CodingAgent agent, Path home, String id) {
        return agent.sources().running(home).stream()
                .filter(one -> one.life() != Running.Life.GONE && one.session().equals(id))
                .min(Comparator.comparing(Running::life))
                .orElse(null);
    }

    private static Launch launch(ResumeContext look, List<String> flags) {
        List<String> attach = look.attachWords();
        if (!attach.isEmpty()) {
            return new Launch(null, look.variable(), attach);
        }
        return new Launch(
                look.place().target(),
                look.variable(),
                look.agent().launcher().resumeWords(look.id(), forks(look), flags));
    }

    private boolean isOnPath(String program) {
        String path = environment.apply("PATH");
        if (path == null) {
            return false;
        }
        for (String folder : path.split(Pattern.quote(File.pathSeparator))) {
            for (String name : List.of(program, program + ".cmd", program + ".exe")) {
                Path file = folder.isBlank() ? null : toPath(folder);
                if (file != null && ground.isProgram(file.resolve(name))) {
                    return true;
                }
            }
        }
        return ground.root() != null && ground.isProgram(Path.of("/usr/local/bin", program));
    }

    /** Only where the CLI would look somewhere else by itself, as far as our own environment tells of the user's shell. */
    private Launch.@Nullable Home variable(CodingAgent agent, Path home) {
        String name = agent.sources().homeVariable();
        String set = environment.apply(name);
        if (!same(home, agent.sources().defaultHome(userHome))) {
            return new Launch.Home(name, home.toString());
        }
        boolean misled = set != null && !set.isBlank() && !same(home, toPath(set));
        return misled ? new Launch.Home(name, null) : null;
    }

    private static boolean same(Path one, @Nullable Path other) {
        if (other == null) {
            return false;
        }
        try {
            return one.toRealPath().equals(other.toRealPath());
        } catch (IOException notThere) {
            return one.equals(other.toAbsolutePath().normalize());
        }
    }

    private static @Nullable Path toPath(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException noPath) {
            return null;
        }
    }
}
