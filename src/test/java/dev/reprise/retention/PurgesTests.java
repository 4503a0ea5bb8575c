package dev.reprise.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.intake.Traces;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a purge nothing of a session is found, anywhere; and nothing of another one is touched. */
class PurgesTests {

    private static final String CANARY = "xylophone-canary-7b31";
    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String OTHER = "1b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";
    private static final SessionId SESSION = new SessionId("claude", ID);

    @TempDir
    Path dir;

    private Path home;

    private static String line(String id, String text, int n) {
        return ("{'type':'user','uuid':'00000000-0000-4000-8000-00000000000" + n + "','parentUuid':null,'sessionId':'"
                        + id
                        + "','cwd':'/w','slug':'plan-" + id.charAt(0) + "','timestamp':'2026-03-02T10:00:0" + n
                        + ".000Z','message':{'role':'user','content':'" + text + "'}}\n")
                .replace('\'', '"');
    }

    private static String history(String id, String text) {
        return "{\"display\":\"" + text + "\",\"pastedContents\":{\"1\":{\"id\":1,\"contentHash\":\"abcdef12"
                + id.charAt(0) + "0\"}},\"timestamp\":1700000000000,\"project\":\"/w\",\"sessionId\":\"" + id + "\"}\n";
    }

    @BeforeEach
    void home() {
        home = dir.resolve("home");
        write("projects/-w/" + ID + ".jsonl", line(ID, CANARY, 1) + line(ID, "again " + CANARY, 2));
        write("projects/-w/" + ID + ".jsonl.bak", CANARY);
        write("projects/-w/" + ID + "/tool-results/t1.txt", CANARY);
        write("projects/-w/" + ID + "/subagents/agent-a1.jsonl", line(ID, "sub " + CANARY, 3));
        write("projects/-w/" + OTHER + ".jsonl", line(OTHER, "something else", 4));
        write("tasks/" + ID + "/1.json", "{\"subject\":\"" + CANARY + "\"}");
        write("file-history/" + ID + "/abc@v1", CANARY);
        write("session-env/" + ID + "/hook.sh", CANARY);
        write("image-cache/" + ID + "/1.png", CANARY);
        write("todos/" + ID + "-agent-" + ID + ".json", "[\"" + CANARY + "\"]");
        write("plans/plan-0.md", CANARY);
        write("plans/plan-1.md", "another plan");
        write("paste-cache/abcdef1200.txt", CANARY);
        write("paste-cache/abcdef1210.txt", "other paste");
        write("jobs/0b9c41d2/state.json", "{\"sessionId\":\"" + ID + "\",\"name\":\"" + CANARY + "\"}");
        write("jobs/ffff0000/state.json", "{\"forkParentSessionId\":\"" + ID + "\"}");
        write("jobs/ffff0000/parent-transcript.jsonl", CANARY);
        write("history.jsonl", history(OTHER, "first") + history(ID, CANARY) + "not json\n" + history(OTHER, "last"));
    }

    private void write(String path, String text) {
        World.write(home.resolve(path), text.getBytes(UTF_8));
    }

    private World world() {
        return World.of(dir.resolve("data"), home).scan();
    }

    private static List<String> found(Path root) throws IOException {
        return Traces.of(root, CANARY);
    }

