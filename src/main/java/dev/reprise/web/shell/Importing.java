package dev.reprise.web.shell;

import dev.reprise.intake.Imports;
import dev.reprise.secondcopy.SecondCopies;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What the top bar shows: where the import stands, and whether the second copy lags. */
@Component
class Importing {

    private final Imports imports;
    private final SecondCopies copies;
    private final Clock clock;

    Importing(Imports imports, SecondCopies copies, Clock clock) {
        this.imports = imports;
        this.copies = copies;
        this.clock = clock;
    }

    ImportView now() {
        SecondCopies.State copy = copies.state();
        return ImportView.of(imports.status(), copy.lags(clock.instant()) ? says(copy) : "");
    }

    private static String says(SecondCopies.State copy) {
        return SafeText.line(
                copy.trouble().isEmpty()
                        ? Format.count(copy.waiting(), "file") + " wait to be copied to " + copy.place()
                        : copy.trouble().getFirst(),
                300);
    }
}
