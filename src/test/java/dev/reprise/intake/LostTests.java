package dev.reprise.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.RunningClient;
import dev.reprise.catalogue.Sessions;
import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail.Typed;
import dev.reprise.session.SessionFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that only the prompt history names: what that proves, and what it does not. */
class LostTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";

    @TempDir
    Path dir;

    private Path home() {
        return dir.resolve("home");
    }

    private void history(Duration ago, String display, String pasted) {
        String line =
                "{\"display\":\"%s\",\"pastedContents\":{%s},\"timestamp\":%d,\"project\":\"/w\",\"sessionId\":\"%s\"}\n"
                        .formatted(display, pasted, Instant.now().minus(ago).toEpochMilli(), ID);
        World.write(home().resolve("history.jsonl"), line.getBytes(UTF_8));
    }

    private static Session session(World world) {
        return world.bean(Sessions.class).get(ID);
    }

    private static int listed(World world) {
        return world.bean(Sessions.class).find(SessionFilter.all(10)).sessions().size();
    }

    @Test
    void isLostOnlyIfTheClientMayHaveDeletedIt() {
        history(Duration.ofDays(40), "fix it", "");
        try (World world = World.of(dir.resolve("data"), home())) {
            assertThat(session(world).protection()).isEqualTo(Protection.LOST);
            assertThat(session(world).state().slug()).isEqualTo("unknown");
        }
        history(Duration.ofDays(2), "fix it", "");
        try (World world = World.of(dir.resolve("data2"), home())) {
            assertThat(session(world).protection()).isEqualTo(Protection.UNKNOWN);
            assertThat(listed(world)).isEqualTo(1);
            assertThat(world.api("/api/sessions?q=is:no-log")).contains(ID);
            assertThat(world.api("/api/sessions?q=is:lost")).doesNotContain(ID);
        }
        World.write(home().resolve("settings.json"), "{\"cleanupPeriodDays\": 1}".getBytes(UTF_8));
        try (World world = World.of(dir.resolve("data3"), home())) {
            assertThat(session(world).protection()).isEqualTo(Protection.LOST);
        }
    }

    @Test
    void aCommandForTheClientAloneIsNoSession() {
        history(Duration.ofDays(40), "/exit", "");
        try (World world = World.of(dir.resolve("data"), home())) {
            assertThat(session(world).protection()).isEqualTo(Protection.UNKNOWN);
            assertThat(listed(world)).isZero();
        }
    }

    @Test
    void whatRunsIsNotLost() throws IOException {
        history(Duration.ofDays(40), "fix it", "");
        RunningClient.register(home(), ID, true, null);
        try (World world = World.live(dir.resolve("data"), home())) {
            LiveTests.await("live", () -> session(world).state().slug().equals("live"));
            LiveTests.await("not lost", () -> session(world).protection() == Protection.UNKNOWN);
        }
    }

    @Test
    void showsWhatWasPasted() {
        history(
                Duration.ofDays(40),
                "look at [Pasted text #1 +2 lines] and [Pasted text #2]",
                "\"1\":{\"id\":1,\"type\":\"text\",\"content\":\"one $1\\ntwo\"},\"2\":{\"id\":2,\"type\":\"text\",\"contentHash\":\"ab\"}");
        try (World world = World.of(dir.resolve("data"), home())) {
            assertThat(world.bean(Sessions.class).typed(session(world).id()))
                    .extracting(Typed::text)
                    .containsExactly("look at one $1\ntwo and [Pasted text #2]");
        }
    }

    @Test
    void aHomeThatWasRenamedIsReadUnderItsNewName() throws IOException {
        Path log = home().resolve("projects/-w/" + ID + ".jsonl");
        World.write(log, dev.reprise.LogBuilder.of(ID).prompt("begin").text().getBytes(UTF_8));
        World.of(dir.resolve("data"), home()).close();
        Path moved = dir.resolve("moved");
        java.nio.file.Files.move(home(), moved);
        try (World world = World.of(dir.resolve("data"), moved)) {
            Session session = session(world);
            assertThat(session.protection()).isEqualTo(Protection.KEPT);
            assertThat(session.place().home()).isEqualTo(moved.toString());
            assertThat(session.kin().copies()).isEqualTo(1);
            assertThat(world.api("/api/sessions/" + ID + "/resume"))
                    .contains("CLAUDE_CONFIG_DIR='" + moved)
                    .doesNotContain(home().toString());
        }
    }
}
