package dev.reprise.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.agent.Entry;
import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.problem.Problem;
import dev.reprise.resume.MadeLog;
import dev.reprise.resume.ResumeCommands;
import dev.reprise.resume.ResumeCommands.Check;
import dev.reprise.resume.ResumeCommands.Resume;
import dev.reprise.resume.Shell;
import dev.reprise.retention.RestorePlan;
import dev.reprise.retention.RestorePlan.Does;
import dev.reprise.retention.Restores;
import dev.reprise.retention.Restores.Wanted;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One conversation in two logs with one id, none of which has all of it: shown as one, made one on request. */
class HalvesTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final SessionId SESSION = new SessionId("claude", ID);

    @TempDir
    Path dir;

    private Path log(String folder) {
        return dir.resolve("home/projects/" + folder + "/" + ID + ".jsonl");
    }

    private void write(String folder, MadeLog log) throws Exception {
        World.write(log(folder), log.text().getBytes(UTF_8));
    }

    /** Moved after two turns; the client made a new file at the old place. */
    private void halves() throws Exception {
        write("-w-moved", turns(0, 2));
        write("-w", turns(2, 4));
    }

    private static MadeLog turns(int from, int to) {
        return turns(new MadeLog(ID, "/w"), from, to);
    }

    private static MadeLog turns(MadeLog log, int from, int to) {
        for (int turn = from; turn < to; turn++) {
            log.at(60L * turn).prompt(2 * turn + 1, turn == 0 ? null : Integer.valueOf(2 * turn));
            log.at(60L * turn + 5).reply(2 * turn + 2, 2 * turn + 1);
        }
        return log;
    }

    private World world() throws Exception {
        return World.of(dir.resolve("data"), dir.resolve("home")).scan();
    }

    private static List<String> said(World world) {
        return world.bean(Transcripts.class).window(SESSION, null, 0, 100).items().stream()
                .map(item -> item.entry() instanceof Entry.Prompt prompt
                        ? prompt.text().value()
                        : "")
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @Test
    void isOneConversationWithADividerWhereTheFileChanges() throws Exception {
        halves();
        try (World world = world()) {
            Session session = world.bean(Sessions.class).get(ID);
            assertThat(session.troubles().parts()).isEqualTo(2);
            assertThat(session.counts().turns()).isEqualTo(4);
            assertThat(session.counts().entries()).isEqualTo(8);
            assertThat(session.counts().tokens().output()).isEqualTo(20);
            assertThat(session.words().firstPrompt()).isEqualTo(MadeLog.words(1));
            assertThat(session.words().lastPrompt()).isEqualTo(MadeLog.words(7));
            assertThat(session.period().startedAt()).isEqualTo(MadeLog.START);
            assertThat(said(world))
                    .containsExactly(MadeLog.words(1), MadeLog.words(3), MadeLog.words(5), MadeLog.words(7));
            Transcripts transcripts = world.bean(Transcripts.class);
            List<Window.Item> items = transcripts.window(SESSION, null, 0, 100).items();
            assertThat(items).extracting(item -> item.row().line()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            for (int i = 0; i < items.size(); i++) {
                String seam = items.get(i).seam();
                if (i == 4) {
                    assertThat(seam).contains("another file").endsWith("/-w/" + ID + ".jsonl");
                } else {
                    assertThat(seam).isNull();
                }
            }
        }
    }

    /** The second was begun from a copy of what the first had then. */
    @Test
    void whatBothHaveIsCountedOnce() throws Exception {
        write("-w-moved", turns(0, 4));
        write("-w", turns(turns(0, 2), 4, 6));
        try (World world = world()) {
            Session session = world.bean(Sessions.class).get(ID);
            assertThat(session.troubles().parts()).isEqualTo(2);
            assertThat(session.counts().turns()).isEqualTo(6);
            assertThat(session.counts().entries()).isEqualTo(12);
            assertThat(session.counts().tokens().output()).isEqualTo(30);
            assertThat(session.period().activeMillis()).isEqualTo(305_000);
            assertThat(said(world))
                    .containsExactly(
                            MadeLog.words(1),
                            MadeLog.words(3),
                            MadeLog.words(5),
                            MadeLog.words(7),
                            MadeLog.words(9),
                            MadeLog.words(11));
            assertThat(world.bean(Transcripts.class).outline(SESSION, null)).hasSize(6);
            Check check = world.bean(ResumeCommands.class).resume(ID, Shell.BASH, false, List.of()).checks().stream()
                    .filter(one -> one.id().equals("one-copy"))
                    .findFirst()
                    .orElseThrow();
            assertThat(check.sentence()).contains("brings back 4 of 6 turns");
        }
    }

    @Test
    void eachAddressLeadsToItsEntry() throws Exception {
        halves();
        try (World world = world()) {
            Transcripts transcripts = world.bean(Transcripts.class);
            assertThat(transcripts.entries(SESSION, null)).isEqualTo(8);
            assertThat(transcripts.outline(SESSION, null))
                    .extracting(Turn::line, Turn::position)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(1, 0),
                            org.assertj.core.groups.Tuple.tuple(3, 2),
                            org.assertj.core.groups.Tuple.tuple(5, 4),
                            org.assertj.core.groups.Tuple.tuple(7, 6));
            assertThat(transcripts.position(SESSION, null, 7)).isEqualTo(6);
            assertThat(transcripts.position(SESSION, null, 2)).isEqualTo(1);
            // across the change, in pieces
            assertThat(transcripts.window(SESSION, null, 3, 2).items())
                    .extracting(item -> item.row().line())
                    .containsExactly(4, 5);
            assertThat(transcripts.windows(SESSION, null, List.of(new Stretch(2, 4), new Stretch(4, 6))))
                    .extracting(window -> window.items().size())
                    .containsExactly(2, 2);
            assertThat(world.bean(Texts.class).find(SESSION, null, "Question 0007", 10))
                    .containsExactly(7);
        }
    }

    @Test
    void whatGrowsInOneOfThemIsTheEndOfAll() throws Exception {
        halves();
        try (World world = world()) {
            write("-w", turns(2, 6));
            world.scan();
            assertThat(world.bean(Sessions.class).get(ID).counts().turns()).isEqualTo(6);
            assertThat(said(world)).hasSize(6).endsWith(MadeLog.words(11));
        }
    }

    @Test
    void whatBothHaveIsThereOnce() throws Exception {
        write("-w-moved", turns(0, 3));
        write("-w", turns(turns(0, 2), 3, 5));
        try (World world = world()) {
            Session session = world.bean(Sessions.class).get(ID);
            assertThat(session.troubles().parts()).isEqualTo(2);
            assertThat(said(world))
                    .containsExactly(
                            MadeLog.words(1), MadeLog.words(3), MadeLog.words(5), MadeLog.words(7), MadeLog.words(9));
            assertThat(session.counts().tokens().output()).isEqualTo(25);
        }
    }

    /** The history goes on where one of them ends: in the other. */
    @Test
    void whatOneOfThemHasIsNotMissing() throws Exception {
        write("-w-moved", turns(0, 3));
        write("-w", turns(3, 4));
        StringBuilder history = new StringBuilder();
        for (int turn = 0; turn < 4; turn++) {
            history.append("{\"display\":\"" + MadeLog.words(2 * turn + 1) + "\",\"timestamp\":"
                    + MadeLog.START.plusSeconds(60L * turn).toEpochMilli()
                    + ",\"project\":\"/w\",\"sessionId\":\"" + ID + "\"}\n");
        }
        World.write(dir.resolve("home/history.jsonl"), history.toString().getBytes(UTF_8));
        try (World world = world()) {
            Session session = world.bean(Sessions.class).get(ID);
            assertThat(session.troubles().parts()).isEqualTo(2);
            assertThat(session.troubles().unwritten()).isNull();
        }
    }

    /** Nearly the same: one has everything. */
    @Test
    void copiesStayCopies() throws Exception {
        write("-w-moved", turns(0, 2));
        write("-w", turns(0, 4));
        try (World world = world()) {
            Session session = world.bean(Sessions.class).get(ID);
            assertThat(session.troubles().parts()).isZero();
            assertThat(session.kin().copies()).isEqualTo(2);
            assertThat(session.counts().turns()).isEqualTo(4);
            assertThat(said(world)).hasSize(4);
        }
    }

    @Test
    void saysWhatEachPlaceBringsBackAndHowToMakeOneOfThem() throws Exception {
        halves();
        try (World world = world()) {
            Resume resume = world.bean(ResumeCommands.class).resume(ID, Shell.BASH, false, List.of());
            Check check = resume.checks().stream()
                    .filter(one -> one.id().equals("one-copy"))
                    .findFirst()
                    .orElseThrow();
            assertThat(check.answer()).isEqualTo("no");
            assertThat(check.sentence())
                    .contains(
                            log("-w-moved") + " brings back 2 of 4 turns; " + log("-w") + " brings back 2 of 4 turns.");
            Process bash = new ProcessBuilder("bash", "-c", String.valueOf(check.command())).start();
            assertThat(bash.waitFor()).isZero();
            assertThat(log("-w-moved")).doesNotExist();
            assertThat(Files.readString(log("-w"))).isEqualTo(turns(0, 4).text());
            assertThat(Files.readString(Path.of(log("-w-moved") + ".bak")))
                    .isEqualTo(turns(0, 2).text());
            assertThat(Files.readString(Path.of(log("-w") + ".bak")))
                    .isEqualTo(turns(2, 4).text());
            world.scan();
            assertThat(world.bean(Sessions.class).get(ID).troubles().parts()).isZero();
            assertThat(said(world)).hasSize(4);
        }
    }

    @Test
    void isRestoredWhole() throws Exception {
        halves();
        try (World world = world()) {
            Restores restores = world.bean(Restores.class);
            RestorePlan plan = restores.plan(Wanted.of(SESSION));
            assertThat(plan.blocked()).isNull();
            assertThat(plan.steps())
                    .extracting(RestorePlan.Step::does)
                    .containsExactly(Does.ASIDE, Does.ASIDE, Does.WRITE);
            var receipt = restores.restore(Act.PAGE, Wanted.of(SESSION), plan.id());
            Path whole = plan.steps().getLast().to();
            assertThat(Files.readString(whole)).isEqualTo(turns(0, 4).text());
            world.scan();
            assertThat(world.bean(Sessions.class).get(ID).counts().turns()).isEqualTo(4);
            assertThat(said(world)).hasSize(4);
            // and back
            restores.undo(Act.PAGE, receipt.id());
            assertThat(Files.readString(log("-w"))).isEqualTo(turns(2, 4).text());
            assertThat(Files.readString(log("-w-moved"))).isEqualTo(turns(0, 2).text());
        }
    }

    @Test
    void isNotRestoredOverWhatWasSetAsideBefore() throws Exception {
        halves();
        Files.writeString(Path.of(log("-w") + ".bak"), "mine");
        try (World world = world()) {
            assertThatThrownBy(() -> world.bean(Restores.class).restore(Act.PAGE, Wanted.of(SESSION), null))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining(".bak");
            assertThat(log("-w")).exists();
            assertThat(log("-w-moved")).exists();
        }
    }
}
