package dev.reprise.intake;

import java.util.Comparator;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Processes that run sessions and save nothing of them, as the last look found them. Thread-safe. */
@Component
public class Alarms {

    private final ApplicationEventPublisher events;
    private volatile List<Unsaved> all = List.of();

    Alarms(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** There are others than before. */
    public record Changed() {}

    /** Those to worry about first, each by its process. */
    public List<Unsaved> all() {
        return all;
    }

    void now(List<Unsaved> found) {
        List<Unsaved> sorted = found.stream()
                .sorted(Comparator.comparing((Unsaved one) -> !one.isAlarm()).thenComparingLong(Unsaved::pid))
                .toList();
        if (!sorted.equals(all)) {
            all = sorted;
            events.publishEvent(new Changed());
        }
    }
}
