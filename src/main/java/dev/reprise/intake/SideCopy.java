package dev.reprise.intake;

import dev.reprise.agent.SideFacts;
import dev.reprise.catalogue.Batch;
import dev.reprise.catalogue.LogRow.Kept;
import dev.reprise.catalogue.Source;
import dev.reprise.catalogue.TrackedFile;
import dev.reprise.vault.StoredFile;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Copies a side file whole when it changed, and reads what it says of its session or sub-agent. */
final class SideCopy {

    private static final int READ = 256 * 1024;

    private SideCopy() {}

    static void run(Vault vault, TrackedFile log, BatchSink sink) throws IOException, InterruptedException {
        Source source = log.source();
        if (source.there()) {
            keep(vault, log);
        }
        read(vault, log, source, sink);
    }

    /** What the vault has of it is read. */
    static void read(Vault vault, TrackedFile log, Source source, BatchSink sink) throws InterruptedException {
        StoredFile held = vault.find(log.vaultPath()).orElse(null);
        Kept kept = held == null
                ? Kept.NOTHING
                : new Kept(held.size(), held.stored(), held.modified(), held.versions() + 1);
        SideFacts says = held == null ? null : facts(vault, log);
        sink.put(new Batch(log, source, new Batch.Side(log.row().kept().bytes(), kept, says), false));
    }

    static void keep(Vault vault, TrackedFile log) throws IOException {
        try (InputStream in = Files.newInputStream(log.home().source(log.file().path()))) {
            vault.replace(log.vaultPath(), in);
        }
    }

    private static @Nullable SideFacts facts(Vault vault, TrackedFile log) {
        return log.file().saysSomething()
                ? log.home()
                        .agent()
                        .reader()
                        .side(log.file(), vault.read(log.vaultPath(), 0, 0, READ))
                        .orElse(null)
                : null;
    }
}
