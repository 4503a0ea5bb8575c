package dev.reprise.intake;

import dev.reprise.agent.SourceFile;
import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.Source;

/** A file as a scan found it. */
record ScannedFile(Home home, SourceFile file, Source source) {

    String vaultPath() {
        return home.vaultPath(file.path());
    }
}
