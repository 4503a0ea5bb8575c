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
            keep(vault, log);
        }
        Holding held = vault.find(log.vaultPath()).orElse(null);
        sink.put(Batch.copied(log, held, held == null ? null : facts(vault, log)));
    }

    static void keep(Vault vault, KnownLog log) throws IOException {
        try (InputStream in = Files.newInputStream(log.home.source(log.file.path()))) {
            vault.replace(log.vaultPath(), in);
        }
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
}
