package dev.reprise.resume;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reprise.agent.Brought;
import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.LogBytes;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.catalogue.Logs;
import dev.reprise.problem.Problem;
import dev.reprise.session.Session;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the client brings back of a log: read as it lies there, and anew only when it changed. */
final class LogReading {

    private static final int KEPT = 256;

    private final Function<Session, Optional<Kept>> vault;
    private final Cache<Key, Brought> known =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

    /** @param vault what it has of a session's main log */
    LogReading(Function<Session, Optional<Kept>> vault) {
        this.vault = vault;
    }

    /** A log in the vault. */
    record Kept(String path, long size, LogBytes bytes) {}

    static LogReading of(Logs logs, Vault vault) {
        return new LogReading(session -> logs.vaultPath(session.id(), null)
                .flatMap(vault::find)
                .map(file -> new Kept(file.path(), file.size(), () -> vault.open(file.path(), 0, 0, Long.MAX_VALUE))));
    }

    /** A log as it was read. */
    private record Key(String path, long size, long time) {}

    /** Of the log that a resume takes; where none lies there, of the vault's. Empty if neither can be read. */
    Optional<Brought> of(CodingAgent agent, Session session, Path home, LogCopies copies) {
        try {
            if (copies.candidates().isEmpty()) {
                return held(agent, session);
            }
            Path taken = copies.taken();
            return taken == null ? Optional.empty() : of(agent, session, home, taken);
        } catch (IOException | Problem unreadable) {
            return Optional.empty();
        }
    }

    /** Of one log of a home; empty if it cannot be read. */
    Optional<Brought> in(CodingAgent agent, Session session, Path home, Path log) {
        try {
            return of(agent, session, home, log);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<Brought> of(CodingAgent agent, Session session, Path home, Path log) throws IOException {
        Key key = new Key(
                log.toString(), Files.size(log), Files.getLastModifiedTime(log).toMillis());
        String path = home.relativize(log).toString().replace('\\', '/');
        return read(agent, session, path, key, () -> Files.newInputStream(log));
    }

    private Optional<Brought> held(CodingAgent agent, Session session) throws IOException {
        Kept kept = vault.apply(session).orElse(null);
        return kept == null
                ? Optional.empty()
                : read(agent, session, kept.path, new Key(kept.path, kept.size, -1), kept.bytes);
    }

    private Optional<Brought> read(CodingAgent agent, Session session, String path, Key key, LogBytes bytes)
            throws IOException {
        @Nullable Brought brought = known.getIfPresent(key);
        if (brought == null) {
            SourceFile file = new SourceFile(path, Role.TRANSCRIPT, session.id().value(), null, "log");
            brought = agent.launcher().brings(file, bytes).orElse(null);
            if (brought != null) {
                known.put(key, brought);
            }
        }
        return Optional.ofNullable(brought);
    }
}
