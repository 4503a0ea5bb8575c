package dev.reprise.resume;

import dev.reprise.resume.ResumeCommands.Check;
import org.jspecify.annotations.Nullable;

/** A check and whether failing it means that the command cannot bring the session back. */
record CheckResult(Check check, boolean forbids) {

    static CheckResult fine(String id, String sentence) {
        return new CheckResult(new Check(id, true, "yes", sentence, null, null), false);
    }

    /** All is well, and more can be done. */
    static CheckResult fine(String id, String sentence, Fix more) {
        return new CheckResult(new Check(id, true, "yes", sentence, more.words(), more.command()), false);
    }

    /** It will work, but not as one would think. */
    static CheckResult surprise(String id, String sentence, @Nullable Fix fix) {
        return new CheckResult(check(id, "yes", sentence, fix), false);
    }

    /** It is not to be seen from here: never a pass, never an alarm. */
    static CheckResult unknown(String id, String sentence, @Nullable Fix fix) {
        return new CheckResult(check(id, "unknown", sentence, fix), false);
    }

    boolean isUnknown() {
        return check.answer().equals("unknown");
    }

    /** It will not work. */
    static CheckResult no(String id, String sentence, @Nullable Fix fix) {
        return new CheckResult(check(id, "no", sentence, fix), true);
    }

    private static Check check(String id, String answer, String sentence, @Nullable Fix fix) {
        return fix == null
                ? new Check(id, false, answer, sentence, null, null)
                : new Check(id, false, answer, sentence, fix.words(), fix.command());
    }
}
