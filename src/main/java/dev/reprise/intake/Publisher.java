package dev.reprise.intake;

import dev.reprise.catalogue.Batch;
import dev.reprise.catalogue.CatalogueWriter.Stored;
import dev.reprise.catalogue.Totals;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the rest of the application what was stored, after the commit. Thread-safe. */
@Component
class Publisher {

    private static final Logger log = LoggerFactory.getLogger(Publisher.class);
    private static final long PUBLISH_EVERY = TimeUnit.MILLISECONDS.toNanos(300);

    private final ApplicationEventPublisher events;
    private final Totals totals;
    private final ImportProgress progress = new ImportProgress();
    private final Set<Long> unpublished = new HashSet<>();
    private volatile long publishedNanos;

    Publisher(ApplicationEventPublisher events, Totals totals) {
        this.events = events;
        this.totals = totals;
    }

    ImportProgress progress() {
        return progress;
    }

    Totals totals() {
        return totals;
    }

    /** Called by the writer's thread after each commit. */
    void stored(Collection<Batch> batches, Stored rows, Supplier<Imports.Status> status) {
        for (Batch batch : batches) {
            progress.advanced(batch.grown());
            if (batch.file().isDone()) {
                progress.fileDone();
            }
        }
        totals.expire();
        changed(rows.sessions());
        for (Stored.Range range : rows.entries()) {
            events.publishEvent(new EntriesStored(
                    range.log(), range.generation(), range.from(), range.to(), range.watermark(), range.found()));
        }
        if (System.nanoTime() - publishedNanos > PUBLISH_EVERY) {
            publish(status.get());
        }
    }

    /** Something else that was seen. Who hears it badly does not stop the import. */
    void tell(Object event) {
        try {
            events.publishEvent(event);
        } catch (RuntimeException e) {
            log.error("What was seen could not be written down", e);
        }
    }

    /** These sessions changed. */
    void changed(Set<Long> sessions) {
        synchronized (unpublished) {
            unpublished.addAll(sessions);
        }
    }

    /** Tells what changed since the last time: at most a few times a second, and always at the end of a run. */
    void publish(Imports.Status status) {
        Set<Long> sessions;
        synchronized (unpublished) {
            sessions = Set.copyOf(unpublished);
            unpublished.clear();
        }
        publishedNanos = System.nanoTime();
        if (!sessions.isEmpty()) {
            events.publishEvent(new SessionsChanged(totals.publicIds(sessions)));
        }
        events.publishEvent(new ImportAdvanced(status));
    }
}
