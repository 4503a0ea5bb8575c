package dev.reprise.resume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.World;
import dev.reprise.resume.ResumeCommands.Check;
import dev.reprise.resume.ResumeCommands.Resume;
import dev.reprise.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session in which every prompt gets the same error says so, with the two ways out. */
class StuckResumeTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";

    @TempDir
    Path dir;

    private Path log() {
        return dir.resolve("home/projects/-w/" + ID + ".jsonl");
    }

    @Test
    void saysSoWithTheTwoWaysOutUntilAnAnswerComes() throws Exception {
        MadeLog made = new MadeLog(ID, "/w").at(0).prompt(1, null).reply(2, 1);
        made.at(60)
                .prompt(3, 2)
                .error(4, 3, 400, "API Error: 400 bad")
                .prompt(5, 4)
                .error(6, 5, 400, "API Error: 400 bad");
        World.write(log(), made.text().getBytes(UTF_8));
        try (World world = World.of(dir.resolve("data"), dir.resolve("home")).scan()) {
            Session session = world.bean(Sessions.class).get(ID);
            assertThat(Objects.requireNonNull(session.troubles().stuck()).prompts())
                    .isEqualTo(2);
            Resume resume = world.bean(ResumeCommands.class).resume(session, Shell.BASH, false, List.of());
            Check check = check(resume);
            assertThat(check.ok()).isFalse();
            assertThat(check.answer()).isEqualTo("yes");
            assertThat(check.sentence())
                    .startsWith("The last 2 prompts got the same error, “API Error: 400 bad”; going on");
            assertThat(check.sentence()).endsWith("“Answer 2”.");
            assertThat(check.fix()).contains("/rewind, choose “" + MadeLog.words(3) + "”");
            // never without -p: a terminal ignores it
            assertThat(check.command())
                    .contains("claude --resume " + ID + " --fork-session --resume-session-at " + MadeLog.uuid(2)
                            + " --session-id ")
                    .contains(" -p 'Please wait for my next message.' && ")
                    .matches(".* claude --resume [0-9a-f-]{36}");
            World.write(log(), made.at(90).prompt(7, 6).reply(8, 7).text().getBytes(UTF_8));
            world.scan();
            assertThat(world.bean(Sessions.class).get(ID).troubles().stuck()).isNull();
            assertThat(world.bean(ResumeCommands.class)
                            .resume(ID, Shell.BASH, false, List.of())
                            .checks())
                    .extracting(Check::id)
                    .doesNotContain("stuck");
        }
    }

    private static Check check(Resume resume) {
        return resume.checks().stream()
                .filter(check -> check.id().equals("stuck"))
                .findFirst()
                .orElseThrow();
    }
}
