package dev.reprise.web.retention;

import dev.reprise.retention.Extracts.Extract;
import dev.reprise.retention.RestorePlan;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.SafeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a restore would write, ready to print. */
record RestoreView(String id, String plan, @Nullable String blocked, String sum, List<Step> steps, List<String> notes) {

    record Step(String path, String bytes, String does) {}

    /** What would be saved as a session of its own. */
    static RestoreView of(Extract extract) {
        RestoreView view = of(extract.plan());
        List<String> notes = new ArrayList<>();
        notes.add("It holds " + Format.count(extract.part().turns(), "turn") + ", "
                + Format.count(extract.part().own()) + " of them out of reach now; a resume brings back all.");
        notes.add("The log that it is taken from stays as it is.");
        notes.addAll(view.notes);
        return new RestoreView(view.id, view.plan, view.blocked, view.sum, view.steps, notes);
    }

    static RestoreView of(RestorePlan plan) {
        String blocked = plan.blocked();
        List<String> notes =
                new ArrayList<>(plan.notes().stream().map(SafeText::line).toList());
        if (plan.until() != null) {
            notes.addFirst("Claude Code’s clean-up leaves it alone until "
                    + plan.until().toString().substring(0, 10) + ".");
        }
        return new RestoreView(
                plan.session().toString(),
                plan.id(),
                blocked == null ? null : SafeText.line(blocked),
                Format.count(plan.files(), "file") + ", " + Format.bytes(plan.bytes()),
                plan.steps().stream()
                        .map(step -> new Step(
                                SafeText.line(step.to().toString()),
                                Format.bytes(step.bytes()),
                                switch (step.does()) {
                                    case WRITE -> "written";
                                    case REFRESH -> "there, gets a fresh time";
                                    case ASIDE -> "a part, stays beside it as .bak";
                                    case LEAVE -> "another file is there, stays";
                                }))
                        .toList(),
                notes);
    }
}
