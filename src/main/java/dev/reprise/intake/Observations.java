package dev.reprise.intake;

import dev.reprise.agent.Cleanup;
import dev.reprise.agent.Running;
import dev.reprise.catalogue.CatalogueWriter;
import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.Presence;
import dev.reprise.catalogue.TrackedFile;
import dev.reprise.label.Arrangement;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.session.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings into the catalogue what no log says: what people wrote, which sessions run, when the CLIs delete logs. */
final class Observations {

    private static final Logger log = LoggerFactory.getLogger(Observations.class);

    private static final long AGE_EVERY = TimeUnit.HOURS.toNanos(1);
    private static final long UNWRITTEN_EVERY = TimeUnit.SECONDS.toNanos(10);

    private final Writer writer;
    private final Publisher publisher;
    private final Labels labels;
    private final RunningSessions running;
    private final SweepTimes sweeps;
    private final Clock clock;
    private Map<String, Instant> unwritten = Map.of();
    private long unwrittenNanos;
    private long agedNanos;

    Observations(Writer writer, Publisher publisher, Labels labels, Homes homes, Alarms alarms, Clock clock) {
        this.writer = writer;
        this.publisher = publisher;
        this.labels = labels;
        this.running = new RunningSessions(homes, clock, alarms);
        this.sweeps = new SweepTimes(homes, clock);
        this.clock = clock;
    }

    /**
     * What people wrote, for the list; as it was where it cannot be read now.
     *
     * @param only of these sessions; null: of all
     */
    void takeLabels(@Nullable Set<SessionId> only) throws InterruptedException {
        List<Label> all;
        Arrangement arrangement;
        try {
            arrangement = labels.arrangement();
            all = only == null ? labels.all() : labels.of(only);
        } catch (RuntimeException e) {
            log.error("Names and tags cannot be read; those of the last time are shown", e);
            return;
        }
        publisher.changed(writer.call(catalogue -> catalogue.labels(all, arrangement, only)));
    }

    /** Answers whether anything is other than before. */
    boolean seeWhatRuns(Supplier<List<TrackedFile>> grown, Savings.KnownLogs known) throws InterruptedException {
        if (running.isAny() && (unwrittenNanos == 0 || System.nanoTime() - unwrittenNanos > UNWRITTEN_EVERY)) {
            unwrittenNanos = System.nanoTime();
            Instant before = clock.instant().minusSeconds(60);
            unwritten = writer.call(catalogue -> catalogue.unwritten(before));
        }
        Map<String, Map<String, Presence>> now = running.look(grown, known, unwritten);
        for (Map.Entry<String, Map<String, Presence>> agent : now.entrySet()) {
            publisher.changed(writer.call(catalogue -> catalogue.present(agent.getKey(), agent.getValue())));
        }
        return !now.isEmpty();
    }

    /** Answers whether there are sessions that were started and never written, and not known before. */
    boolean seeNeverWritten(Savings.KnownLogs known) throws InterruptedException {
        Map<Home, List<Running>> gone = running.neverWritten(known);
        for (Map.Entry<Home, List<Running>> of : gone.entrySet()) {
            publisher.changed(writer.call(catalogue -> catalogue.registered(of.getKey(), of.getValue())));
        }
        return !gone.isEmpty();
    }

    boolean areSweepsDue() {
        return sweeps.isDue();
    }

    /** Answers whether anything is other than before; only then is the writer asked. */
    boolean seeSweeps() throws InterruptedException {
        Map<Home, Cleanup> now = sweeps.look();
        if (agedNanos == 0 || System.nanoTime() - agedNanos > AGE_EVERY) {
            agedNanos = System.nanoTime();
            publisher.changed(writer.call(CatalogueWriter::age));
        }
        if (!now.isEmpty()) {
            Map<Home, Optional<Duration>> after = new HashMap<>();
            now.forEach((home, cleanup) -> after.put(home, cleanup.after()));
            writer.call(catalogue -> {
                catalogue.sweeps(after);
                return after.size();
            });
            publisher.tell(new CleanupsSeen(now));
        }
        return !now.isEmpty();
    }
}
