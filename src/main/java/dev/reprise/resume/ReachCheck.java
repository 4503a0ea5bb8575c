package dev.reprise.resume;

import static dev.reprise.resume.Glyphs.shown;

import dev.reprise.agent.Brought;
import dev.reprise.agent.Brought.Mark;
import dev.reprise.agent.Brought.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many of the turns a resume brings back, and why not all (client/RESUME.md sections 1e and 1f). */
final class ReachCheck {

    private ReachCheck() {}

    /** Nothing where there is nothing to count, or no single log to count in. */
    static Optional<CheckResult> of(ResumeContext look) {
        return look.brought().get().filter(brought -> brought.turns() > 0).map(ReachCheck::of);
    }

    private static CheckResult of(Brought brought) {
        if (brought.isWhole()) {
            return CheckResult.fine("reach", "A resume brings back " + all(brought.turns()) + ".");
        }
        List<String> sentences = new ArrayList<>();
        sentences.add("A resume brings back " + counted(brought)
                + (brought.upTo() == null ? "" : ", up to " + quoted(brought.upTo())) + ".");
        brought.parts().stream().map(part -> sentence(brought, part)).forEach(sentences::add);
        String text = String.join(" ", sentences);
        return brought.isExpected()
                ? CheckResult.fine("reach", text)
                : CheckResult.surprise(
                        "reach",
                        text,
                        Fix.words("What is out of reach can be saved as a session of its own, which resumes in full."));
    }

    /** {@code 2 of 10 turns}. */
    private static String counted(Brought brought) {
        return brought.reached() + " of " + turns(brought.turns());
    }

    private static String all(int turns) {
        return turns == 1 ? "its one turn" : "all " + turns + " turns";
    }

    private static String turns(int turns) {
        return turns + (turns == 1 ? " turn" : " turns");
    }

    private static String sentence(Brought brought, Part part) {
        String own = part.own() == 1
                ? "1 turn, " + quoted(part.first()) + ","
                : turns(part.own()) + ", the last " + quoted(part.last()) + ",";
        boolean one = part.own() == 1;
        return switch (part.why()) {
            case BROKEN ->
                "The way back breaks before " + (brought.from() == null ? "the last message" : quoted(brought.from()))
                        + ": what it goes on from is not in the log.";
            case BEGINNING -> own + (one ? " hangs" : " hang") + " on another beginning in the same log.";
            case BRANCH ->
                own + (one ? " is" : " are")
                        + " on another branch: two went on from the same place, and the log says which one is taken.";
            case REWOUND -> own + (one ? " is" : " are") + " on a branch that was left by going back.";
            case COMPACTED -> own + (one ? " comes" : " come") + " back only as the summary of a compaction.";
        };
    }

    private static String quoted(Mark mark) {
        return mark.words().isEmpty() ? "line " + mark.line() : "“" + shown(mark.words()) + "”";
    }
}
