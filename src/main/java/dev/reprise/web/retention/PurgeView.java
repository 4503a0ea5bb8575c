package dev.reprise.web.retention;

import dev.reprise.retention.PurgePlan;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.SafeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a purge would delete, ready to print. */
record PurgeView(
        String plan,
        String title,
        String confirm,
        @Nullable String blocked,
        List<RestoreView.Step> steps,
        List<String> notes) {

    static PurgeView of(PurgePlan plan) {
        List<RestoreView.Step> steps = new ArrayList<>();
        plan.files()
                .forEach(file -> steps.add(new RestoreView.Step(
                        SafeText.line(file.path()),
                        Format.bytes(file.bytes()),
                        file.does().equals("delete") ? "deleted" : "its lines taken out")));
        steps.add(new RestoreView.Step(
                Format.count(plan.vaultFiles(), "file")
                        + " in the vault, all versions, with what the database has of them",
                Format.bytes(plan.vaultBytes()),
                "deleted"));
        String blocked = plan.blocked();
        return new PurgeView(
                plan.id(),
                SafeText.line(plan.title(), 100),
                plan.confirm(),
                blocked == null ? null : SafeText.line(blocked),
                steps,
                plan.notes().stream().map(SafeText::line).toList());
    }
}
