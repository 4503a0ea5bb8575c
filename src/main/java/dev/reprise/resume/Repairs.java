package dev.reprise.resume;

import static dev.reprise.resume.Glyphs.shown;

import dev.reprise.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Commands that mend what keeps a session from being resumed, for one shell. What the shell cannot express has words only. */
record Repairs(Shell shell) {

    /** Writes every file of the vault below some places back, as new files of its owner alone; what is there stays. */
    private static final String RESTORE = "cd \"$1\" && h=$2 && shift 2 && umask 077"
            + " && find \"$@\" -type f -name \"*.zst\" ! -name \"*~*\" | while IFS= read -r f; do"
            + " [ -e \"$h/${f%.zst}\" ] || { mkdir -p \"$h/${f%/*}\" && zstd -dqc \"$f\" > \"$h/${f%.zst}\"; } || exit 1; done";

    /** One file of the vault in place of one that is there, which stays beside it. */
    private static final String REPLACE = "umask 077; [ ! -e \"$2\" ] || mv -n \"$2\" \"$2.bak\" && [ ! -e \"$2\" ]"
            + " && zstd -dqc \"$1\" > \"$2\"";

    Fix makeDirectory(String words, Path directory) {
        return fix(words, quoted -> switch (shell) {
            case BASH, FISH -> "mkdir -p " + quoted.apply(directory);
            case POWERSHELL -> "New-Item -ItemType Directory -Force -Path " + quoted.apply(directory) + " | Out-Null";
            case CMD -> "mkdir " + quoted.apply(directory);
        });
    }

    /** Never over a file that is there. */
    Fix move(String words, Path from, Path to) {
        Path folder = to.getParent();
        return fix(words, quoted -> switch (shell) {
            case BASH, FISH ->
                (folder == null || folder.equals(from.getParent()) ? "" : "mkdir -p " + quoted.apply(folder) + " && ")
                        + "mv -n " + quoted.apply(from) + " " + quoted.apply(to);
            case POWERSHELL -> "Move-Item -LiteralPath " + quoted.apply(from) + " -Destination " + quoted.apply(to);
            case CMD -> "if not exist " + quoted.apply(to) + " move " + quoted.apply(from) + " " + quoted.apply(to);
        });
    }

    /** The CLI does not take a log that is called {@code .jsonl.bak} (client/RESUME.md section 1b). */
    Fix setAside(String words, List<Path> logs) {
        List<Fix> each = logs.stream()
                .map(log -> move(words, log, log.resolveSibling(log.getFileName() + ".bak")))
                .toList();
        String command = each.stream().anyMatch(fix -> fix.command() == null)
                ? null
                : each.stream()
                        .map(Fix::command)
                        .collect(Collectors.joining(shell == Shell.POWERSHELL ? "; " : " && "));
        return new Fix(words, command);
    }

    /** One file with all of these, in the place of one of them; each of them stays beside it as {@code .bak}. */
    Fix join(String words, List<Path> logs, Path into) {
        Path whole = into.resolveSibling(into.getFileName() + ".whole");
        return fix(words, quoted -> switch (shell) {
            case BASH, FISH ->
                "cat " + logs.stream().map(quoted).collect(Collectors.joining(" ")) + " > " + quoted.apply(whole)
                        + " && "
                        + logs.stream()
                                .map(log -> "mv -n " + quoted.apply(log) + " "
                                        + quoted.apply(log.resolveSibling(log.getFileName() + ".bak")))
                                .collect(Collectors.joining(" && "))
                        + " && mv -n " + quoted.apply(whole) + " " + quoted.apply(into);
            case POWERSHELL, CMD -> throw new Problem(dev.reprise.problem.Reason.BAD_INPUT, "not in this shell");
        });
    }

