package dev.reprise.resume;

import static dev.reprise.resume.Glyphs.shown;

import dev.reprise.problem.Problem;
import dev.reprise.session.Troubles.Stuck;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether going on will get the same error again, and the two ways out that work (client/RESUME.md section 1h). */
final class StuckCheck {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private StuckCheck() {}

    static Optional<CheckResult> of(ResumeContext look) {
        return Optional.ofNullable(look.session().troubles().stuck())
                .map(stuck -> CheckResult.surprise("stuck", sentence(stuck), fix(look, stuck)));
    }

    private static String sentence(Stuck stuck) {
        String good = stuck.good() == null
                ? " It never got a good answer."
                : " Last good answer: "
                        + (stuck.goodAt() == null
                                ? ""
                                : WHEN.format(stuck.goodAt().atZone(ZoneId.systemDefault())) + ", ")
                        + "“" + shown(stuck.good()) + "”.";
        return "The last " + stuck.prompts() + " prompts got the same error, “" + shown(stuck.error())
                + "”; going on will fail again." + good;
    }

    private static Fix fix(ResumeContext look, Stuck stuck) {
        String prompt = stuck.prompt().isEmpty() ? "the prompt before the errors" : "“" + shown(stuck.prompt()) + "”";
        String rewind = "Resume it, type /rewind, choose " + prompt + ", then “Restore conversation”.";
        String fork = fork(look, stuck);
        return fork == null
                ? Fix.words(rewind)
                : new Fix(rewind + " Or fork it from the last good answer, which costs one short turn:", fork);
    }

    private static @Nullable String fork(ResumeContext look, Stuck stuck) {
        String made = UUID.randomUUID().toString();
        List<String> words = stuck.goodRecord() == null || !look.attachWords().isEmpty()
                ? List.of()
                : look.agent().launcher().forkAtWords(look.id(), stuck.goodRecord(), made);
        if (words.isEmpty()) {
            return null;
        }
        Dialect dialect = look.shell().dialect();
        List<String> resume = look.agent().launcher().resumeWords(made, false, List.of());
        try {
            return dialect.line(new Launch(look.place().target(), look.variable(), words))
                    + (look.shell() == Shell.POWERSHELL ? "; " : " && ")
                    + dialect.line(new Launch(null, look.variable(), resume));
        } catch (Problem inexpressible) {
            return null;
        }
    }
}
