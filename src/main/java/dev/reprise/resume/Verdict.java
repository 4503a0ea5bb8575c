package dev.reprise.resume;

import dev.reprise.resume.ResumeCommands.Check;
import org.jspecify.annotations.Nullable;

/** A check and whether failing it means that the command cannot bring the session back. */
record Verdict(Check check, boolean forbids) {

    static Verdict fine(String id, String sentence) {
        return new Verdict(new Check(id, true, sentence, null), false);
    }

    /** It will work, but not as one would think. */
    static Verdict surprise(String id, String sentence, @Nullable String fix) {
        return new Verdict(new Check(id, false, sentence, fix), false);
    }

    /** It will not work. */
    static Verdict no(String id, String sentence, @Nullable String fix) {
        return new Verdict(new Check(id, false, sentence, fix), true);
    }
}
