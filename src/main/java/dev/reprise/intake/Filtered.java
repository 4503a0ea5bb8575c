package dev.reprise.intake;

import dev.reprise.catalogue.TrackedFile;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;

/** Keeps a file that many sessions share without the lines of those that are left out. */
final class Filtered {

    private Filtered() {}

    static void keep(Vault vault, TrackedFile file, Excluded excluded) throws IOException {
        byte[] all = Files.readAllBytes(file.home().source(file.file().path()));
        byte[] left = excluded.without(file.home(), all);
        vault.replace(file.vaultPath(), left);
        file.leftOut(all.length - left.length);
    }
}
