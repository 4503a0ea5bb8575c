package dev.reprise.agent.claude.layout;

import dev.reprise.agent.Saving;
import dev.reprise.agent.Unregistered;
import dev.reprise.agent.Uuid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /proc} says of the client's processes (client/RESUME.md section 1c). Only of our own user's; of the environment only
 * the three variables below are looked at, and nothing of it is kept but what follows. Where there is no {@code /proc}, nothing is
 * said. Not thread-safe.
 */
final class Processes {

    private static final String MARK = "CLAUDE_CODE_CHILD_SESSION";
    private static final String FORCED = "CLAUDE_CODE_FORCE_SESSION_PERSISTENCE";
    private static final String SKIPPED = "CLAUDE_CODE_SKIP_PROMPT_HISTORY";

    private static final Set<String> FALSE = Set.of("", "0", "false", "no", "off");
    private static final String PROGRAM = "claude";
    /** What runs no session. */
    private static final Set<String> COMMANDS = Set.of(
            "mcp",
            "agents",
            "attach",
            "stop",
            "logs",
            "rm",
            "kill",
            "respawn",
            "daemon",
            "doctor",
            "update",
            "upgrade",
            "install",
            "config",
            "plugin",
            "plugins",
            "setup-token",
            "purge",
            "project",
            "auth",
            "remote-control",
            "gateway",
            "migrate-installer",
            "ultrareview",
            "--version",
            "-v",
            "--help",
            "-h");

    private static final int MOST = 1 << 20;
    private static final int GENERATIONS = 20;
    private static final long SEARCH_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** What a process is, is looked at again: a shell becomes a client. */
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Path proc;
    private final Map<Long, Known> known = new HashMap<>();
    private Map<Long, Long> strangers = new HashMap<>();
    private List<Long> clients = List.of();
    private long searchedNanos;

    Processes(Path proc) {
        this.proc = proc;
    }

    /**
     * A process that is there.
     *
     * @param ticks start time in clock ticks since boot, field 22 of its stat: tells it from another one with its number
     * @param since the same as a time; null if that cannot be told
     * @param saving how it saves, as far as how it was started tells
     */
    record Known(String ticks, @Nullable Instant since, Saving saving) {}

    /** Whether anything can be told here. */
    boolean canTell() {
        return Files.isDirectory(proc.resolve("self"));
    }

    /** This process; null if there is none. One that was seen before costs one look at its stat. */
    @Nullable
    Known find(long pid) {
        String ticks = ticks(pid);
        if (ticks == null) {
            return null;
        }
        Known before = known.get(pid);
        if (before == null || !before.ticks.equals(ticks)) {
            before = new Known(ticks, since(pid), read(pid));
            known.put(pid, before);
        }
        return before;
    }

    private Saving read(long pid) {
        byte[] environment = bytes(pid, "environ");
        List<String> words = words(pid);
        if (environment == null || words.isEmpty()) {
            return Saving.UNKNOWN;
        }
        if (words.contains("--no-session-persistence")) {
            return Saving.NOT_WANTED;
        }
        if (isTrue(environment, SKIPPED)) {
            return Saving.SWITCHED_OFF;
        }
        boolean printing = words.contains("-p") || words.contains("--print");
        boolean marked = isTrue(environment, MARK) && !isTrue(environment, FORCED);
        return marked && !printing && !isOfTmux(pid) ? Saving.INHERITED : Saving.AS_USUAL;
    }

    /** The client takes no notice of a mark that all of a tmux server's children have. */
    private boolean isOfTmux(long pid) {
        long at = parent(pid);
        for (int i = 0; i < GENERATIONS && at > 1; i++) {
            if (name(at).startsWith("tmux")) {
                byte[] environment = bytes(at, "environ");
                return environment != null && isTrue(environment, MARK);
            }
            at = parent(at);
        }
        return false;
    }

    /** A client that runs a session and is registered nowhere. */
    @Nullable
    Unregistered unregistered(long pid) {
        Known process = find(pid);
        if (process == null || process.saving != Saving.INHERITED) {
            return null;
        }
        List<String> words = words(pid);
        return words.size() > 1 && COMMANDS.contains(words.get(1))
                ? null
                : new Unregistered(pid, session(words), directory(pid), process.since);
    }

