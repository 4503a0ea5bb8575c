package dev.reprise.intake;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.reprise.catalogue.HomeFigures;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/** The import: its state, and the way to start, stop and await it. */
@Service
public class Imports {

    private final Engine engine;
    private final SourceReport report;

    Imports(Engine engine, SourceReport report) {
        this.engine = engine;
        this.report = report;
    }

    /** Where the import stands. */
    public Status status() {
        return engine.status();
    }

    /** Starts a scan if none runs; goes on after {@link #stop()}. */
    public void start() {
        engine.request();
    }

    /**
     * Starts a scan and waits until everything that was there when it began is imported.
     *
     * @throws Problem CANNOT_KEEP if it could not be
     */
    public void startAndWait() {
        engine.await(engine.request());
        Obstacle obstacle = engine.status().obstacle();
        if (obstacle != null) {
            throw new Problem(Reason.CANNOT_KEEP, obstacle.sentence());
        }
    }

    /** What keeps Reprise from keeping, if this is the catalogue failing for it; null if it is something else. */
    public @Nullable Obstacle obstacleBehind(Exception failure) {
        return failure instanceof DataAccessException ? engine.status().obstacle() : null;
    }

    /**
     * Takes every row of these sessions out of the catalogue, and writes its file anew, so that nothing of them is left in there; the
     * pages wait for that.
     *
     * @param vaultPaths of files that are deleted there: their rows go too
     * @param before deletes what the vault has; done while nothing is imported
     * @throws Problem STORAGE if it cannot be done
     */
    public void forget(Collection<SessionId> sessions, Collection<String> vaultPaths, Runnable before) {
        engine.forget(sessions, vaultPaths, before);
    }

    /** Starts a scan that looks at the vault too: files were put there by somebody else. */
    public void lookAgain() {
        engine.lookAgain();
    }

    /** Stops after the batch at hand; {@link #start()} goes on where it was. */
    public void stop() {
        engine.pause();
    }

    /** Where the log homes are. */
    public List<String> homes() {
        return report.homes();
    }

    /** The log homes and what is known of each. */
    public List<Source> sources() {
        return report.sources(engine.status(), engine.trouble());
    }

    /**
     * @param filesKnown logs and side files found; {@code filesDone} those that are in vault and catalogue to the last byte
     * @param obstacle null if everything can be kept
     * @param bytesPerSecond of the running or last import
     * @param secondsLeft null when nothing is left or no speed is known yet
     */
    public record Status(
            boolean running,
            boolean stopped,
            long filesKnown,
            long filesDone,
            long bytesDone,
            long bytesTotal,
            long sessions,
            long entries,
            long unreadableLines,
            @Nullable Instant lastScanAt,
            long lastScanMillis,
            long bytesPerSecond,
            @Nullable Long secondsLeft,
            @Nullable Obstacle obstacle) {}

    /**
     * Nothing, or not everything, can be kept just now.
     *
     * @param why a sentence that says what to do
     * @param waiting logs and side files that are not imported because of it, as far as was looked
     */
    public record Obstacle(String why, long waiting, Instant since) {

        /** All of it in one sentence. */
        public String sentence() {
            return "Cannot keep what is written now: " + why
                    + (waiting == 1 ? " One log waits." : waiting > 1 ? " " + waiting + " logs wait." : "");
        }
    }

    /**
     * A log home.
     *
     * @param read false for a home that only the vault remembers
     */
    public record Source(
            String agent,
            String home,
            boolean there,
            boolean read,
            @JsonUnwrapped HomeFigures figures,
            @Nullable Instant lastScanAt,
            long lastScanMillis,
            long bytesPerSecond) {}
}