    @Test
    void nothingIsLeftAnywhere() throws IOException {
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            labels.change(
                    List.of(SESSION),
                    Act.page("named it " + CANARY),
                    label -> label.named(CANARY).noted("about " + CANARY).tagged("x"));
            labels.change(new SessionId("claude", OTHER), label -> label.named("mine"));
            // an older version of the log, with it
            write("projects/-w/" + ID + ".jsonl", line(ID, "rewritten " + CANARY, 5));
            world.scan();
            assertThat(found(home)).hasSizeGreaterThan(12);
            assertThat(found(dir.resolve("data"))).hasSizeGreaterThan(5);
            Purges purges = world.bean(Purges.class);
            PurgePlan plan = purges.plan(SESSION, true);
            assertThat(plan.blocked()).isNull();
            assertThat(plan.confirm()).isEqualTo(CANARY);
            assertThat(plan.notes()).anySatisfy(note -> assertThat(note).contains("provider"));
            assertThatThrownBy(() -> purges.purge(Act.PAGE, SESSION, true, plan.id(), "yes"))
                    .hasMessageContaining("Nothing was purged");
            assertThatThrownBy(() -> purges.purge(Act.PAGE, SESSION, true, "other", CANARY))
                    .hasMessageContaining("not what you saw");
            Receipt receipt = purges.purge(Act.PAGE, SESSION, true, plan.id(), CANARY);
            world.scan();
            assertThat(found(home)).isEmpty();
            assertThat(found(dir.resolve("data"))).isEmpty();
            assertThat(receipt.files()).noneMatch(file -> file.done().equals("left"));
            assertThat(receipt.files().stream().filter(file -> file.done().equals("deleted")))
                    .allSatisfy(file -> assertThat(file.sha256()).hasSize(64));
            // the others are as they were
            assertThat(Files.readString(home.resolve("history.jsonl")))
                    .isEqualTo(history(OTHER, "first") + "not json\n" + history(OTHER, "last"));
            assertThat(home.resolve("plans/plan-1.md")).exists();
            assertThat(home.resolve("paste-cache/abcdef1210.txt")).exists();
            assertThat(world.bean(Sessions.class).ids(Criterion.all(), 10))
                    .containsExactly(new SessionId("claude", OTHER));
            assertThat(labels.of(new SessionId("claude", OTHER)).name()).isEqualTo("mine");
            assertThat(labels.of(SESSION).isBlank()).isTrue();
            assertThat(world.bean(Sessions.class).typed(new SessionId("claude", OTHER)))
                    .hasSize(2);
            assertThat(dir.resolve("data/journal")).isEmptyDirectory();
            assertThat(world.bean(Forecasts.class).forecast().deletions()).isEmpty();
        }
        try (World world = world()) {
            assertThat(world.bean(Sessions.class).ids(Criterion.all(), 10)).hasSize(1);
            assertThat(found(dir.resolve("data"))).isEmpty();
        }
    }

    @Test
    void whatWasPurgedIsNotImportedAgainUnlessAsked() throws IOException {
        try (World world = world()) {
            Purges purges = world.bean(Purges.class);
            PurgePlan plan = purges.plan(SESSION, false);
            assertThat(plan.confirm()).isEqualTo("0b9c41d2");
            purges.purge(Act.API, SESSION, false, plan.id(), plan.confirm());
            assertThat(home.resolve("projects/-w/" + ID + ".jsonl")).exists();
            world.scan().scan();
            assertThat(found(dir.resolve("data"))).isEmpty();
            // the CLI goes on writing
            write(
                    "projects/-w/" + ID + ".jsonl",
                    line(ID, CANARY, 1) + line(ID, "more " + CANARY, 2) + line(ID, CANARY, 6));
            write(
                    "history.jsonl",
                    Files.readString(home.resolve("history.jsonl"))
                            + history(ID, "later " + CANARY)
                            + history(OTHER, "newest"));
            world.scan();
            assertThat(found(dir.resolve("data"))).isEmpty();
            assertThat(world.bean(Sessions.class).typed(new SessionId("claude", OTHER)))
                    .hasSize(3);
        }
        try (World world = world()) {
            assertThat(found(dir.resolve("data"))).isEmpty();
            world.bean(Purges.class).readmit(Act.API, SESSION.toString());
            world.scan();
            assertThat(world.bean(Sessions.class).get(ID).title()).contains(CANARY);
        }
    }

    @Test
    void whatIsHeldIsNotPurged() {
        try (World world = world()) {
            world.bean(Labels.class).change(SESSION, label -> label.held(true));
            PurgePlan plan = world.bean(Purges.class).plan(SESSION, true);
            assertThat(plan.blocked()).contains("held");
            assertThatThrownBy(() -> world.bean(Purges.class).purge(Act.API, SESSION, true, plan.id(), plan.confirm()))
                    .hasMessageContaining("held");
            assertThat(home.resolve("projects/-w/" + ID + ".jsonl")).exists();
        }
    }
}
