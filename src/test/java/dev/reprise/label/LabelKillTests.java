package dev.reprise.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.data.DataDirectory;
import dev.reprise.session.SessionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A process that writes names, tags and streams is killed again and again: what it was told is kept is there, once, and nothing by halves. */
class LabelKillTests {

    private static final int ROUNDS = 6;
    private static final int SESSIONS = 40;

    @TempDir
    Path dir;

    private static AnnotationConfigApplicationContext open(Path data) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("data", Map.of("reprise.data", data.toString())));
        context.registerBean(Clock.class, Clock::systemUTC);
        context.register(DataDirectory.class, Backups.class, OwnDatabase.class, Labels.class);
        context.refresh();
        return context;
    }

    private static SessionId session(int number) {
        return new SessionId("claude", "s-" + number);
    }

    /** The child: each act gives two sessions the same number as tag and one of them as name, and says so when it is kept. */
    public static void main(String[] args) {
        var context = open(Path.of(args[0]));
        Labels labels = context.getBean(Labels.class);
        Random random = new Random();
        for (int n = Integer.parseInt(args[1]); ; n++) {
            int number = n;
            SessionId one = session(random.nextInt(SESSIONS));
            SessionId other = session(random.nextInt(SESSIONS));
            labels.arrange(Act.api("act " + number), work -> {
                work.put(new Stream("k" + number, "stream " + number, null, null, List.of(), List.of(), 0));
                return List.of(
                        work.change(one, label -> label.named("name " + number).tagged("t" + number)),
                        work.change(other, label -> label.tagged("t" + number)));
            });
            System.out.println(number);
        }
    }

    @Test
    void whatWasKeptIsThereWholeAndOnce() throws Exception {
        Random random = new Random();
        int kept = -1;
        for (int round = 0; round < ROUNDS; round++) {
            kept = Math.max(kept, runAndKill(kept + 1, 1 + random.nextInt(40)));
            try (var context = open(dir)) {
                kept = check(context.getBean(Labels.class), kept);
            }
        }
        System.out.printf("killed %d times, %d acts kept%n", ROUNDS, kept + 1);
    }

    /** Answers the last act that is there: the process may have died before it could say so. */
    private static int check(Labels labels, int kept) {
        Arrangement arrangement = labels.arrangement();
        int last = arrangement.streams().size() - 1;
        assertThat(last).isGreaterThanOrEqualTo(kept);
        Map<String, Integer> tagged = new TreeMap<>();
        labels.all().forEach(label -> label.tags().forEach(tag -> tagged.merge(tag, 1, Integer::sum)));
        for (int number = 0; number <= last; number++) {
            assertThat(arrangement.path("k" + number)).isEqualTo("stream " + number);
            assertThat(tagged.get("t" + number)).as("t" + number).isBetween(1, 2);
        }
        assertThat(tagged).hasSize(last + 1);
        assertThat(labels.all().stream()
                        .map(Label::name)
                        .filter(name -> name != null)
                        .distinct()
                        .count())
                .isEqualTo(labels.all().stream()
                        .filter(label -> label.name() != null)
                        .count());
        assertThat(labels.activities().getFirst().what()).isEqualTo("act " + last);
        return last;
    }

    private int runAndKill(int from, int acts) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabelKillTests.class.getName(),
                        dir.toString(),
                        String.valueOf(from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int last = -1;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (int n = 0; n < acts; ) {
                String line = out.readLine();
                if (line == null) {
                    break;
                }
                if (line.matches("\\d+")) {
                    last = Integer.parseInt(line);
                    n++;
                }
            }
            child.destroyForcibly();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line.matches("\\d+") ? Integer.parseInt(line) : last;
            }
        } catch (IOException e) {
            // what it said last may be lost with it: more is kept than was heard
            assertThat(e).hasMessageContaining("closed");
        }
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(last).as("the child wrote").isGreaterThanOrEqualTo(from);
        return last;
    }
}
