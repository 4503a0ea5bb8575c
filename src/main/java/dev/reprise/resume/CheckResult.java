package dev.reprise.resume;

import dev.reprise.resume.ResumeCommands.Check;
import org.jspecify.annotations.Nullable;

/** A check and whether failing it means that the command cannot bring the session back. */
record CheckResult(Check check, boolean forbids) {

    static CheckResult fine(String id, String sentence) {
        return new CheckResult(new Check(id, true, "yes", sentence, null), false);
    }

    /** It will work, but not as one would think. */
    static CheckResult surprise(String id, String sentence, @Nullable String fix) {
        return new CheckResult(new Check(id, false, "yes", sentence, fix), false);
    }

    /** It is not to be seen from here: never a pass, never an alarm. */
    static CheckResult unknown(String id, String sentence, @Nullable String fix) {
        return new CheckResult(new Check(id, false, "unknown", sentence, fix), false);
    }

    boolean isUnknown() {
        return check.answer().equals("unknown");
    }

    /** It will not work. */
    static CheckResult no(String id, String sentence, @Nullable String fix) {
        return new CheckResult(new Check(id, false, "no", sentence, fix), true);
    }
}
