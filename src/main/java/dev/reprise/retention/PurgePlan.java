package dev.reprise.retention;

import dev.reprise.session.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a purge would delete. Nothing of it can be taken back.
 *
 * @param id changes whenever anything of it does
 * @param title of the session, {@code confirm} what one must say to mean it: its name, else the beginning of its id
 * @param everywhere whether the CLI's own files go too, or only what Reprise has
 * @param blocked why it cannot be, and what to do; null if it can
 * @param files on this machine that go, or are written anew
 * @param vaultFiles that the vault has of it, with all versions; {@code vaultBytes} on disk
 * @param notes what it does not reach
 */
public record PurgePlan(
        SessionId session,
        String id,
        String title,
        String confirm,
        boolean everywhere,
        @Nullable String blocked,
        List<Goes> files,
        int vaultFiles,
        long vaultBytes,
        List<String> notes) {

    /**
     * @param does {@code delete} or {@code rewrite} (without the lines of this session)
     */
    public record Goes(String path, long bytes, String does) {}
}
