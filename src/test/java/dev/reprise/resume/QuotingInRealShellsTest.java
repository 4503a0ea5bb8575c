package dev.reprise.resume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the produced line in the real shells: it must reach exactly that directory and hand over exactly those words. */
class QuotingInRealShellsTest {

    /** A shell that is started for real, and how it reads lines from its standard input. */
    enum Real {
        BASH(Shell.BASH, "bash", List.of("--norc", "--noprofile"), "set -o history; set -H; CDPATH=$TRAP\n"),
        BASH_IN_C_LOCALE(Shell.BASH, "bash", List.of("--norc", "--noprofile"), "CDPATH=$TRAP\n"),
        ZSH(Shell.BASH, "zsh", List.of("-f"), "setopt banghist extendedglob magicequalsubst; cdpath=($TRAP)\n"),
        ZSH_WITH_RC_QUOTES(Shell.BASH, "zsh", List.of("-f"), "setopt rcquotes autocd\n"),
        FISH(Shell.FISH, "fish", List.of("--no-config"), "set -g CDPATH $TRAP\n"),
        PWSH(Shell.POWERSHELL, "pwsh", List.of("-NoProfile", "-NonInteractive", "-Command", "-"), ""),
        CMD(Shell.CMD, "cmd.exe", List.of("/q", "/k"), "");

        final Shell shell;
        final String program;
        final List<String> options;
        final String preamble;

        Real(Shell shell, String program, List<String> options, String preamble) {
            this.shell = shell;
            this.program = program;
            this.options = options;
            this.preamble = preamble;
        }

        boolean installed() {
            return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }
    }

    private static final List<String> WORDS = List.of("claude", "--resume", "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21");

    @TempDir
    Path temp;

    private Path places;
    private Path bin;
    private Path out;

