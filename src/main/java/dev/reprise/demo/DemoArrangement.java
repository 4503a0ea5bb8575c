package dev.reprise.demo;

import dev.reprise.label.Act;
import dev.reprise.label.Arranging;
import dev.reprise.label.Colour;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.SavedView;
import dev.reprise.label.Stream;
import dev.reprise.label.TagInfo;
import dev.reprise.session.SessionId;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * What somebody would have written about the sample sessions: streams, tags, a saved view; once, if nothing is written yet. No bean:
 * added to the application only where there are samples.
 */
public final class DemoArrangement implements ApplicationListener<ApplicationReadyEvent> {

    private static final String REFUNDS = "5e1fa0c4-2d6b-4c1e-9b7a-0f4d83c2a911";
    private static final String PARTITION = "e0b5973c-5101-4ccb-92f2-af4da12234ac";
    private static final String CHECKOUT = "8ad7c9e1-45d5-40e7-95c2-ef237aa63edf";
    private static final String KEYS = "6aa2e69f-26d8-4268-80e7-ef96faef71fb";
    private static final String TERRAFORM = "876ed077-3474-407d-9b7b-832fa712d842";
    private static final String RATES = "cb40ce57-edb3-4e43-b4bd-954dd3977738";
    private static final String POST_MORTEM = "28514354-7dee-497e-bfd8-d11f4f6629ec";
    private static final String GOAT = "a306532e-2304-4342-9e63-f7bda7bae416";
    private static final String CRUMB = "7f953758-5e13-41d5-a8be-19cb150fef17";

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        Labels labels = event.getApplicationContext().getBean(Labels.class);
        // the database of names takes a moment to start; nobody waits for it
        Thread.ofVirtual().name("demo").start(() -> {
            if (labels.all().isEmpty()) {
                write(labels);
            }
        });
    }

    private static void write(Labels labels) {
        labels.arrange(new Act("demo", "arranged the sample sessions", null), work -> {
            work.put(new Stream("bookings", "bookings", null, Colour.TEAL, List.of(), List.of(), 1));
            work.put(new Stream("money", "money", "bookings", Colour.AMBER, List.of(), List.of(), 1));
            work.put(new Stream("platform", "platform", null, Colour.VIOLET, List.of(), List.of(), 2));
            work.put(new TagInfo("open", Colour.GREEN, "status"));
            work.put(new TagInfo("done", Colour.GREY, "status"));
            work.put(new TagInfo("security", Colour.RED, null));
            work.put(new SavedView("open", "Open bookings", Map.of("stream", "bookings", "tag", "open"), 1));
            return List.of(
                    label(work, REFUNDS, label -> label.moved("money").tagged("open")),
                    label(work, PARTITION, label -> label.moved("bookings").tagged("open")),
                    label(work, KEYS, label -> label.moved("money").tagged("done")),
                    label(work, RATES, label -> label.moved("bookings").tagged("security")),
                    label(work, CHECKOUT, label -> label.named("flaky-checkout").tagged("open")),
                    label(work, TERRAFORM, label -> label.moved("platform")),
                    label(
                            work,
                            POST_MORTEM,
                            label -> label.moved("platform")
                                    .pinned(true)
                                    .noted("Read this before the next release.\n\n- [x] alarms\n- [ ] **runbook**")),
                    label(work, GOAT, label -> label.tagged("goats")),
                    label(work, CRUMB, label -> label.tagged("open")));
        });
    }

    private static Label label(Arranging work, String id, UnaryOperator<Label> change) {
        return work.change(new SessionId("claude", id), change);
    }
}
