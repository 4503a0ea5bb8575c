package dev.reprise.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Claude Code home full of invented sessions, from the application's resources ({@code demo/home}, listed in
 * {@code demo/files.txt}). Times are relative to now, so that the list looks like a working week; the same moment gives
 * the same bytes. What the resources hold is told by stories among the tests, which write it.
 */
public final class DemoHome {

    private DemoHome() {}

    /** Writes the home; {@code home} is made and should be empty. About 2 MB. */
    public static void write(Path home, Instant now) {
        DemoTimes times = new DemoTimes(now, ZoneId.systemDefault());
        try {
            for (Listed file : files()) {
                String text = resource("home/" + file.path);
                String filled = file.path.equals("history.jsonl") ? inOrder(text, times) : times.fill(text);
                if (file.path.contains("PPID") && parent() == null) {
                    continue;
                }
                Path target = home.resolve(withProcess(file.path));
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.writeString(target, file.is("grows") ? filled.substring(0, lastLine(filled)) : filled);
                Files.setLastModifiedTime(target, FileTime.from(times.resolve(file.modified)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Deletes the logs that are told as swept by the CLI, and writes on where one is told as growing. To be called when
     * everything is in the vault, so that the samples show what <em>only in vault</em> and <em>writing</em> mean.
     */
    public static void sweep(Path home, Instant now) {
        DemoTimes times = new DemoTimes(now, ZoneId.systemDefault());
        try {
            // as the CLI's clean-up leaves it
            Files.writeString(home.resolve(".last-cleanup"), now.toString());
            for (Listed file : files()) {
                Path target = home.resolve(file.path);
                if (file.is("swept")) {
                    Files.deleteIfExists(target);
                } else if (file.is("grows")) {
                    String filled = times.fill(resource("home/" + file.path));
                    Files.writeString(target, filled.substring(lastLine(filled)), StandardOpenOption.APPEND);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directories and programs of the machine that the samples are of, as if its disk were mounted at {@code root}. */
    public static void machine(Path root) {
        try {
            for (String line : resource("machine.txt").lines().toList()) {
                Path path = root.resolve(line.substring(1));
                if (line.endsWith("/")) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.toAbsolutePath().getParent());
                    Files.writeString(path, "A sample: nothing runs here.\n");
                    path.toFile().setExecutable(true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lastLine(String text) {
        return text.lastIndexOf('\n', text.length() - 2) + 1;
    }

    /** The registry of running sessions names its files by process. */
    private static String withProcess(String path) {
        ProcessHandle parent = parent();
        return path.replace("PPID", parent == null ? "" : String.valueOf(parent.pid()))
                .replace("PID", String.valueOf(ProcessHandle.current().pid()));
    }

    /** The process that started this one, where one is to be seen. */
    static @Nullable ProcessHandle parent() {
        return ProcessHandle.current().parent().orElse(null);
    }

    /** Prompts of all sessions in the order in which they were typed. */
    private static String inOrder(String history, DemoTimes times) {
        List<String> lines = new ArrayList<>(history.lines().toList());
        lines.sort(Comparator.comparing(times::first));
        return times.fill(String.join("\n", lines) + "\n");
    }

    /**
     * A line of {@code files.txt}: path, time, and {@code swept} or {@code grows} where that is so, between tabs.
     *
     * @param modified as {@link DemoTimes} reads it
     */
    private record Listed(String path, String modified, String flag) {
        boolean is(String told) {
            return flag.equals(told);
        }
    }

    private static List<Listed> files() throws IOException {
        return resource("files.txt")
                .lines()
                .map(line -> line.split("\t"))
                .map(parts -> new Listed(parts[0], parts[1], parts.length > 2 ? parts[2] : ""))
                .toList();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = DemoHome.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("No sample " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
