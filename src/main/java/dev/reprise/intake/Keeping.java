package dev.reprise.intake;

import dev.reprise.catalogue.TrackedFile;
import dev.reprise.vault.Appender;
import dev.reprise.vault.StoredFile;
import dev.reprise.vault.Vault;
import dev.reprise.vault.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings the bytes of a source into the vault and looks at none of them: what is done first, and alone without a catalogue. */
final class Keeping {

    private static final int CHUNK = 512 * 1024;

    private Keeping() {}

    /**
     * Makes the vault ready to go on where it ends: a source that is no continuation of what is held begins a version; one that
     * has grown over an older version again (a copy that was cut and then completed) makes that version needless.
     *
     * @return how many older versions there are then
     */
    static int prepare(Vault vault, String path, FileChannel source, @Nullable StoredFile holding) throws IOException {
        if (holding == null) {
            return 0;
        }
        if (holding.size() > 0 && !vault.endsLike(path, source)) {
            int older = vault.startVersion(path);
            append(vault, path, source);
            // a log that was put back whole was half there a moment ago
            return source.size() >= holding.size() ? vault.dropCovered(path) : older;
        }
        if (holding.versions() > 0) {
            List<Version> versions = vault.versions(path);
            long newest = versions.getLast().size();
            if (holding.size() < newest && newest <= source.size()) {
                append(vault, path, source);
                return vault.dropCovered(path);
            }
        }
        return holding.versions();
    }

    /** Keeps all that a file has; nothing of it is read. */
    static void keep(Vault vault, TrackedFile log) throws IOException {
        if (!log.file().isLog()) {
            SideCopy.keep(vault, log);
            return;
        }
        try (FileChannel source = FileChannel.open(log.home().source(log.file().path()), StandardOpenOption.READ)) {
            StoredFile holding = vault.find(log.vaultPath()).orElse(null);
            if (holding == null || holding.size() != source.size()) {
                prepare(vault, log.vaultPath(), source, holding);
                append(vault, log.vaultPath(), source);
            }
        }
    }

    /** Appends what the source has more than the vault; forced. */
    static void append(Vault vault, String path, FileChannel source) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (Appender appender = vault.append(path)) {
            long at = appender.size();
            long end = source.size();
            for (int n = copy(source, at, end, appender, chunk); n > 0; n = copy(source, at, end, appender, chunk)) {
                at += n;
            }
            appender.force();
        }
    }

    /**
     * Appends the next bytes of a source, as many as the chunk holds; not forced.
     *
     * @return how many; they are in the chunk. 0 when nothing of {@code [at, end)} can be had
     */
    static int copy(FileChannel source, long at, long end, Appender appender, byte[] chunk) throws IOException {
        int most = (int) Math.min(chunk.length, end - at);
        if (most <= 0) {
            return 0;
        }
        int n = source.read(ByteBuffer.wrap(chunk, 0, most), at);
        if (n <= 0) {
            return 0;
        }
        appender.write(chunk, 0, n);
        return n;
    }
}