    /** The CLI goes by the file time alone. */
    Fix touch(String words, List<Path> logs) {
        return fix(words, quoted -> switch (shell) {
            case BASH, FISH -> "touch " + logs.stream().map(quoted).collect(Collectors.joining(" "));
            case POWERSHELL ->
                logs.stream()
                        .map(log -> "(Get-Item -LiteralPath " + quoted.apply(log) + ").LastWriteTime = Get-Date")
                        .collect(Collectors.joining("; "));
            case CMD ->
                logs.stream()
                        .map(log -> "copy /b " + quoted.apply(log) + "+,, " + quoted.apply(log))
                        .collect(Collectors.joining(" && "));
        });
    }

    Fix makeWritable(String words, Path file) {
        return fix(words, quoted -> switch (shell) {
            case BASH, FISH -> "chmod 600 " + quoted.apply(file);
            case POWERSHELL ->
                "Set-ItemProperty -LiteralPath " + quoted.apply(file) + " -Name IsReadOnly -Value $false";
            case CMD -> "attrib -R " + quoted.apply(file);
        });
    }

    Fix makeEnterable(String words, Path directory) {
        return fix(words, quoted -> switch (shell) {
            case BASH, FISH -> "chmod u+rx " + quoted.apply(directory);
            case POWERSHELL, CMD -> "takeown /F " + quoted.apply(directory);
        });
    }

    Fix makeMine(String words, Path file) {
        return fix(words, quoted -> switch (shell) {
            case BASH -> "sudo chown \"$(id -un)\" " + quoted.apply(file);
            case FISH -> "sudo chown (id -un) " + quoted.apply(file);
            case POWERSHELL, CMD -> "takeown /F " + quoted.apply(file);
        });
    }

    Fix leadTo(String words, String program) {
        return fix(words, quoted -> switch (shell) {
            case BASH, FISH -> "command -v " + shell.dialect().word(program);
            case POWERSHELL -> "Get-Command " + shell.dialect().word(program);
            case CMD -> "where " + shell.dialect().word(program);
        });
    }

    /**
     * Files of the vault back into their home.
     *
     * @param vault folder of the vault that has the home's files
     * @param places files and folders below it
     * @param log the main log's place, for shells that restore only it
     */
    Fix restore(String words, Path vault, Path home, List<String> places, String log) {
        return fix(words, quoted -> switch (shell) {
            case BASH, FISH -> script(RESTORE, quoted, vault, home, places);
            case POWERSHELL, CMD -> restoreOne(vault.resolve(log + ".zst"), home.resolve(log), quoted);
        });
    }

    /** An older version of a log from the vault; what is there now stays beside it as {@code .bak}. */
    Fix replace(String words, Path version, Path log) {
        return fix(words, quoted -> switch (shell) {
            case BASH, FISH -> script(REPLACE, quoted, version, log, List.of());
            case POWERSHELL, CMD ->
                setAside(words, List.of(log)).command()
                        + (shell == Shell.CMD ? " && " : "; ")
                        + restoreOne(version, log, quoted);
        });
    }

    private String restoreOne(Path from, Path to, Function<Path, String> quoted) {
        Path folder = to.getParent();
        String make = folder == null ? null : makeDirectory("", folder).command();
        String zstd = "zstd -d " + quoted.apply(from) + " -o " + quoted.apply(to);
        if (make == null) {
            return zstd;
        }
        return shell == Shell.CMD
                ? "(if not exist " + quoted.apply(folder) + " " + make + ") && " + zstd
                : make + "; " + zstd;
    }

    private String script(String script, Function<Path, String> quoted, Path one, Path two, List<String> more) {
        return "sh -c " + shell.dialect().word(script) + " sh " + quoted.apply(one) + " " + quoted.apply(two)
                + more.stream().map(word -> " " + shell.dialect().word(word)).collect(Collectors.joining());
    }

    private Fix fix(String words, Function<Function<Path, String>, String> command) {
        return new Fix(words, line(command));
    }

    private @Nullable String line(Function<Function<Path, String>, String> command) {
        try {
            return command.apply(path -> shell.dialect().word(path.toString()));
        } catch (Problem inexpressible) {
            return null;
        }
    }

    /** A path for a sentence. */
    static String name(Path path) {
        return shown(path.toString());
    }
}
