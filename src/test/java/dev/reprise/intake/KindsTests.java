package dev.reprise.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.catalogue.Sessions;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail.Relative;
import dev.reprise.session.SessionFilter;
import dev.reprise.session.SessionKind;
import dev.reprise.session.SessionState;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What made a session, and to whom it belongs. */
class KindsTests {

    @TempDir
    Path dir;

    private static String id(int n) {
        return "00000000-0000-4000-9000-%012d".formatted(n);
    }

    /** A record of the user or the model, with more fields of its envelope. */
    private static String record(int session, int n, String type, String words, String more) {
        String content = type.equals("user")
                ? "\"" + words + "\""
                : "[{\"type\":\"text\",\"text\":\"" + words + "\"}],\"model\":\"m\",\"stop_reason\":\"end_turn\"";
        return "{\"parentUuid\":null,\"isSidechain\":false,\"uuid\":\"%s\",\"sessionId\":\"%s\",\"cwd\":\"/w\",\"version\":\"2.1.280\",\"entrypoint\":\"cli\",\"timestamp\":\"2026-10-%02dT10:00:%02d.000Z\",\"type\":\"%s\",\"message\":{\"role\":\"%s\",\"content\":%s}%s}\n"
                .formatted(id(session * 1000 + n), id(session), session, n, type, type, content, more);
    }

    private void log(int session, String... records) {
        World.write(
                dir.resolve("home/projects/-w/" + id(session) + ".jsonl"),
                Stream.of(records).collect(Collectors.joining()).getBytes(UTF_8));
    }

    private World world() {
        return World.of(dir.resolve("data"), dir.resolve("home"));
    }

    private static Session session(World world, int n) {
        return world.bean(Sessions.class).get(id(n));
    }

    private static List<String> listed(World world) {
        return world.bean(Sessions.class).find(SessionFilter.all(100)).sessions().stream()
                .map(session -> session.id().value())
                .toList();
    }

    private static List<String> lineage(World world, int n) {
        return world.bean(Sessions.class).detail(session(world, n)).lineage().stream()
                .map(KindsTests::said)
                .toList();
    }

    private static String said(Relative relative) {
        return relative.how() + " " + Integer.parseInt(relative.id().value().substring(24));
    }

    @Test
    void membersOfATeamAreLinkedToTheirLead() {
        String team = ",\"teamName\":\"parsers\"";
        log(
                1,
                record(1, 1, "user", "build a team", ""),
                record(1, 2, "assistant", "done", team + ",\"agentName\":\"team-lead\""));
        String member = team + ",\"agentName\":\"lexer\"";
        log(
                2,
                record(
                        2,
                        1,
                        "user",
                        "<teammate-message teammate_id=\\\"team-lead\\\">write the lexer</teammate-message>",
                        member),
                record(2, 2, "assistant", "written", member));
        try (World world = world()) {
            assertThat(session(world, 1).kind()).isEqualTo(SessionKind.INTERACTIVE);
            assertThat(session(world, 2).kind()).isEqualTo(SessionKind.TEAM);
            assertThat(session(world, 2).title()).isEqualTo("write the lexer");
            assertThat(listed(world)).containsExactly(id(1));
            assertThat(lineage(world, 1)).containsExactly("team-member 2");
            assertThat(lineage(world, 2)).containsExactly("team-lead 1");
            assertThat(world.api("/api/sessions?q=is:team")).contains(id(2)).doesNotContain(id(1));
        }
    }

