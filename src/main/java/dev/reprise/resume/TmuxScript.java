package dev.reprise.resume;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line that opens several commands, each in a tmux window of its own. Commands that are pasted as lines would run one after the
 * other: the second is a prompt of what the first began.
 */
final class TmuxScript {

    private static final int NAME = 20;
    private static final PosixDialect SH = new PosixDialect();

    private TmuxScript() {}

    /** @throws Problem BAD_INPUT for a shell that tmux does not know */
    static String of(List<ResumeCommands.Named> commands, Shell shell) {
        if (shell != Shell.BASH && shell != Shell.FISH) {
            throw new Problem(
                    Reason.BAD_INPUT,
                    "Several at once need tmux, which " + shell.label()
                            + " does not have. Copy them one by one, each for a" + " terminal of its own.");
        }
        String name = "reprise-" + String.format("%04x", commands.hashCode() & 0xFFFF);
        String windows = commands.stream()
                .map(command -> "-n " + window(command.name()) + " " + inWindow(command.command(), shell))
                .collect(Collectors.joining(" \\; new-window "));
        return "tmux new-session -d -s " + name + " " + windows + "; tmux switch-client -t " + name
                + " 2>/dev/null || tmux attach -t " + name;
    }

    private static String window(String title) {
        String plain = title.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? "session" : plain.substring(0, Math.min(NAME, plain.length()));
    }

    /** tmux hands it to sh; the window stays when the program ends. */
    private static String inWindow(String command, Shell shell) {
        String program = shell == Shell.FISH ? "fish" : "bash";
        return shell.dialect().word(program + " -ic " + SH.word(command + "; exec " + program));
    }
}
