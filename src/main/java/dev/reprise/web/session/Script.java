package dev.reprise.web.session;

import dev.reprise.problem.Problem;
import dev.reprise.resume.ResumeCommands;
import dev.reprise.resume.Shell;
import dev.reprise.web.shell.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several resume commands to be pasted at once.
 *
 * @param script null if there is nothing to copy
 * @param toast what is said when it was copied, or why nothing was
 */
record Script(@Nullable String script, String toast) {

    /** Sessions in one script. */
    static final int MAX = 30;

    static Script of(List<ResumeCommands.Named> commands, List<String> left, int asked, Shell shell) {
        if (asked > MAX) {
            return new Script(null, "Nothing copied: more than " + MAX + " at once. Select fewer.");
        }
        String without =
                left.isEmpty() ? "" : " Left out, because they will not work here: " + String.join(", ", left) + ".";
        if (commands.isEmpty()) {
            return new Script(null, "Nothing copied." + without);
        }
        try {
            return new Script(
                    ResumeCommands.script(commands, shell),
                    "Copied one tmux script for " + Format.count(commands.size(), "session") + "." + without);
        } catch (Problem problem) {
            return new Script(null, problem.sentence());
        }
    }
}
