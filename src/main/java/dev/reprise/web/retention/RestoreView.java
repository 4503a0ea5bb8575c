package dev.reprise.web.retention;

import dev.reprise.retention.RestorePlan;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.SafeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a restore would write, ready to print. */
record RestoreView(String id, String plan, @Nullable String blocked, String sum, List<Step> steps, List<String> notes) {

    record Step(String path, String bytes, String does) {}

    static RestoreView of(RestorePlan plan) {
        String blocked = plan.blocked();
        List<String> notes = new java.util.ArrayList<>(
                plan.notes().stream().map(SafeText::line).toList());
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
                                    case LEAVE -> "another file is there, stays";
                                }))
                        .toList(),
                notes);
    }
}