    @BeforeEach
    void putAFakeClaudeOnThePath() throws IOException {
        places = Files.createDirectory(temp.resolve("places"));
        bin = Files.createDirectory(temp.resolve("bin"));
        out = temp.resolve("out");
        // what CDPATH would lead to instead
        Files.createDirectories(temp.resolve("trap"));
        Path claude = bin.resolve("claude");
        Files.writeString(
                claude,
                "#!/bin/sh\n{ cat .here; printf '\\0%s\\0' \"${CLAUDE_CONFIG_DIR-unset}\"; for a; do printf '%s\\0' \"$a\"; done; } >> "
                        + out + "\n");
        Files.setPosixFilePermissions(claude, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void need(Real real) {
        if (!real.installed()) {
            System.out.println(
                    "SKIPPED: " + real.program + " is not installed here, its quoting is only checked as text");
        }
        assumeTrue(real.installed(), real.program + " is not installed");
    }

    @ParameterizedTest
    @EnumSource
    void quotesWhateverTheDirectoryHas(Real real) throws Exception {
        need(real);
        System.out.println("seed of the random names: " + NastyNames.SEED);
        List<String> names = new ArrayList<>(NastyNames.fixed());
        assertThat(names).hasSizeGreaterThan(60);
        NastyNames.random(300, NastyNames.SEED).stream()
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        for (int i = 0; i < names.size(); i++) {
            Path place = make(names.get(i), i);
            String line = real.shell.dialect().line(new Launch(place.toString(), null, WORDS));
            assertThat(line).doesNotContain("\n").doesNotContain("\r");
            assertThat(run(real, places, line, null))
                    .describedAs("%s: %s", names.get(i), line)
                    .containsExactly(i + "", "unset", "--resume", WORDS.get(2));
        }
        assertThat(Stream.of(places, temp).map(folder -> folder.resolve("pwned")))
                .noneMatch(Files::exists);
    }

    @ParameterizedTest
    @EnumSource(names = {"BASH", "BASH_IN_C_LOCALE", "ZSH", "ZSH_WITH_RC_QUOTES", "FISH"})
    void takesRelativeNamesForNamesAndNeverForOptions(Real real) throws Exception {
        need(real);
        List<String> names = NastyNames.fixed().stream()
                .filter(name -> !name.contains("/") && !name.startsWith("C:") && !name.startsWith("\\\\"))
                .toList();
        for (int i = 0; i < names.size(); i++) {
            make(names.get(i), i);
            Files.createDirectories(temp.resolve("trap").resolve(names.get(i)));
            String line = real.shell.dialect().line(new Launch(names.get(i), null, WORDS));
            assertThat(run(real, places, line, null))
                    .describedAs("%s: %s", names.get(i), line)
                    .startsWith(i + "", "unset");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pointsTheProgramAtItsHomeAndOnlyIt(Real real) throws Exception {
        need(real);
        Path place = make("it's here", 7);
        List<String> names = NastyNames.random(60, NastyNames.SEED + 1);
        for (String name : names) {
            String home = "/homes/" + name;
            String line = real.shell
                    .dialect()
                    .line(new Launch(place.toString(), new Launch.Home("CLAUDE_CONFIG_DIR", home), WORDS));
            assertThat(run(real, places, line + "\nclaude again", "/before"))
                    .describedAs(line)
                    .containsExactly("7", home, "--resume", WORDS.get(2), "7", "/before", "again");
        }
        String line = real.shell
                .dialect()
                .line(new Launch(place.toString(), new Launch.Home("CLAUDE_CONFIG_DIR", null), WORDS));
        assertThat(run(real, places, line + "\nclaude again", "/before"))
                .describedAs(line)
                .containsExactly("7", "unset", "--resume", WORDS.get(2), "7", "/before", "again");
    }

    @ParameterizedTest
    @EnumSource
    void handsOverEveryExtraFlagAsOneWord(Real real) throws Exception {
        need(real);
        Path place = make("here", 3);
        List<String> words = new ArrayList<>(List.of("claude"));
        Stream.concat(
                        NastyNames.fixed().stream(),
                        Stream.of("", "--model=opus", "-p", "a b", "=x", "a=~", "2>x", "1e3"))
                .filter(word -> real.shell != Shell.POWERSHELL || !word.contains("\"") && !word.isEmpty())
                .filter(word -> real.shell != Shell.POWERSHELL || !word.endsWith("\\"))
                .forEach(words::add);
        String line = real.shell.dialect().line(new Launch(place.toString(), null, words));
        List<String> got = run(real, places, line, null);
        assertThat(got.subList(0, 2)).containsExactly("3", "unset");
        assertThat(got.subList(2, got.size())).containsExactlyElementsOf(words.subList(1, words.size()));
    }

    @ParameterizedTest
    @EnumSource
    void doesNotStartTheProgramWhereTheDirectoryIsMissing(Real real) throws Exception {
        need(real);
        String gone = places.resolve("gone").toString();
        Dialect dialect = real.shell.dialect();
        for (Launch.Home home : Arrays.asList(
                null, new Launch.Home("CLAUDE_CONFIG_DIR", "/x"), new Launch.Home("CLAUDE_CONFIG_DIR", null))) {
            assertThat(run(real, places, dialect.line(new Launch(gone, home, WORDS)), null))
                    .isEmpty();
        }
    }

    private Path make(String name, int number) throws IOException {
        Path place = Files.createDirectory(places.resolve(name));
        Files.writeString(place.resolve(".here"), String.valueOf(number));
        return place;
    }

    /** What the fake program saw: the place it was in, its home variable, its words; once for each time it ran. */
    private List<String> run(Real real, Path from, String line, @Nullable String home) throws Exception {
        Files.deleteIfExists(out);
        List<String> command = new ArrayList<>(List.of(real.program));
        command.addAll(real.options);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(from.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", bin + File.pathSeparator + System.getenv("PATH"));
        builder.environment().put("LC_ALL", real.name().endsWith("C_LOCALE") ? "C" : "C.UTF-8");
        builder.environment().put("HOME", temp.toString());
        builder.environment().put("TRAP", temp.resolve("trap").toString());
        builder.environment().remove("CLAUDE_CONFIG_DIR");
        if (home != null) {
            builder.environment().put("CLAUDE_CONFIG_DIR", home);
        }
        Path script = temp.resolve("script");
        Files.write(script, (real.preamble + line + "\n").getBytes(UTF_8));
        builder.redirectInput(script.toFile())
                .redirectOutput(temp.resolve("console").toFile());
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("hangs: " + line);
        }
        return Files.exists(out) ? fields(Files.readString(out)) : List.of();
    }

    private static List<String> fields(String written) {
        List<String> fields = new ArrayList<>(List.of(written.split("\0", -1)));
        fields.removeLast();
        return fields;
    }
}