    /** Processes of the client at a terminal, in order; looked for every ten seconds. */
    List<Long> clients() {
        if (searchedNanos != 0 && System.nanoTime() - searchedNanos < SEARCH_NANOS) {
            return clients;
        }
        searchedNanos = System.nanoTime();
        Set<Long> there = new HashSet<>();
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc)) {
            for (Path one : all) {
                long pid = Registry.number(String.valueOf(one.getFileName()));
                if (pid > 0) {
                    there.add(pid);
                    if (isClient(pid)) {
                        found.add(pid);
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException notThere) {
            found.clear();
        }
        strangers.keySet().retainAll(there);
        known.keySet().retainAll(there);
        clients = found.stream().sorted().toList();
        return clients;
    }

    private boolean isClient(long pid) {
        Long since = strangers.get(pid);
        if (since != null && System.nanoTime() - since < AGAIN_NANOS) {
            return false;
        }
        boolean is = isNamed(pid) && isOurs(pid) && hasTerminal(pid);
        if (!is) {
            strangers.put(pid, System.nanoTime());
        }
        return is;
    }

    private boolean isNamed(long pid) {
        String name = name(pid);
        if (name.equals(PROGRAM)) {
            return true;
        }
        List<String> words = name.equals("node") || name.equals("bun") ? words(pid) : List.of();
        return words.size() > 1
                && (words.get(1).endsWith("/bin/" + PROGRAM) || words.get(1).endsWith("/claude-code/cli.js"));
    }

    private boolean isOurs(long pid) {
        try {
            return Files.getOwner(file(pid, "")).equals(Files.getOwner(proc.resolve("self")));
        } catch (IOException gone) {
            return false;
        }
    }

    private boolean hasTerminal(long pid) {
        String[] stat = stat(pid);
        return stat.length > 4 && !stat[4].equals("0");
    }

    private static @Nullable String session(List<String> words) {
        for (int i = 1; i + 1 < words.size(); i++) {
            if (Set.of("--session-id", "--resume", "-r").contains(words.get(i))) {
                return Uuid.lower(words.get(i + 1));
            }
        }
        return null;
    }

    private @Nullable String directory(long pid) {
        try {
            return Files.readSymbolicLink(file(pid, "cwd")).toString();
        } catch (IOException | UnsupportedOperationException unseen) {
            return null;
        }
    }

    private static @Nullable Instant since(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .orElse(null);
    }

    private @Nullable String ticks(long pid) {
        String[] stat = stat(pid);
        return stat.length > 19 ? stat[19] : null;
    }

    private long parent(long pid) {
        String[] stat = stat(pid);
        return stat.length > 1 ? Registry.number(stat[1]) : 0;
    }

    /** From the third field on: the second is a name with anything in it. */
    private String[] stat(long pid) {
        try {
            String stat = Files.readString(file(pid, "stat"), StandardCharsets.ISO_8859_1);
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        } catch (IOException | IndexOutOfBoundsException notThere) {
            return new String[0];
        }
    }

    private String name(long pid) {
        try {
            return Files.readString(file(pid, "comm"), StandardCharsets.ISO_8859_1)
                    .strip();
        } catch (IOException gone) {
            return "";
        }
    }

    private List<String> words(long pid) {
        byte[] line = bytes(pid, "cmdline");
        return line == null || line.length == 0
                ? List.of()
                : List.of(new String(line, StandardCharsets.UTF_8).split("\0"));
    }

    private static boolean isTrue(byte[] environment, String name) {
        String all = '\0' + new String(environment, StandardCharsets.ISO_8859_1) + '\0';
        int at = all.indexOf('\0' + name + '=');
        if (at < 0) {
            return false;
        }
        int from = at + name.length() + 2;
        String value = all.substring(from, all.indexOf('\0', from));
        return !FALSE.contains(value.strip().toLowerCase(Locale.ROOT));
    }

    private byte @Nullable [] bytes(long pid, String what) {
        try (InputStream in = Files.newInputStream(file(pid, what))) {
            return in.readNBytes(MOST);
        } catch (IOException unseen) {
            return null;
        }
    }

    private Path file(long pid, String what) {
        return proc.resolve(Long.toString(pid)).resolve(what);
    }
}
