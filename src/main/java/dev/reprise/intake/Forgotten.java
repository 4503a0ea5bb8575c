package dev.reprise.intake;

import dev.reprise.catalogue.Forgetting;
import dev.reprise.data.Database;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sessions of which nothing is to be left in the catalogue. Done between two openings of it, by the import's thread. Thread-safe. */
final class Forgotten {

    /** Whoever asks waits so long: a catalogue of 100,000 sessions is written anew in less. */
    private static final long PATIENCE_MINUTES = 10;

    private final Set<SessionId> sessions = new HashSet<>();
    private final Set<String> paths = new HashSet<>();
    private final List<Runnable> before = new ArrayList<>();
    private @Nullable CompletableFuture<Boolean> done;

    synchronized boolean isWaiting() {
        return done != null;
    }

    /** @throws Problem STORAGE if it cannot be done */
    void ask(Collection<SessionId> wanted, Collection<String> vaultPaths, Runnable work, Requests requests) {
        CompletableFuture<Boolean> mine;
        synchronized (this) {
            sessions.addAll(wanted);
            paths.addAll(vaultPaths);
            before.add(work);
            if (done == null) {
                done = new CompletableFuture<>();
            }
            mine = done;
        }
        requests.request();
        try {
            mine.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new Problem(
                    Reason.STORAGE, "It could not be taken out of the catalogue: " + e.getMessage() + ". Try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Reason.STORAGE, "Reprise is about to end. It goes on at the next start.");
        }
    }

    /** Does what waits. No writer of the catalogue is open. */
    void carryOut(Database database, Clock clock, DataSource source) {
        Set<SessionId> now;
        Set<String> gone;
        List<Runnable> first;
        CompletableFuture<Boolean> told;
        synchronized (this) {
            now = Set.copyOf(sessions);
            gone = Set.copyOf(paths);
            first = List.copyOf(before);
            paths.clear();
            before.clear();
            told = done;
            sessions.clear();
            done = null;
        }
        if (told == null) {
            return;
        }
        try {
            first.forEach(Runnable::run);
            Forgetting.forget(source, clock, now, gone);
            database.compactAndClose();
            told.complete(true);
        } catch (SQLException | RuntimeException e) {
            told.completeExceptionally(e);
        }
    }
}
