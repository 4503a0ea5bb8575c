package dev.reprise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The application itself, in processes of its own: why it does not start is one sentence, and nothing was touched. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "file systems are mounted and modes set")
class StartRefusalsTests {

    @TempDir
    Path folder;

    private record Ended(int status, String out) {}

    private Ended start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.reprise.Reprise"));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--port=0",
                "--claude-home",
                Files.createDirectories(folder.resolve("home")).toString()));
        File out = folder.resolve("out.txt").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(),
                Files.readString(out.toPath(), StandardCharsets.UTF_8).strip());
    }

    private void refuses(String sentence, String... arguments) throws Exception {
        Ended ended = start(arguments);
        assertThat(ended.out).startsWith(sentence).hasLineCount(1);
        assertThat(ended.status).isEqualTo(2);
    }

    @Test
    void aDirectoryOfSomethingElseIsLeftAlone() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("notes.txt"), "mine");
        var before = Files.getPosixFilePermissions(other);
        refuses(other + " holds other files", "--data", other.toString());
        assertThat(Files.getPosixFilePermissions(other)).isEqualTo(before);
        assertThat(other.toFile().list()).containsExactly("notes.txt");
    }

    @Test
    void whatCannotBeADataDirectory() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        refuses(file + " is a file", "--data", file.toString());
        refuses("The data directory " + file + "/below cannot be made", "--data", file + "/below");
        Path odd = folder.resolve("a;INIT=create table ran(x int)");
        refuses("The path of the data directory, " + odd + ", has a semicolon", "--data", odd.toString());
        assertThat(odd).doesNotExist();
    }

    @Test
    void aTokenThatIsADirectory() throws Exception {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("token"));
        refuses("The token file " + data.resolve("token") + " cannot be read or written", "--data", data.toString());
    }

    @Test
    void aSettingThatCannotBe() throws Exception {
        refuses(
                "The setting reprise.intake.look cannot be what it was given",
                "--data",
                folder.resolve("data").toString(),
                "--reprise.intake.look=soon");
        refuses("Reprise knows no option or setting --reprise.nope", "--reprise.nope=1");
    }

    @Test
    void aDirectoryThatAnotherProcessUses() throws Exception {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("db"));
        try (var held = java.sql.DriverManager.getConnection("jdbc:h2:file:" + data.resolve("db/reprise"), "sa", "")) {
            refuses("Another Reprise runs on the data directory " + data, "--data", data.toString());
            assertThat(held.isValid(1)).isTrue();
        }
    }

    @Test
    void aFullDisk() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        if (run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) != 0) {
            org.junit.jupiter.api.Assertions.assertNotEquals(
                    "true", System.getenv("CI"), "CI must be able to mount a tmpfs");
            System.out.println("SKIPPED StartRefusalsTests.aFullDisk: no tmpfs can be mounted here");
            org.junit.jupiter.api.Assumptions.abort("no tmpfs");
        }
        try {
            refuses("The disk of the data directory " + disk + "/data is full", "--data", disk + "/data");
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void theJarAloneTellsItsOptionsAndTouchesNothing() throws Exception {
        Ended help = start("--help");
        assertThat(help.status).isZero();
        assertThat(help.out).startsWith("Reprise ").contains("--data DIR");
        assertThat(start("--version").out).startsWith("reprise ");
    }
}
