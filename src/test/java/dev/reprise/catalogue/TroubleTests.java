package dev.reprise.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.RunningClient;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Trait;
import dev.reprise.intake.World;
import dev.reprise.resume.MadeLog;
import dev.reprise.resume.ResumeCommands;
import dev.reprise.resume.ResumeCommands.Check;
import dev.reprise.resume.Shell;
import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail;
import dev.reprise.session.SessionFilter;
import dev.reprise.session.SessionKind;
import dev.reprise.session.Troubles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person lost is often not what a log says but what it does not say. */
class TroubleTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String OTHER = "1b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";

    @TempDir
    Path dir;

    private Path home() {
        return dir.resolve("home");
    }

    private void log(String content) throws Exception {
        World.write(home().resolve("projects/-w/" + ID + ".jsonl"), content.getBytes(UTF_8));
    }

    private static MadeLog turns() {
        return new MadeLog(ID, "/w").at(0).prompt(1, null).at(5).reply(2, 1);
    }

    private static String typed(String text, long seconds) {
        return "{\"display\":\"" + text + "\",\"timestamp\":"
                + MadeLog.START.plusSeconds(seconds).toEpochMilli() + ",\"project\":\"/w\",\"sessionId\":\"" + ID
                + "\"}\n";
    }

    private void history(String... lines) throws Exception {
        World.write(home().resolve("history.jsonl"), String.join("", lines).getBytes(UTF_8));
    }

    private World world() throws Exception {
        return World.of(dir.resolve("data"), home()).scan();
    }

    private static Session session(World world) {
        return world.bean(Sessions.class).get(ID);
    }

    private static List<String> ids(World world, Criterion criterion) {
        return world
                .bean(Sessions.class)
                .find(new SessionFilter(criterion, SessionFilter.Sort.ACTIVITY, 50, null))
                .sessions()
                .stream()
                .map(one -> one.id().value())
                .toList();
    }

    @Test
    void promptsLaterThanTheLogAreToldOf() throws Exception {
        log(turns().text());
        history(
                typed(MadeLog.words(1), 0),
                typed("and the third quarter", 60),
                typed("/clear", 70),
                typed("/my-skill:run it", 80),
                typed("/var/log/syslog says no space", 120));
        try (World world = world()) {
            Session session = session(world);
            Troubles.Unwritten unwritten =
                    Objects.requireNonNull(session.troubles().unwritten());
            assertThat(unwritten.prompts()).isEqualTo(2);
            assertThat(unwritten.since()).isEqualTo(MadeLog.START.plusSeconds(60));
            assertThat(world.bean(Sessions.class).unwritten(session))
                    .extracting(SessionDetail.Typed::text)
                    .containsExactly("and the third quarter", "/var/log/syslog says no space");
            assertThat(session.protection()).isEqualTo(Protection.INCOMPLETE);
            assertThat(ids(world, new Criterion.Is(Trait.INCOMPLETE))).containsExactly(ID);
            assertThat(world.bean(Searched.class)
                            .sessions(List.of(ID))
                            .getFirst()
                            .words())
                    .anyMatch(words -> words.contains("and the third quarter"));
            assertThat(world.bean(ResumeCommands.class)
                            .resume(session, Shell.BASH, false, List.of())
                            .checks())
                    .filteredOn(check -> check.id().equals("unwritten"))
                    .singleElement()
                    .satisfies(check -> assertThat(check.sentence()).startsWith("2 prompts that were typed later"));
            // it can write again, and what was lost stays lost; but the log goes on
            log(turns().at(300).prompt(3, 2).at(310).reply(4, 3).text());
            world.scan();
            assertThat(session(world).troubles().unwritten()).isNull();
            assertThat(session(world).protection()).isEqualTo(Protection.KEPT);
        }
    }

    @Test
    void whatIsInTheLogOrNoPromptIsNot() throws Exception {
        log(turns().text());
        // a moment after the record; for the client itself; typed this minute, while the log is on its way
        history(
                typed(MadeLog.words(1), 8),
                typed("/exit", 60),
                typed("/some-new-command", 70),
                typed("just now", Instant.now().getEpochSecond() - MadeLog.START.getEpochSecond() - 3));
        try (World world = world()) {
            assertThat(session(world).troubles().unwritten()).isNull();
            assertThat(session(world).protection()).isEqualTo(Protection.KEPT);
        }
    }

    @Test
    void theHistoryMayBeReadAfterTheLog() throws Exception {
        log(turns().text());
        try (World world = world()) {
            history(typed("and the third quarter", 60));
            world.scan();
            assertThat(session(world).protection()).isEqualTo(Protection.INCOMPLETE);
        }
    }

    @Test
    void anEmptyFileIsASessionThatCouldNotBeSaved() throws Exception {
        log("");
        history(typed("count the parcels", 0), typed("and weigh them", 60));
        try (World world = world()) {
            Session session = session(world);
            assertThat(session.protection()).isEqualTo(Protection.INCOMPLETE);
            assertThat(session.kind()).isEqualTo(SessionKind.INTERACTIVE);
            assertThat(session.words().firstPrompt()).isEqualTo("count the parcels");
            assertThat(session.place().projectDir()).isEqualTo("/w");
            assertThat(ids(world, new Criterion.Is(Trait.LISTED))).containsExactly(ID);
            // as it was, after another start
            world.scan();
            assertThat(session(world).words().firstPrompt()).isEqualTo("count the parcels");
        }
    }

    @Test
    void anEmptyFileThatNothingIsKnownOfIsListedToo() throws Exception {
        log("");
        try (World world = world()) {
            assertThat(session(world).protection()).isEqualTo(Protection.INCOMPLETE);
            assertThat(ids(world, new Criterion.Is(Trait.LISTED))).containsExactly(ID);
            log(turns().text());
            world.scan();
            assertThat(session(world).protection()).isEqualTo(Protection.KEPT);
        }
    }

    @Test
    void startedAndNeverWritten() throws Exception {
        log(turns().text());
        RunningClient.register(home(), OTHER, false, null, ",\"name\":\"payroll-fix\",\"updatedAt\":1764000000000");
        try (World world = world()) {
            Session lost = world.bean(Sessions.class).get(OTHER);
            assertThat(lost.protection()).isEqualTo(Protection.LOST);
            assertThat(lost.title()).isEqualTo("payroll-fix");
            assertThat(lost.cwd()).isEqualTo("/over/there");
            assertThat(lost.period().startedAt()).isNotNull();
            assertThat(Objects.requireNonNull(lost.troubles().registered()).name())
                    .isEqualTo("payroll-fix");
            assertThat(ids(world, new Criterion.Is(Trait.LOST))).containsExactly(OTHER);
            assertThat(ids(world, new Criterion.Is(Trait.LISTED))).contains(OTHER);
            world.scan();
            assertThat(world.bean(Sessions.class).get(OTHER).protection()).isEqualTo(Protection.LOST);
            // its log turns up after all
            World.write(
                    home().resolve("projects/-w/" + OTHER + ".jsonl"),
                    turns().text().replace(ID, OTHER).getBytes(UTF_8));
            world.scan();
            Session found = world.bean(Sessions.class).get(OTHER);
            assertThat(found.protection()).isEqualTo(Protection.KEPT);
            assertThat(found.troubles().registered()).isNull();
        }
    }

    @Test
    void whatRunsHasALogOrWasStartedByAProgramIsNotLost() throws Exception {
        log(turns().text());
        RunningClient.register(home(), ID, false, null);
        Path entry = home().resolve("sessions/" + RunningClient.PID + ".json");
        String gone = Files.readString(entry);
        Files.writeString(
                entry.resolveSibling("99999998.json"),
                gone.replace(ID, OTHER).replace("\"kind\"", "\"entrypoint\":\"sdk-cli\",\"kind\""));
        try (World world = world()) {
            assertThat(world.bean(Sessions.class).find(OTHER)).isEmpty();
            assertThat(session(world).protection()).isEqualTo(Protection.KEPT);
            assertThat(world.bean(ResumeCommands.class)
                            .resume(session(world), Shell.BASH, false, List.of())
                            .checks())
                    .extracting(Check::id)
                    .doesNotContain("unwritten");
        }
    }
}
