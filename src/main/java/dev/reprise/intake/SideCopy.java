package dev.reprise.intake;

import dev.reprise.agent.SideFacts;
import dev.reprise.vault.Holding;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Copies a side file whole when it changed, and reads what it says of its session or sub-agent. */
final class SideCopy {

    private static final int READ = 256 * 1024;

    private SideCopy() {}

    static void run(Vault vault, KnownLog log, LogImport.BatchSink sink) throws IOException, InterruptedException {
        if (log.there) {
            try (InputStream in = Files.newInputStream(log.home.source(log.file.path()))) {
                vault.replace(log.vaultPath(), in, keepsVersions(log));
            }
        }
        Holding held = vault.find(log.vaultPath()).orElse(null);
        if (held == null) {
            sink.put(Batch.copied(log, 0, 0, null, 1));
            return;
        }
        sink.put(Batch.copied(log, held.size(), held.stored(), facts(vault, log), held.versions() + 1));
    }

    private static @Nullable SideFacts facts(Vault vault, KnownLog log) {
        return switch (log.file.kind()) {
            case "meta", "title" ->
                log.home
                        .agent()
                        .side(log.file, vault.read(log.vaultPath(), 0, 0, READ))
                        .orElse(null);
            default -> null;
        };
    }

    /** Plans are written by people and models; the rest is state that the CLI rewrites all the time. */
    private static boolean keepsVersions(KnownLog log) {
        return log.file.kind().equals("plan");
    }
}
