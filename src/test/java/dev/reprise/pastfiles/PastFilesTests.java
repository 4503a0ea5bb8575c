package dev.reprise.pastfiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.data.DataDirectory;
import dev.reprise.data.Journal;
import dev.reprise.data.Sha256;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.pastfiles.FileWrites.Wanted;
import dev.reprise.pastfiles.PastFile.Basis;
import dev.reprise.pastfiles.PastFile.There;
import dev.reprise.pastfiles.PastFiles.Moment;
import dev.reprise.pastfiles.WritePlan.Does;
import dev.reprise.problem.Problem;
import dev.reprise.retention.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Files as they were at a message: from backups, from what tools wrote, changed and read; and written back without a loss. */
class PastFilesTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String NAME = "claude:" + ID;

    @TempDir
    Path dir;

    private final StringBuilder log = new StringBuilder();
    private int line;
    private Path target;

    @BeforeEach
    void target() throws IOException {
        target = Files.createDirectory(dir.resolve("target")).toRealPath();
    }

    private static String time(int seconds) {
        return "2026-03-02T10:%02d:%02d.000Z".formatted(seconds / 60, seconds % 60);
    }

    /** One record a minute; answers its line. */
    private int add(String rest) {
        line++;
        log.append(
                "{\"uuid\":\"00000000-0000-4000-8000-%012d\",\"parentUuid\":null,\"sessionId\":\"%s\",\"cwd\":\"/w\",\"timestamp\":\"%s\",%s}\n"
                        .formatted(line, ID, time(line * 60), rest));
        return line;
    }

    private int prompt(String text) {
        return add("\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":" + quoted(text) + "}");
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : JSON.writeValueAsString(text);
    }

    private int result(String outcome) {
        return add(
                "\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t"
                        + line + "\",\"content\":\"ok\"}]},\"toolUseResult\":" + outcome);
    }

    private int written(String path, String content, @Nullable String before) {
        return result("{\"type\":\"" + (before == null ? "create" : "update") + "\",\"filePath\":" + quoted(path)
                + ",\"content\":" + quoted(content) + ",\"originalFile\":" + quoted(before)
                + ",\"structuredPatch\":[]}");
    }

    private int edited(String path, String old, String fresh, @Nullable String before) {
        return result(
                "{\"filePath\":" + quoted(path) + ",\"oldString\":" + quoted(old) + ",\"newString\":" + quoted(fresh)
                        + ",\"originalFile\":" + quoted(before) + ",\"replaceAll\":false,\"structuredPatch\":[]}");
    }

    private int read(String path, String content) {
        int lines = (int) content.lines().count();
        return result("{\"type\":\"text\",\"file\":{\"filePath\":" + quoted(path) + ",\"content\":" + quoted(content)
                + ",\"numLines\":" + lines + ",\"startLine\":1,\"totalLines\":" + lines + "}}");
    }

    /** Without a timestamp of its own, as the client writes it. */
    private void snapshot(int prompt, String path, @Nullable String backup, @Nullable String folder) {
        line++;
        log.append(("{\"type\":\"file-history-snapshot\",\"messageId\":\"m\",\"snapshot\":{\"messageId\":"
                        + "\"00000000-0000-4000-8000-%012d\",\"trackedFileBackups\":{%s:{\"backupFileName\":%s,\"version\":1,"
                        + "\"backupTime\":\"%s\"%s}},\"timestamp\":\"%s\"},\"isSnapshotUpdate\":false}\n")
                .formatted(
                        prompt,
                        quoted(path),
                        quoted(backup),
                        time(prompt * 60),
                        folder == null ? "" : ",\"realParentDir\":" + quoted(folder),
                        time(prompt * 60)));
    }

    private void snapshotLater(int prompt, String path, String backup) {
        line++;
        log.append(
                ("{\"type\":\"file-history-snapshot\",\"messageId\":\"m\",\"snapshot\":{\"messageId\":\"m\",\"trackedFileBackups\":"
                                + "{%s:{\"backupFileName\":%s,\"version\":2,\"backupTime\":\"%s\"}},\"timestamp\":\"%s\"},\"isSnapshotUpdate\":false}\n")
                        .formatted(
                                quoted(path),
                                quoted(backup),
                                time(prompt * 60).replace(".000Z", ".062Z"),
                                time(prompt * 60).replace(".000Z", ".062Z")));
    }

    private void backup(String name, byte[] content) {
        World.write(dir.resolve("home/file-history/" + ID + "/" + name), content);
    }

    private World world() {
        World.write(
                dir.resolve("home/projects/-w/" + ID + ".jsonl"), log.toString().getBytes(UTF_8));
        return World.of(dir.resolve("data"), dir.resolve("home"));
    }

    private static PastFile at(World world, int line, String path) {
        return world.bean(PastFiles.class).file(NAME, new Moment(null, line), path);
    }

    private static String text(PastFile file) {
        byte[] content = file.content();
        return content == null ? "none" : new String(content, UTF_8);
    }

    @Test
    void followsWhatToolsWroteAndChanged() {
        int before = prompt("make it");
        int made = written("/w/a.txt", "one\ntwo\n", null);
        int changed = edited("/w/a.txt", "two", "zwei", "one\ntwo\n");
        // long files are not told again: the change alone is
        int again = edited("/w/a.txt", "one", "eins", null);
        int said = prompt("and on");
        int anew = written("/w/a.txt", "three\n", "eins\nzwei\n");
        try (World world = world()) {
            assertThat(at(world, before, "/w/a.txt").there()).isEqualTo(There.NO);
            assertThat(text(at(world, made, "/w/a.txt"))).isEqualTo("one\ntwo\n");
            assertThat(text(at(world, changed, "/w/a.txt"))).isEqualTo("one\nzwei\n");
            assertThat(text(at(world, again, "/w/a.txt"))).isEqualTo("eins\nzwei\n");
            assertThat(at(world, said, "/w/a.txt").basis()).isEqualTo(Basis.TEXT);
            assertThat(text(at(world, anew, "/w/a.txt"))).isEqualTo("three\n");
            PastFiles.At end = world.bean(PastFiles.class).at(NAME, Moment.END);
            assertThat(end.files())
                    .singleElement()
                    .satisfies(file -> assertThat(text(file)).isEqualTo("three\n"));
        }
    }

    @Test
    void aTextThatIsDeletedTakesItsLineEndWithIt() {
        written("/w/a.txt", "one\ntwo\nthree\n", null);
        int changed = edited("/w/a.txt", "two", "", null);
        int last = edited("/w/a.txt", "ree", "", "one\nthree\n");
        try (World world = world()) {
            assertThat(text(at(world, changed, "/w/a.txt"))).isEqualTo("one\nthree\n");
            assertThat(text(at(world, last, "/w/a.txt"))).isEqualTo("one\nth");
        }
    }

    @Test
    void aChangeThatIsNotToldWholeIsNotKnown() {
        written("/w/a.txt", "one\n", null);
        int patched = result(
                "{\"type\":\"update\",\"filePath\":\"/w/a.txt\",\"structuredPatch\":[{\"lines\":[\"-one\",\"+two\"]}]}");
        int cell = result("{\"notebook_path\":\"/w/n.ipynb\",\"new_source\":\"print(1)\",\"edit_mode\":\"insert\"}");
        int whole = result("{\"notebook_path\":\"/w/n.ipynb\",\"original_file\":\"{}\",\"updated_file\":\"{1}\"}");
        try (World world = world()) {
            assertThat(at(world, patched, "/w/a.txt").content()).isNull();
            assertThat(at(world, patched, "/w/a.txt").there()).isEqualTo(There.UNKNOWN);
            assertThat(text(at(world, cell, "/w/n.ipynb"))).isEqualTo("{}");
            assertThat(text(at(world, whole, "/w/n.ipynb"))).isEqualTo("{1}");
        }
    }

    @Test
    void aBackupIsExactAndItsPathIsFoundFromTheSessionsDirectory() {
        byte[] old = "caf\u00e9\r\nend".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        int first = prompt("change it");
        snapshot(first, "src/a.txt", "0123456789abcdef@v1", null);
        int changed = edited("/w/src/a.txt", "end", "the end", "caf\ufffd\nend");
        int second = prompt("next");
        snapshot(second, "src/a.txt", "0123456789abcdef@v2", null);
        snapshot(second, "b.txt", null, "/elsewhere");
        backup("0123456789abcdef@v1", old);
        backup("0123456789abcdef@v2", "new\r\nbytes\r\n".getBytes(UTF_8));
        try (World world = world()) {
            PastFile file = at(world, first, "/w/src/a.txt");
            assertThat(file.basis()).isEqualTo(Basis.EXACT);
            assertThat(file.content()).isEqualTo(old);
            assertThat(file.below()).containsExactly("src", "a.txt");
            assertThat(at(world, changed, "/w/src/a.txt").there()).isEqualTo(There.YES);
            assertThat(text(at(world, second, "/w/src/a.txt"))).isEqualTo("new\r\nbytes\r\n");
            assertThat(at(world, second, "/elsewhere/b.txt").there()).isEqualTo(There.NO);
        }
    }

    @Test
    void whatIsKnownOnlyLaterIsSaidToBeSo() {
        int first = prompt("hello");
        int second = prompt("read it");
        read("/w/seen.txt", "as read\n");
        edited("/w/changed.txt", "x", "y", "x marks\n");
        edited("/w/dark.txt", "x", "y", null);
        snapshot(second, "kept.txt", "fedcba9876543210@v1", null);
        try (World world = world()) {
            assertThat(text(at(world, first, "/w/seen.txt"))).isEqualTo("as read\n");
            PastFile changed = at(world, first, "/w/changed.txt");
            assertThat(text(changed)).isEqualTo("x marks\n");
            assertThat(changed.how()).contains("before it was first changed");
            assertThat(at(world, first, "/w/dark.txt").there()).isEqualTo(There.UNKNOWN);
            assertThat(at(world, line, "/w/dark.txt").content()).isNull();
            // a backup that the vault does not have
            assertThat(at(world, line, "/w/kept.txt").how()).contains("which the vault does not have");
        }
    }

    /** As the real client wrote it (2.1.332) when code and conversation were rewound: 60 ms from a prompt to its snapshot. */
    @Test
    void whatWasThereAtTheSnapshotIsSureWhateverCameLater() {
        int first = prompt("make it");
        int made = written("/w/note.txt", "one\n", null);
        int second = prompt("change it");
        snapshotLater(second, "note.txt", "c9bb8051ef635f82@v2");
        int changed = edited("/w/note.txt", "one", "ONE", "one\n");
        int third = prompt("hello");
        snapshotLater(third, "note.txt", "c9bb8051ef635f82@v3");
        int said = prompt("said");
        int again = prompt("after the rewind");
        snapshotLater(again, "note.txt", "c9bb8051ef635f82@v4");
        backup("c9bb8051ef635f82@v2", "one\n".getBytes(UTF_8));
        backup("c9bb8051ef635f82@v3", "ONE\n".getBytes(UTF_8));
        backup("c9bb8051ef635f82@v4", "one\n".getBytes(UTF_8));
        try (World world = world()) {
            assertThat(at(world, first, "/w/note.txt").there()).isEqualTo(There.NO);
            assertThat(at(world, made, "/w/note.txt").there()).isEqualTo(There.YES);
            assertThat(at(world, second, "/w/note.txt").basis()).isEqualTo(Basis.EXACT);
            assertThat(text(at(world, changed, "/w/note.txt"))).isEqualTo("ONE\n");
            assertThat(at(world, third, "/w/note.txt").basis()).isEqualTo(Basis.EXACT);
            assertThat(text(at(world, third, "/w/note.txt"))).isEqualTo("ONE\n");
            // between them it went back to what it was before: when is not told
            assertThat(at(world, said, "/w/note.txt").basis()).isEqualTo(Basis.BEFORE);
            assertThat(text(at(world, again, "/w/note.txt"))).isEqualTo("one\n");
        }
    }

    @Test
    void whatSomethingElseChangedIsNotClaimed() {
        int made = written("/w/a.txt", "by claude\n", null);
        int said = prompt("I change it by hand");
        int changed = edited("/w/a.txt", "hand", "Hand", "by hand\n");
        try (World world = world()) {
            assertThat(at(world, made, "/w/a.txt").there()).isEqualTo(There.YES);
            PastFile file = at(world, said, "/w/a.txt");
            assertThat(file.there()).isEqualTo(There.UNKNOWN);
            assertThat(file.basis()).isEqualTo(Basis.BEFORE);
            assertThat(text(file)).isEqualTo("by claude\n");
            assertThat(file.how()).contains("something else changed it");
            assertThat(text(at(world, changed, "/w/a.txt"))).isEqualTo("by Hand\n");
            WritePlan all = world.bean(FileWrites.class)
                    .plan(new Wanted(NAME, new Moment(null, said), target.toString(), null));
            assertThat(all.writes()).isZero();
            WritePlan named = world.bean(FileWrites.class)
                    .plan(new Wanted(NAME, new Moment(null, said), target.toString(), Set.of("/w/a.txt")));
            assertThat(named.writes()).isEqualTo(1);
        }
    }

    @Test
    void lineEndsOfWindowsComeFromABackup() {
        int first = prompt("change it");
        snapshot(first, "a.txt", "0123456789abcdef@v1", null);
        int changed = edited("/w/a.txt", "two", "zwei", "one\ntwo\n");
        backup("0123456789abcdef@v1", "one\r\ntwo\r\n".getBytes(UTF_8));
        try (World world = world()) {
            assertThat(text(at(world, changed, "/w/a.txt"))).isEqualTo("one\r\nzwei\r\n");
        }
    }

    @Test
    void subAgentsAreSeenByTime() {
        int first = prompt("go");
        int last = prompt("done?");
        String sub =
                "{\"uuid\":\"00000000-0000-4000-8000-000000000099\",\"parentUuid\":null,\"isSidechain\":true,\"agentId\":\"a1\",\"sessionId\":\""
                        + ID + "\",\"cwd\":\"/w\",\"timestamp\":\"" + time(90)
                        + "\",\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[]},\"toolUseResult\":{\"type\":\"create\","
                        + "\"filePath\":\"/w/sub.txt\",\"content\":\"by a sub-agent\"}}\n";
        World.write(dir.resolve("home/projects/-w/" + ID + "/subagents/agent-a1.jsonl"), sub.getBytes(UTF_8));
        try (World world = world()) {
            assertThat(at(world, first, "/w/sub.txt").there()).isEqualTo(There.NO);
            assertThat(text(at(world, last, "/w/sub.txt"))).isEqualTo("by a sub-agent");
            assertThat(text(world.bean(PastFiles.class).file(NAME, new Moment("a1", 1), "/w/sub.txt")))
                    .isEqualTo("by a sub-agent");
        }
    }

    @Test
    void writesOnlyWhereItMayAndKeepsWhatWasThere() throws IOException {
        written("/w/src/new.txt", "new\n", null);
        written("/w/run.sh", "#!/bin/sh\n", null);
        written("/w/same.txt", "same\n", null);
        written("/w/.git/hooks/pre-commit", "evil\n", null);
        written("/w/../../etc/passwd", "evil\n", null);
        written("/w/link/x.txt", "through a link\n", null);
        written("C:\\Users\\me\\notes.txt", "of Windows\n", null);
        written("/w/" + "n".repeat(300), "long\n", null);
        Files.writeString(target.resolve("run.sh"), "mine\n");
        Files.setPosixFilePermissions(target.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(target.resolve("same.txt"), "same\n");
        Path beyond = Files.createDirectory(dir.resolve("beyond"));
        Files.createSymbolicLink(target.resolve("link"), beyond);
        try (World world = world()) {
            FileWrites writes = world.bean(FileWrites.class);
            Wanted wanted = new Wanted(NAME, Moment.END, target.toString(), null);
            WritePlan plan = writes.plan(wanted);
            assertThat(does(plan, "/w/src/new.txt")).isEqualTo(Does.WRITE);
            assertThat(does(plan, "/w/run.sh")).isEqualTo(Does.REPLACE);
            assertThat(does(plan, "/w/same.txt")).isEqualTo(Does.SAME);
            assertThat(does(plan, "/w/.git/hooks/pre-commit")).isEqualTo(Does.LEAVE);
            assertThat(does(plan, "/w/link/x.txt")).isEqualTo(Does.LEAVE);
            assertThatThrownBy(() -> writes.write(Act.API, wanted, "another")).isInstanceOf(Problem.class);
            Receipt receipt = writes.write(Act.API, wanted, plan.id());
            assertThat(target.resolve("src/new.txt")).hasContent("new\n");
            assertThat(target.resolve("run.sh")).hasContent("#!/bin/sh\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("run.sh"))))
                    .isEqualTo("rwxr-xr-x");
            assertThat(target.resolve("outside/etc/passwd")).hasContent("evil\n");
            assertThat(target.resolve("outside/C_/Users/me/notes.txt")).hasContent("of Windows\n");
            assertThat(beyond).isEmptyDirectory();
            assertThat(target.resolve(".git")).doesNotExist();
            assertThat(target.resolve(".reprise-before-" + receipt.id() + "/run.sh"))
                    .hasContent("mine\n");
            assertThat(receipt.notes().getFirst()).contains(".reprise-before-");
            // what somebody changed since is not taken away
            Files.writeString(target.resolve("src/new.txt"), "gone on with\n");
            assertThatThrownBy(() -> writes.undo(receipt.id()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("changed since");
            Files.writeString(target.resolve("src/new.txt"), "new\n");
            assertThat(writes.undo(receipt.id()).undoneAt()).isNotNull();
            assertThat(target.resolve("run.sh")).hasContent("mine\n");
            assertThat(target.resolve("src")).doesNotExist();
            try (Stream<Path> left = Files.list(target)) {
                assertThat(left.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("run.sh", "same.txt", "link");
            }
        }
    }

    private static Does does(WritePlan plan, String path) {
        return plan.steps().stream()
                .filter(step -> step.file().path().equals(path))
                .findFirst()
                .orElseThrow()
                .does();
    }

    @Test
    void someDirectoriesAreRefused() {
        written("/w/a.txt", "a\n", null);
        try (World world = world()) {
            FileWrites writes = world.bean(FileWrites.class);
            for (String bad : List.of(
                    "",
                    "relative",
                    "/",
                    "/nowhere-at-all/below/it",
                    dir.resolve("data/vault").toString(),
                    dir.resolve("home/projects").toString(),
                    "\0")) {
                WritePlan plan = writes.plan(new Wanted(NAME, Moment.END, bad, null));
                assertThat(plan.blocked()).as(bad).isNotNull();
                assertThat(plan.writes()).isZero();
            }
            // below a directory that holds a home nothing goes into that
            WritePlan plan =
                    writes.plan(new Wanted(NAME, Moment.END, dir.resolve("made").toString(), null));
            assertThat(plan.blocked()).isNull();
            writes.write(
                    Act.API, new Wanted(NAME, Moment.END, dir.resolve("made").toString(), null), null);
            assertThat(dir.resolve("made/a.txt")).hasContent("a\n");
        }
    }

    @Test
    void whatACrashCutOffIsTakenBack() throws IOException {
        written("/w/a.txt", "as it was\n", null);
        written("/w/b/c.txt", "c\n", null);
        Path a = target.resolve("a.txt");
        Path aside = target.resolve(".reprise-before-20261126T100000.000Z-abcdef/a.txt");
        Files.createDirectories(aside.getParent());
        Files.createDirectory(target.resolve("b"));
        Files.writeString(aside, "mine\n");
        Files.writeString(a, "as it was\n");
        Files.writeString(target.resolve("b/c.txt"), "c\n");
        try (World world = world()) {
            Journal<FileWrites.Run> journal =
                    new Journal<>(world.bean(DataDirectory.class), FileWrites.WHAT, FileWrites.Run.class);
            journal.write(
                    "20261126T100000.000Z-abcdef",
                    new FileWrites.Run(
                            NAME,
                            target.toString(),
                            false,
                            List.of(
                                    new FileWrites.Target(
                                            a.toString(),
                                            aside.toString(),
                                            Sha256.hex("as it was\n".getBytes(UTF_8)),
                                            10),
                                    new FileWrites.Target(
                                            target.resolve("b/c.txt").toString(),
                                            null,
                                            Sha256.hex("c\n".getBytes(UTF_8)),
                                            2),
                                    new FileWrites.Target(
                                            target.resolve("d.txt").toString(), null, "not written yet", 2))));
        }
        try (World world = world()) {
            world.scan();
            assertThat(a).hasContent("mine\n");
            assertThat(target).isDirectoryNotContaining(file -> !file.equals(a));
            assertThat(dir.resolve("data/journal")).isEmptyDirectory();
        }
    }

    @Test
    void pathsNeverLeaveTheDirectory() {
        for (String path : List.of(
                "/w/../../../etc/x",
                "/w/a/../../b",
                "\\\\server\\share\\x",
                "D:\\w\\..\\..\\x",
                "/w/con",
                "/w/a:b",
                "/w/...",
                "/w/ ")) {
            dev.reprise.agent.FileMark mark = new dev.reprise.agent.FileMark(
                    dev.reprise.agent.FileMark.Kind.SEEN, path, null, null, null, null, null, List.of());
            List<String> below = PastPaths.below(PastPaths.whole(mark, "/w"), "/w");
            Path to = target;
            for (String name : below) {
                to = to.resolve(name);
                assertThat(name).doesNotContain("/", "\\", ":").isNotIn("..", ".", "");
            }
            assertThat(to.normalize()).isEqualTo(to).startsWithRaw(target);
        }
    }
}