    @Test
    void runsOfAScheduledTaskAreOneRowUnlessAPersonSpoke() {
        String task =
                "<scheduled-task name=\\\"price log\\\" file=\\\"/t/SKILL.md\\\">This is an automated run.</scheduled-task>";
        for (int n = 1; n <= 3; n++) {
            log(n, record(n, 1, "user", task, ""), record(n, 2, "assistant", "logged " + n, ""));
        }
        log(
                4,
                record(4, 1, "user", task, ""),
                record(4, 2, "assistant", "logged", ""),
                record(4, 3, "user", "why is it empty", ""));
        try (World world = world()) {
            assertThat(session(world, 1).kind()).isEqualTo(SessionKind.SCHEDULED);
            assertThat(session(world, 4).kind()).isEqualTo(SessionKind.INTERACTIVE);
            assertThat(listed(world)).containsExactly(id(4), id(3));
            assertThat(session(world, 3).title()).isEqualTo("price log");
            assertThat(session(world, 3).kin().runs()).isEqualTo(3);
            assertThat(session(world, 2).kin().runs()).isZero();
            assertThat(world.api("/api/sessions?q=is:scheduled"))
                    .contains(id(1), id(2), id(3))
                    .doesNotContain(id(4));

            log(5, record(5, 1, "user", task, ""), record(5, 2, "assistant", "logged 5", ""));
            log(
                    3,
                    record(3, 1, "user", task, ""),
                    record(3, 2, "assistant", "logged", ""),
                    record(3, 3, "user", "and now", ""));
            world.scan();
            assertThat(listed(world)).containsExactly(id(5), id(4), id(3));
            assertThat(session(world, 5).kin().runs()).isEqualTo(3);
            assertThat(session(world, 3).kin().runs()).isZero();
        }
    }

    @Test
    void theBackgroundTwinIsToldApartAndLinked() {
        log(1, record(1, 1, "user", "compare the lists", ""), record(1, 2, "assistant", "compared", ""));
        log(
                2,
                record(2, 1, "user", "compare the lists", ",\"sessionKind\":\"bg\""),
                record(2, 2, "assistant", "compared too", ",\"sessionKind\":\"bg\""));
        try (World world = world()) {
            assertThat(listed(world)).containsExactly(id(1));
            assertThat(session(world, 2).kind()).isEqualTo(SessionKind.BACKGROUND);
            assertThat(lineage(world, 1)).containsExactly("background-twin 2");
            assertThat(lineage(world, 2)).containsExactly("twin-of 1");
        }
    }

    @Test
    void whatAPersonHandedOverStaysTheirs() {
        String bg = ",\"sessionKind\":\"bg\"";
        log(
                1,
                record(1, 1, "user", "draw it", ""),
                "{\"type\":\"continued-in\",\"continuedInSessionId\":\"" + id(2) + "\"}\n");
        log(2, record(2, 1, "user", "draw it", bg), record(2, 2, "assistant", "drawn", bg));
        try (World world = world()) {
            assertThat(session(world, 2).kind()).isEqualTo(SessionKind.INTERACTIVE);
            assertThat(session(world, 1).state()).isEqualTo(SessionState.ENDED);
            assertThat(session(world, 1).activity().evidence()).contains("another session goes on");
            assertThat(lineage(world, 1)).contains("continued-in 2");
        }
    }

    @Test
    void whatTheDaemonTookOverInTheSameLogStaysTheUsers() {
        String bg = ",\"sessionKind\":\"bg\"";
        log(
                1,
                record(1, 1, "user", "port it", ""),
                record(1, 2, "user", "Continue from where you left off.", bg + ",\"isMeta\":true"),
                record(1, 3, "assistant", "ported", bg));
        try (World world = world()) {
            Session session = session(world, 1);
            assertThat(session.kind()).isEqualTo(SessionKind.INTERACTIVE);
            assertThat(session.counts().turns()).isEqualTo(1);
            assertThat(session.words().lastPrompt()).isEqualTo("port it");
            assertThat(world.api("/api/sessions/" + id(1) + "/entries"))
                    .contains("Taken over in the background")
                    .doesNotContain("Continue from where");
        }
    }

    @Test
    void offersTheFlagsThatItWasStartedWith() {
        log(
                1,
                record(1, 1, "user", "go", ",\"permissionMode\":\"default\""),
                "{\"type\":\"permission-mode\",\"permissionMode\":\"plan\"}\n",
                "{\"type\":\"agent-setting\",\"agentSetting\":\"reviewer\"}\n",
                "{\"type\":\"attachment\",\"uuid\":\"" + id(77)
                        + "\",\"attachment\":{\"type\":\"environment\",\"snapshot\":{\"additionalWorkingDirectories\":[\"/a b\"]}}}\n");
        try (World world = world()) {
            assertThat(session(world, 1).client().flags())
                    .containsExactly("--permission-mode", "plan", "--agent", "reviewer", "--add-dir", "/a b");
        }
    }
}
