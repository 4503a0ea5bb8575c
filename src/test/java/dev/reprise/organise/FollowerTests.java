package dev.reprise.organise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.Activity;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.Stream;
import dev.reprise.label.TagInfo;
import dev.reprise.session.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is imported later does as the rules say, and stays as a person left it. */
class FollowerTests {

    private static final String FIRST = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String LATER = "1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";

    @TempDir
    Path dir;

    private void log(String id, String branch, String... texts) {
        StringBuilder log = new StringBuilder();
        for (String text : texts) {
            log.append("{'type':'user','uuid':'00000000-0000-4000-8000-00000000000")
                    .append(log.length() % 9)
                    .append("','parentUuid':null,'sessionId':'")
                    .append(id)
                    .append("','cwd':'/srv/shop/api','gitBranch':'")
                    .append(branch)
                    .append("','timestamp':'2026-03-02T10:00:00.000Z','message':{'role':'user','content':'")
                    .append(text)
                    .append("'}}\n");
        }
        World.write(
                dir.resolve("home/projects/-srv-shop-api/" + id + ".jsonl"),
                log.toString().replace('\'', '"').getBytes(UTF_8));
    }

    private static Label soon(Labels labels, String id, Predicate<Label> as) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Label now = labels.of(new SessionId("claude", id));
        while (!as.test(now) && System.nanoTime() < end) {
            assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
            now = labels.of(new SessionId("claude", id));
        }
        assertThat(now).matches(as);
        return now;
    }

    @Test
    void tagsAndMovesWhatComesLater() throws Exception {
        log(FIRST, "main", "hello");
        try (World world = World.of(dir.resolve("data"), dir.resolve("home")).scan()) {
            Labels labels = world.bean(Labels.class);
            Rules rules = world.bean(Rules.class);
            rules.make(Act.PAGE, "branch:feat/", "feature", 0);
            String money = world
                    .bean(Streams.class)
                    .make(Act.PAGE, new Stream("", "money", null, null, List.of("/srv/shop"), List.of("feat/pay"), 0))
                    .stream()
                    .key();
            assertThat(labels.all()).as("nothing fits yet").isEmpty();
            log(LATER, "feat/pay-later", "new here");
            world.scan();
            Label label = soon(labels, LATER, now -> now.tags().contains("feature") && money.equals(now.stream()));
            SessionId first = new SessionId("claude", FIRST);
            assertThat(labels.of(first)).isEqualTo(Label.none(first));
            assertThat(labels.activities())
                    .extracting(Activity::who)
                    .contains("rule branch:feat/", "default of a stream");
            // a person takes both back; what is imported then does not bring them again
            labels.change(label.session(), now -> now.untagged("feature").moved(null));
            log(LATER, "feat/pay-later", "new here", "and more");
            world.scan();
            log(FIRST, "feat/x", "hello", "on another branch");
            world.scan();
            soon(labels, FIRST, now -> now.tags().contains("feature"));
            assertThat(labels.of(label.session()).tags()).isEmpty();
            assertThat(labels.of(label.session()).stream()).isEqualTo(Label.OUT);
        }
    }

    @Test
    void aRuleLeavesTheTagOfAGroupThatAPersonGave() throws Exception {
        log(FIRST, "feat/x", "hello");
        try (World world = World.of(dir.resolve("data"), dir.resolve("home")).scan()) {
            Labels labels = world.bean(Labels.class);
            labels.arrange(Act.page("group"), work -> {
                work.put(new TagInfo("open", null, "status"));
                work.put(new TagInfo("done", null, "status"));
                return List.of(work.change(new SessionId("claude", FIRST), label -> label.tagged("done")));
            });
            assertThat(world.bean(Rules.class).preview("branch:feat/", "open").gets())
                    .isEmpty();
            world.bean(Rules.class).make(Act.PAGE, "branch:feat/", "open", 0);
            log(FIRST, "feat/x", "hello", "more");
            log(LATER, "feat/y", "another");
            world.scan();
            soon(labels, LATER, now -> now.tags().contains("open"));
            assertThat(labels.of(new SessionId("claude", FIRST)).tags()).containsExactly("done");
        }
    }
}
