package dev.reprise.resume;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A family of shells that read the same command line. */
public enum Shell {
    /** bash 3.2 and later, zsh 5 and later: one form suits both. */
    BASH("bash / zsh", new PosixDialect()),
    /** fish 3.1 and later. */
    FISH("fish", new FishDialect()),
    /** Windows PowerShell 5.1 and PowerShell 7: one form suits both. */
    POWERSHELL("PowerShell", new PowerShellDialect()),
    /** The prompt of cmd.exe (not a batch file). */
    CMD("cmd", new CmdDialect());

    private final String label;
    private final Dialect dialect;

    Shell(String label, Dialect dialect) {
        this.label = label;
        this.dialect = dialect;
    }

    /** What people read: {@code bash / zsh}. */
    public String label() {
        return label;
    }

    /** What URLs and the API say: {@code bash}, {@code fish}, {@code powershell}, {@code cmd}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The shell with this slug; {@code zsh}, {@code sh} and {@code pwsh} are understood too.
     *
     * @throws Problem BAD_INPUT for any other word
     */
    public static Shell of(String slug) {
        String wanted = switch (slug.toLowerCase(Locale.ROOT)) {
            case "zsh", "sh" -> "bash";
            case "pwsh" -> "powershell";
            default -> slug.toLowerCase(Locale.ROOT);
        };
        return Arrays.stream(values())
                .filter(shell -> shell.slug().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Reason.BAD_INPUT,
                        "No such shell. Choose one of "
                                + Arrays.stream(values()).map(Shell::slug).collect(Collectors.joining(", ")) + "."));
    }

    Dialect dialect() {
        return dialect;
    }
}
