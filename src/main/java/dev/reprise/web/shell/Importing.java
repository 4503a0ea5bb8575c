package dev.reprise.web.shell;

import dev.reprise.intake.Alarms;
import dev.reprise.intake.Imports;
import dev.reprise.intake.Unsaved;
import dev.reprise.retention.Space;
import dev.reprise.secondcopy.SecondCopies;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the top bar shows: where the import stands, and what else somebody should know. */
@Component
class Importing {

    private final Alarms alarms;
    private final Imports imports;
    private final SecondCopies copies;
    private final Space space;
    private final Clock clock;

    Importing(Alarms alarms, Imports imports, SecondCopies copies, Space space, Clock clock) {
        this.alarms = alarms;
        this.imports = imports;
        this.copies = copies;
        this.space = space;
        this.clock = clock;
    }

    ImportView now() {
        List<Unsaved> unsaved = alarms.all().stream().filter(Unsaved::isAlarm).toList();
        if (!unsaved.isEmpty()) {
            return ImportView.alarm(
                    unsaved.size() == 1
                            ? "Not being saved: PID " + unsaved.getFirst().pid()
                            : Format.count(unsaved.size()) + " sessions are not being saved",
                    Alarm.of(unsaved.getFirst()).title() + ": "
                            + unsaved.getFirst().why().words() + ".");
        }
        SecondCopies.State copy = copies.state();
        if (copy.lags(clock.instant())) {
            return ImportView.of(
                    imports.status(), new ImportView.Worry("lags", "Second copy lags", says(copy), "/retention#copy"));
        }
        return ImportView.of(
                imports.status(), space.warning().map(Importing::full).orElse(null));
    }

    private static ImportView.Worry full(Space.Warning warning) {
        String detail = "Reprise takes " + Format.bytes(warning.taken()) + " of the " + Format.bytes(warning.ceiling())
                + " that you set.";
        return new ImportView.Worry(
                "full", "Space: " + warning.percent() + " % of the ceiling", detail, "/retention/storage");
    }

    private static String says(SecondCopies.State copy) {
        return SafeText.line(
                copy.trouble().isEmpty()
                        ? Format.count(copy.waiting(), "file") + " wait to be copied to " + copy.place()
                        : copy.trouble().getFirst(),
                300);
    }
}
