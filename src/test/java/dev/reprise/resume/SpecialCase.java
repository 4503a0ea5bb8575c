package dev.reprise.resume;

import dev.reprise.resume.RealClientTest.Bench;
import dev.reprise.resume.RealClientTest.Changes;
import dev.reprise.resume.RealClientTest.Preparation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What can become of a session, whether it can be resumed then (client/RESUME.md §1), and which checks must say no. */
enum SpecialCase {
    UNTOUCHED("nothing happened", true, List.of(), Changes.SAME_FILE, bench -> {}),
    FORKED("fork asked for", true, List.of(), Changes.NEW_FILE, bench -> {}),
    RUNNING_ELSEWHERE("alive in another terminal", true, List.of("running"), Changes.NEW_FILE, bench -> {}),
    LOG_DELETED("log deleted", false, List.of("transcript"), Changes.ANY, bench -> Files.delete(bench.log)),
    LOG_RESTORED("log deleted, written back byte for byte", true, List.of(), Changes.SAME_FILE, bench -> {
        Files.delete(bench.log);
        Files.copy(bench.expected, bench.log);
    }),
    OLD_LOG(
            "log two years old",
            true,
            List.of(),
            Changes.SAME_FILE,
            bench -> Files.setLastModifiedTime(
                    bench.log, FileTime.from(Instant.now().minus(Duration.ofDays(730))))),
    TWO_COPIES("two copies, its directory there", true, List.of("one-copy"), Changes.ANY, bench -> copy(bench, "-b")),
    TWO_COPIES_NO_DIRECTORY(
            "two copies, its directory gone", false, List.of("one-copy", "directory"), Changes.ANY, bench -> {
                copy(bench, "-b");
                Files.delete(bench.project);
            }),
    TWO_STRAY_COPIES(
            "two copies, both in folders of other projects", false, List.of("one-copy"), Changes.ANY, bench -> {
                copy(bench, "-b");
                copy(bench, "-c");
                Files.delete(bench.log);
            }),
    EMPTY_FILE("log emptied", false, List.of("messages"), Changes.ANY, bench -> Files.write(bench.log, new byte[0])),
    NO_MESSAGES(
            "nothing but book-keeping left",
            false,
            List.of("messages"),
            Changes.ANY,
            bench -> bench.keepLines("\"type\":\"mode\"", "\"type\":\"cost-state\"", "\"type\":\"last-prompt\"")),
    SUBAGENT_LOG(
            "log of a sub-agent under an id of its own",
            false,
            List.of("messages"),
            Changes.ANY,
            bench -> Files.writeString(
                    bench.log, Files.readString(bench.log).replace("\"isSidechain\":false", "\"isSidechain\":true"))),
    ONLY_MESSAGES(
            "only user and assistant records left",
            true,
            List.of(),
            Changes.SAME_FILE,
            bench -> bench.keepLines("\"type\":\"user\"", "\"type\":\"assistant\"")),
    GARBAGE("garbage first line, NUL bytes at the end", true, List.of(), Changes.SAME_FILE, bench -> {
        Files.writeString(bench.log, "garbage {{{\n" + Files.readString(bench.log));
        Files.write(bench.log, new byte[5000], StandardOpenOption.APPEND);
    }),
    READ_ONLY(
            "mode 400: resumed, and nothing saved",
            true,
            List.of("writable"),
            Changes.NOTHING,
            bench -> Files.setPosixFilePermissions(bench.log, PosixFilePermissions.fromString("r--------"))),
    DIRECTORY_DELETED(
            "directory deleted", true, List.of("directory"), Changes.SAME_FILE, bench -> Files.delete(bench.project)),
    DIRECTORY_RECREATED("directory deleted and made again", true, List.of(), Changes.SAME_FILE, bench -> {
        Files.delete(bench.project);
        Files.createDirectory(bench.project);
    }),
    PROJECT_MOVED(
            "project moved, log where it was",
            true,
            List.of("directory"),
            Changes.SAME_FILE,
            bench -> Files.move(bench.project, bench.home.resolve("work/proj2"))),
    PROJECT_AND_LOG_MOVED("project and log moved", true, List.of("directory"), Changes.SAME_FILE, bench -> {
        Path moved = Files.move(bench.project, bench.home.resolve("work/proj2"));
        Files.createDirectories(bench.folder(moved.toString()));
        Files.move(bench.log, bench.folder(moved.toString()).resolve(bench.id + ".jsonl"));
    }),
    NAME_IS_NO_UUID("file name is no UUID", false, List.of("file-name", "transcript"), Changes.ANY, bench -> {
        bench.id = "my-notes";
        Files.move(bench.log, bench.log.resolveSibling("my-notes.jsonl"));
    }),
    UPPER_CASE_NAME(
            "file name in upper case",
            false,
            List.of("file-name"),
            Changes.ANY,
            bench -> Files.move(bench.log, bench.log.resolveSibling(bench.id.toUpperCase(Locale.ROOT) + ".jsonl"))),
    OTHER_ID_INSIDE("file name differs from the id inside", true, List.of(), Changes.SAME_FILE, bench -> {
        bench.id = "c0000000-0000-4000-8000-0000000000aa";
        Files.move(bench.log, bench.log.resolveSibling(bench.id + ".jsonl"));
    }),
    WRONG_PROJECT("log in the folder of another project", true, List.of(), Changes.SAME_FILE, bench -> {
        copy(bench, "-some-other-project");
        Files.delete(bench.log);
    }),
    NO_PROJECT(
            "log directly in projects/",
            false,
            List.of("transcript"),
            Changes.ANY,
            bench -> Files.move(bench.log, bench.claude.resolve("projects").resolve(bench.id + ".jsonl"))),
    LINKED_LOG("log is a link", true, List.of(), Changes.ANY, bench -> {
        Path real = Files.move(bench.log, bench.home.resolve("real.jsonl"));
        Files.createSymbolicLink(bench.log, real);
    }),
    LINKED_PROJECT("project folder is a link", true, List.of(), Changes.ANY, bench -> {
        Path real = Files.move(bench.log.getParent(), bench.home.resolve("real"));
        Files.createSymbolicLink(bench.log.getParent(), real);
    }),
    OTHER_HOME("another log home than the default", true, List.of(), Changes.ANY, bench -> {
        bench.claude = Files.move(bench.claude, bench.home.resolve("it's another home"));
        // what the user's shell says, and what the command must overrule
        Files.createDirectories(bench.home.resolve(".claude/projects"));
    }),
    VARIABLE_POINTS_ELSEWHERE(
            "default log home, the variable points elsewhere", true, List.of(), Changes.ANY, bench -> {
                bench.config = bench.home.resolve("elsewhere");
                Files.createDirectories(bench.config().resolve("projects"));
            }),
    NASTY_DIRECTORY(
            "directory named with quotes, $(), line break",
            true,
            List.of(),
            Changes.SAME_FILE,
            bench -> bench.move("work/it's \"a\" $(touch pwned) `b`\n!! \\ 🎉 \u202e x")),
    DASH_DIRECTORY(
            "directory named -x; --help", true, List.of(), Changes.SAME_FILE, bench -> bench.move("work/-x; --help")),
    LONG_DIRECTORY(
            "directory of more than 200 characters",
            true,
            List.of(),
            Changes.SAME_FILE,
            bench -> bench.move("work/" + "long ".repeat(40) + "/" + "é".repeat(100))),
    RESTORED_FROM_VAULT(
            "log deleted, restored by the command that we give",
            true,
            List.of(),
            Changes.SAME_FILE,
            SpecialCase::restore),
    SHORTER_COPY_TAKEN(
            "two copies, the shorter one in its own folder", false, List.of("one-copy"), Changes.ANY, bench -> {
                copy(bench, "-b");
                List<String> lines = Files.readAllLines(bench.log);
                Files.write(bench.log, lines.subList(0, lines.size() / 3));
            }),
    LINKED_COPY(
            "second project folder is a link to the first, directory gone",
            true,
            List.of("directory"),
            Changes.ANY,
            bench -> {
                Files.createSymbolicLink(bench.claude.resolve("projects/-linked"), bench.log.getParent());
                Files.delete(bench.project);
            }),
    HARD_LINK(
            "a second hard link of the log",
            true,
            List.of(),
            Changes.ANY,
            bench -> Files.createLink(
                    Files.createDirectories(bench.claude.resolve("projects/-hard"))
                            .resolve(bench.id + ".jsonl"),
                    bench.log)),
    EMPTY_COPY("a second copy that is empty, directory gone", true, List.of("directory"), Changes.ANY, bench -> {
        Files.createFile(
                Files.createDirectories(bench.claude.resolve("projects/-empty")).resolve(bench.id + ".jsonl"));
        Files.delete(bench.project);
    }),
    MODE_000(
            "mode 000",
            false,
            List.of("messages", "writable"),
            Changes.ANY,
            bench -> Files.setPosixFilePermissions(bench.log, PosixFilePermissions.fromString("---------"))),
    FOLDER_CLOSED(
            "project folder of mode 000",
            false,
            List.of("messages"),
            Changes.ANY,
            bench ->
                    Files.setPosixFilePermissions(bench.log.getParent(), PosixFilePermissions.fromString("---------"))),
    FOLDER_READ_ONLY(
            "project folder of mode 555",
            true,
            List.of(),
            Changes.SAME_FILE,
            bench ->
                    Files.setPosixFilePermissions(bench.log.getParent(), PosixFilePermissions.fromString("r-xr-xr-x"))),
    TOO_DEEP("log one folder too deep", false, List.of("transcript"), Changes.ANY, bench -> {
        Path deep = Files.createDirectories(bench.log.resolveSibling("deep"));
        Files.move(bench.log, deep.resolve(bench.id + ".jsonl"));
    }),
    IN_UTF_16(
            "log in UTF-16",
            false,
            List.of("messages"),
            Changes.ANY,
            bench -> Files.writeString(bench.log, Files.readString(bench.log), StandardCharsets.UTF_16LE)),
    ONLY_ATTACHMENTS(
            "only attachment and system records left",
            false,
            List.of("messages"),
            Changes.ANY,
            bench -> bench.keepLines("\"type\":\"attachment\"", "\"type\":\"system\"")),
    LOOSE_VALUES(
            "[1,2,3], null and 42 at the end",
            true,
            List.of(),
            Changes.SAME_FILE,
            bench -> Files.writeString(bench.log, "[1,2,3]\nnull\n42\n", StandardOpenOption.APPEND)),
    TORN_END("a brace and 4,000 NULs at the end", true, List.of(), Changes.SAME_FILE, bench -> {
        Files.writeString(bench.log, "{", StandardOpenOption.APPEND);
        Files.write(bench.log, new byte[4000], StandardOpenOption.APPEND);
    }),
    DIRECTORY_IS_A_FILE("a file in place of its directory", true, List.of("directory"), Changes.SAME_FILE, bench -> {
        Files.delete(bench.project);
        Files.createFile(bench.project);
    }),
    DIRECTORY_LOOPS(
            "a link to itself in place of its directory", true, List.of("directory"), Changes.SAME_FILE, bench -> {
                Files.delete(bench.project);
                Files.createSymbolicLink(bench.project, bench.project);
            });

