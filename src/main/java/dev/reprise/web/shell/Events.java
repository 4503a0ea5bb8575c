package dev.reprise.web.shell;

import dev.reprise.intake.Alarms;
import dev.reprise.intake.ImportAdvanced;
import dev.reprise.intake.SessionsChanged;
import dev.reprise.label.Labels;
import dev.reprise.label.LabelsChanged;
import dev.reprise.retention.Space;
import dev.reprise.secondcopy.SecondCopies;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The stream of what changes: {@code import} with an {@link ImportView}, {@code changed} with ids of sessions. What
 * comes in within a quarter of a second goes out at once; without a page that listens there is no thread and no work.
 */
@Controller
class Events {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final long BEAT_MILLIS = 250;
    private static final int BEATS_BETWEEN_SIGNS = 80;
    private static final int MAX_IDS = 200;

    private final Importing importing;
    private final Labels labels;
    private final List<SseEmitter> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> changed = new TreeSet<>();
    private @Nullable ScheduledExecutorService heart;
    private @Nullable ImportView told;
    private boolean advanced;
    private boolean arranged;
    private int silent;

    Events(Importing importing, Labels labels) {
        this.importing = importing;
        this.labels = labels;
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter listen() throws IOException {
        SseEmitter listener = new SseEmitter(0L);
        listener.onCompletion(() -> leave(listener));
        listener.onTimeout(() -> leave(listener));
        listener.onError(error -> leave(listener));
        listener.send(SseEmitter.event().reconnectTime(2000).comment("hello"));
        join(listener);
        // who looks may write next
        Thread.ofVirtual().name("labels").start(labels::ready);
        return listener;
    }

    @EventListener
    void on(ImportAdvanced event) {
        synchronized (changed) {
            advanced = true;
        }
    }

    @EventListener
    void on(Alarms.Changed event) {
        synchronized (changed) {
            advanced = true;
        }
    }

    @EventListener
    void on(Space.Looked event) {
        synchronized (changed) {
            advanced = true;
        }
    }

    @EventListener
    void on(SecondCopies.Moved event) {
        synchronized (changed) {
            advanced = true;
        }
    }

    @EventListener
    void on(SessionsChanged event) {
        synchronized (changed) {
            if (!listeners.isEmpty() && changed.size() < MAX_IDS) {
                changed.addAll(event.ids());
            }
        }
    }

    @EventListener
    void on(LabelsChanged event) {
        synchronized (changed) {
            arranged |= event.arranged();
            // a note is on no list: the catalogue does not tell of it
            if (!listeners.isEmpty() && event.sessions().size() == 1) {
                event.sessions().forEach(session -> changed.add(session.toString()));
            }
        }
    }

    private synchronized void join(SseEmitter listener) {
        listeners.add(listener);
        told = null;
        synchronized (changed) {
            advanced = true;
        }
        if (heart == null) {
            heart = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("events").factory());
            var ignored = heart.scheduleWithFixedDelay(this::beat, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void leave(SseEmitter listener) {
        listeners.remove(listener);
        if (listeners.isEmpty() && heart != null) {
            heart.shutdown();
            heart = null;
        }
    }

    private void beat() {
        try {
            List<String> ids;
            boolean look;
            boolean side;
            synchronized (changed) {
                ids = List.copyOf(changed);
                changed.clear();
                look = advanced;
                advanced = false;
                side = arranged;
                arranged = false;
            }
            if (look) {
                tellImport(importing.now());
            }
            if (!ids.isEmpty()) {
                tell(SseEmitter.event().name("changed").data(ids, MediaType.APPLICATION_JSON));
            }
            if (side) {
                tell(SseEmitter.event().name("arranged").data(""));
            }
            if (++silent >= BEATS_BETWEEN_SIGNS) {
                tell(SseEmitter.event().comment("still here"));
            }
        } catch (RuntimeException e) {
            LOG.warn("The event stream missed a beat", e);
        }
    }

    private void tellImport(ImportView view) {
        if (!view.equals(told)) {
            told = view;
            tell(SseEmitter.event().name("import").data(view, MediaType.APPLICATION_JSON));
        }
    }

    private void tell(SseEmitter.SseEventBuilder event) {
        silent = 0;
        var parts = event.build();
        for (SseEmitter listener : listeners) {
            try {
                listener.send(parts);
            } catch (IOException | IllegalStateException e) {
                leave(listener);
            }
        }
    }

    /** Lets the open pages go, so that the server can stop at once. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        listeners.forEach(SseEmitter::complete);
    }
}
