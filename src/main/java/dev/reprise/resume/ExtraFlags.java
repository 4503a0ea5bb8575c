package dev.reprise.resume;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.List;
import java.util.Set;

/** Flags that the user adds by hand, because the CLI does not bring them back. Each is one word of the command. */
final class ExtraFlags {

    private static final int MAX = 40;
    private static final int LONGEST = 2000;

    /** These choose a session, or a way of choosing one, and would fight with what the command says. */
    private static final Set<String> CHOOSERS =
            Set.of("-r", "--resume", "-c", "--continue", "--from-pr", "--session-id", "--fork-session", "--", "-");

    private ExtraFlags() {}

    /** The flags as given. @throws Problem BAD_INPUT saying which one cannot be used, and why */
    static List<String> checked(List<String> flags) {
        if (flags.size() > MAX) {
            throw refusal("More than " + MAX + " extra flags; leave some out.");
        }
        boolean afterFlag = false;
        for (String flag : flags) {
            check(flag, afterFlag);
            afterFlag = true;
        }
        return List.copyOf(flags);
    }

    private static void check(String flag, boolean afterFlag) {
        String shown = Glyphs.shown(flag.length() > 60 ? flag.substring(0, 60) + "…" : flag);
        if (flag.length() > LONGEST) {
            throw refusal("The extra flag " + shown + " is longer than " + LONGEST + " characters.");
        }
        if (flag.chars().anyMatch(c -> c == 0 || c == '\n' || c == '\r')) {
            throw refusal("The extra flag " + shown + " holds a line break or NUL; write it on one line.");
        }
        if (!flag.startsWith("-") && !afterFlag) {
            throw refusal("Extra flags begin with a dash, or follow one that does; " + shown + " does not.");
        }
        String name = flag.startsWith("--") && flag.indexOf('=') > 0 ? flag.substring(0, flag.indexOf('=')) : flag;
        if (CHOOSERS.contains(name) || flag.matches("-[cr].+")) {
            throw refusal("The command already says which session to resume; drop " + shown + ".");
        }
    }

    private static Problem refusal(String sentence) {
        return new Problem(Reason.BAD_INPUT, sentence);
    }
}