    final String words;
    final boolean works;
    final List<String> failing;
    final Changes changes;
    final Preparation prepare;

    SpecialCase(String words, boolean works, List<String> failing, Changes changes, Preparation prepare) {
        this.words = words;
        this.works = works;
        this.failing = failing;
        this.changes = changes;
        this.prepare = prepare;
    }

    /** As a person would: the command is run by a shell. */
    private static void restore(Bench bench) throws Exception {
        Path home = bench.claude;
        String path = home.relativize(bench.log).toString();
        Path vault = Files.createDirectories(bench.home.resolve("the vault"));
        Path held = vault.resolve(path + ".zst");
        Files.createDirectories(held.getParent());
        shell("zstd -q '" + bench.log + "' -o '" + held + "'");
        Files.delete(bench.log);
        shell(String.valueOf(new Repairs(Shell.BASH)
                .restore("", vault, home, List.of(path + ".zst"), path)
                .command()));
    }

    private static void shell(String command) throws Exception {
        Process process = new ProcessBuilder("bash", "-c", command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue());
        }
    }

    private static void copy(Bench bench, String folder) throws Exception {
        Path other = Files.createDirectories(bench.claude.resolve("projects").resolve(folder));
        Files.copy(bench.expected, other.resolve(bench.id + ".jsonl"));
    }
}
