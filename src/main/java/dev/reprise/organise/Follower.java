package dev.reprise.organise;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.SessionsChanged;
import dev.reprise.label.Act;
import dev.reprise.label.Arrangement;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.session.SessionId;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Does to what is imported what the rules of tags and the defaults of streams say; costs nothing where there are none. */
@Component
class Follower {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final long TOGETHER_MILLIS = 500;

    private final Labels labels;
    private final Sessions sessions;
    private final Rules rules;
    private final Defaults defaults;
    private final Set<SessionId> changed = new HashSet<>();
    private @Nullable ScheduledThreadPoolExecutor timer;

    Follower(Labels labels, Sessions sessions, Rules rules, Defaults defaults) {
        this.labels = labels;
        this.sessions = sessions;
        this.rules = rules;
        this.defaults = defaults;
    }

    @EventListener
    void on(SessionsChanged event) {
        Arrangement arrangement = labels.arrangement();
        if (arrangement.rules().isEmpty() && !arrangement.hasDefaults()) {
            return;
        }
        synchronized (changed) {
            boolean waits = !changed.isEmpty();
            event.ids().forEach(id -> changed.add(SessionId.parse(id)));
            if (waits || changed.isEmpty()) {
                return;
            }
            if (timer == null) {
                timer = new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("rules").factory());
            }
            var ignored = timer.schedule(this::follow, TOGETHER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void follow() {
        Set<SessionId> now;
        synchronized (changed) {
            now = Set.copyOf(changed);
            changed.clear();
        }
        try {
            rules.apply(now);
            move(now);
        } catch (RuntimeException e) {
            log.error("Rules could not be followed; they are when these sessions change again", e);
        }
    }

    private void move(Set<SessionId> now) {
        Arrangement arrangement = labels.arrangement();
        if (!arrangement.hasDefaults()) {
            return;
        }
        Map<String, List<SessionId>> fitting =
                Defaults.fitting(arrangement, defaults.places(sessions.among(now, Defaults.IN_NONE)));
        if (!fitting.isEmpty()) {
            labels.arrange(Act.of("default of a stream", "moved sessions to their stream"), work -> {
                List<Label> moved = new ArrayList<>();
                fitting.forEach((stream, comes) -> moved.addAll(Defaults.move(work, stream, comes)));
                return moved;
            });
        }
    }

    @PreDestroy
    void close() {
        synchronized (changed) {
            if (timer != null) {
                timer.shutdownNow();
            }
        }
    }
}
