package dev.reprise.intake;

import dev.reprise.agent.SourceFile;
import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.Source;

/**
 * A file as a scan found it.
 *
 * @param leftOut whether it is not to be imported
 */
record ScannedFile(Home home, SourceFile file, Source source, boolean leftOut) {

    ScannedFile(Home home, SourceFile file, Source source) {
        this(home, file, source, false);
    }

    ScannedFile leftOut(boolean leave) {
        return new ScannedFile(home, file, source, leave);
    }

    String vaultPath() {
        return home.vaultPath(file.path());
    }
}
