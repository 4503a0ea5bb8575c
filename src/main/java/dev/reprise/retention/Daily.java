package dev.reprise.retention;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.ImportAdvanced;
import dev.reprise.label.Act;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.Trash;
import dev.reprise.problem.Problem;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What retention does by itself: purges what has been in the trash long enough, and sweeps once a day if that is set. */
@Component
class Daily {

    private static final Logger log = LoggerFactory.getLogger(Daily.class);
    /** As a receipt and the record of what was done name it. */
    static final String BY_ITSELF = "daily sweep";

    private static final Duration DAY = Duration.ofHours(24);

    private final Labels labels;
    private final Sessions sessions;
    private final Purges purges;
    private final Sweeps sweeps;
    private final KeepRules rules;
    private final Receipts receipts;
    private final Clock clock;
    private final AtomicBoolean begun = new AtomicBoolean();
    private @Nullable ScheduledExecutorService timer;

    Daily(
            Labels labels,
            Sessions sessions,
            Purges purges,
            Sweeps sweeps,
            KeepRules rules,
            Receipts receipts,
            Clock clock) {
        this.labels = labels;
        this.sessions = sessions;
        this.purges = purges;
        this.sweeps = sweeps;
        this.rules = rules;
        this.receipts = receipts;
        this.clock = clock;
    }

    /** Once everything that is there was read; then every hour. */
    @EventListener
    void on(ImportAdvanced event) {
        boolean read = !event.status().running() && event.status().lastScanAt() != null;
        if (read && begun.compareAndSet(false, true)) {
            timer = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("retention").factory());
            var ignored = timer.scheduleWithFixedDelay(this::quietly, 1, 60, TimeUnit.MINUTES);
        }
    }

    @PreDestroy
    void close() {
        ScheduledExecutorService running = timer;
        if (running != null) {
            running.shutdown();
        }
    }

    private void quietly() {
        try {
            run();
        } catch (RuntimeException e) {
            log.error("What retention does by itself failed; it is tried again in an hour", e);
        }
    }

    /** What is due now. */
    void run() {
        emptyTrash();
        if (rules.now().settings().daily() && isSweepDue()) {
            sweep();
        }
    }

    private boolean isSweepDue() {
        Instant since = clock.instant().minus(DAY);
        return receipts.latest(200).stream()
                .noneMatch(receipt -> receipt.what().equals("sweep")
                        && receipt.who().equals(BY_ITSELF)
                        && receipt.at().isAfter(since));
    }

    /** Who set it to be done daily said so of the CLI's copies, rule by rule. */
    private void sweep() {
        Preview preview = sweeps.preview();
        if (preview.refused() != null || preview.takes().isEmpty()) {
            return;
        }
        try {
            sweeps.sweep(BY_ITSELF, preview.id(), preview.sources());
        } catch (Problem e) {
            log.info("The daily sweep did not take place: {}", e.sentence());
        }
    }

    /** What was gone on with since is taken out instead. */
    private void emptyTrash() {
        Instant now = clock.instant();
        for (Label label : labels.all()) {
            Trash trash = label.trash();
            if (trash == null || trash.until().isAfter(now)) {
                continue;
            }
            SessionId id = label.session();
            Optional<Session> session = sessions.find(id.toString());
            if (label.hold() || session.map(one -> isAlive(one, trash)).orElse(false)) {
                labels.change(
                        List.of(id),
                        Act.of("trash", "took it out of the trash: it was gone on with, or is held"),
                        one -> one.trashed(null));
            } else if (session.isPresent()) {
                purges.purge("trash", id, false);
            }
        }
    }

    private static boolean isAlive(Session session, Trash trash) {
        Instant last = session.period().lastActivityAt();
        return session.state().isRunning() || last != null && last.isAfter(trash.at());
    }
}
