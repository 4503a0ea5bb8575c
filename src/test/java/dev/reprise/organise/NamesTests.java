package dev.reprise.organise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names made of what is known, and names that are left to the next of a chain. */
class NamesTests {

    private static final String FIRST = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String SECOND = "1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";
    private static final String THIRD = "2d9c41d2-77e0-4a3b-9a44-3f1a0c5d9e23";

    @TempDir
    Path dir;

    private void log(String id, String... records) {
        World.write(
                dir.resolve("home/projects/-w/" + id + ".jsonl"),
                (String.join("\n", records) + "\n").replace("'", "\"").getBytes(UTF_8));
    }

    private static String prompt(String id, int minute, String text) {
        return ("{'type':'user','uuid':'00000000-0000-4000-8000-%s','parentUuid':null,'sessionId':'%s','cwd':'/w',"
                        + "'gitBranch':'feat/refund-window','timestamp':'2026-03-02T10:%02d:00.000Z','message':{'role':'user','content':'%s'}}")
                .formatted(id.substring(0, 8) + "%04d".formatted(minute), id, minute, text);
    }

    private static String plan(String id) {
        return ("{'type':'assistant','uuid':'00000000-0000-4000-8000-00000000aaaa','parentUuid':null,'sessionId':'%s',"
                        + "'timestamp':'2026-03-02T10:05:00.000Z','message':{'id':'m1','role':'assistant','content':[{'type':'tool_use','id':'t1',"
                        + "'name':'ExitPlanMode','input':{'plan':'# Plan: Partial refunds for groups\\n\\n## Steps\\n1. go'}}]}}")
                .formatted(id);
    }

    private World world() {
        return World.of(dir.resolve("data"), dir.resolve("home")).scan();
    }

    private static Session session(World world, String id) {
        return world.bean(Sessions.class).get(id);
    }

    private static Optional<Names.Offer> offer(World world, String id) {
        Session session = session(world, id);
        return world.bean(Names.class)
                .offered(session, world.bean(Sessions.class).detail(session).lineage());
    }

    @Test
    void suggestsThreeThatAreFree() {
        log(FIRST, prompt(FIRST, 0, "please add a test"), plan(FIRST), prompt(FIRST, 9, "now the CSV export of it"));
        log(SECOND, prompt(SECOND, 0, "another"));
        try (World world = world()) {
            world.bean(Labels.class).change(new SessionId("claude", SECOND), label -> label.named("Refund-Window"));
            assertThat(world.bean(Names.class).suggest(session(world, FIRST)))
                    .extracting(Names.Suggestion::name, Names.Suggestion::from)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("partial-refunds-groups", "from its plan"),
                            org.assertj.core.groups.Tuple.tuple("refund-window-2", "from its branch"),
                            org.assertj.core.groups.Tuple.tuple("csv-export", "from its last prompt"));
        }
    }

    @Test
    void leavesTheNameToTheNewestOfTheChain() {
        log(
                FIRST,
                prompt(FIRST, 0, "first"),
                "{'type':'continued-in','sessionId':'" + FIRST + "','continuedInSessionId':'" + SECOND + "'}");
        log(SECOND, prompt(SECOND, 10, "second"));
        log(THIRD, prompt(THIRD, 20, "<command-name>/clear</command-name>"), prompt(THIRD, 21, "third"));
        SessionId first = new SessionId("claude", FIRST);
        SessionId third = new SessionId("claude", THIRD);
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            assertThat(offer(world, THIRD)).isEmpty();
            labels.change(first, label -> label.named("the chain"));
            world.scan();
            assertThat(offer(world, FIRST)).as("it goes on elsewhere").isEmpty();
            assertThat(offer(world, SECOND)).get().satisfies(offer -> {
                assertThat(offer.name()).isEqualTo("the chain");
                assertThat(offer.why()).contains("goes on where it stopped");
            });
            assertThat(offer(world, THIRD))
                    .get()
                    .extracting(Names.Offer::why)
                    .asString()
                    .contains("/clear");
            long activity = world.bean(Names.class).take(Act.PAGE, third, first).activity();
            assertThat(labels.of(third).name()).isEqualTo("the chain");
            assertThat(labels.of(first).name()).isNull();
            labels.undo(activity, Act.PAGE);
            assertThat(labels.of(first).name()).isEqualTo("the chain");
        }
    }
}
