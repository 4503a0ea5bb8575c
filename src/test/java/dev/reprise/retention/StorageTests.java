package dev.reprise.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.catalogue.Volumes;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.KeepSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every byte of the logs is counted once, as what it is. */
class StorageTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String OTHER = "1b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";

    @TempDir
    Path dir;

    private static String record(String id, String cwd, int n, String rest) {
        return ("{'uuid':'00000000-0000-4000-8000-00000000000" + n + "','parentUuid':null,'sessionId':'" + id
                        + "','cwd':'" + cwd + "','timestamp':'2026-03-02T10:00:0" + n + ".000Z'," + rest + "}\n")
                .replace('\'', '"');
    }

    private static String user(String content) {
        return "'type':'user','message':{'role':'user','content':" + content + "}";
    }

    private void write(String path, String text) {
        World.write(dir.resolve("home").resolve(path), text.getBytes(UTF_8));
    }

    @Test
    void theBytesOfALogAreWhatTheyAre() {
        String said = record(ID, "/w", 1, user("'hello'"));
        String image = "iVBORw0KGgo=".repeat(1_000);
        String pasted = record(
                ID,
                "/w",
                2,
                user("[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'" + image + "'}}]"));
        String signature = "x".repeat(5_000);
        String thought = record(
                ID,
                "/w",
                3,
                "'type':'assistant','message':{'id':'m','role':'assistant','model':'m','content':[{'type':'thinking',"
                        + "'thinking':'hm','signature':'" + signature + "'}]}");
        String answered = record(
                ID,
                "/w",
                4,
                user("[{'type':'tool_result','tool_use_id':'t','content':'" + "r".repeat(700) + "'}]")
                        + ",'toolUseResult':{'type':'image','file':{'type':'image/png','base64':'" + image + "'}}");
        String tick = record(
                ID, "/w", 5, "'type':'progress','data':{'type':'bash_progress','output':'" + "p".repeat(300) + "'}");
        String mode = "{\"type\":\"mode\",\"mode\":\"plan\",\"sessionId\":\"" + ID + "\"}\n";
        String log = said + pasted + thought + answered + tick + mode;
        write("projects/-w/" + ID + ".jsonl", log);
        write("projects/-w/" + ID + "/tool-results/t.txt", "t".repeat(900));
        write("file-history/" + ID + "/abc@v1", "h".repeat(80));
        write("projects/-v/" + OTHER + ".jsonl", record(OTHER, "/v", 6, user("'other'")));
        try (World world = World.of(dir.resolve("data"), dir.resolve("home"))) {
            Volumes volumes = world.bean(Volumes.class);
            Volumes.Kinds kinds = volumes.kinds("/w");
            // quotes and commas belong to what they enclose
            assertThat(kinds.logs().images()).isBetween(2L * image.length() - 8, 2L * image.length() + 8);
            assertThat(kinds.logs().signatures()).isBetween(5_000L, 5_004L);
            assertThat(kinds.logs().progress()).isEqualTo(tick.length() - 1);
            assertThat(kinds.logs().results())
                    .isBetween(answered.length() - image.length() - 8L, answered.length() - image.length() + 8L);
            assertThat(kinds.logs().messages())
                    .isBetween(
                            said.length() + pasted.length() + thought.length() - image.length() - 5_000L - 12,
                            said.length() + pasted.length() + thought.length() - image.length() - 5_000L + 12);
            assertThat(kinds.results()).isEqualTo(900);
            assertThat(kinds.history()).isEqualTo(80);
            assertThat(kinds.unknown()).isZero();
            long all = kinds.logs().images()
                    + kinds.logs().signatures()
                    + kinds.logs().progress()
                    + kinds.logs().results()
                    + kinds.logs().messages()
                    + kinds.rest();
            assertThat(all).isEqualTo(log.length());
            assertThat(volumes.projects()).extracting(Volumes.OfProject::dir).containsExactly("/w", "/v");
            assertThat(volumes.projects().getFirst().raw()).isEqualTo(log.length() + 980);
            assertThat(volumes.sessions(null, 1)).singleElement().satisfies(session -> {
                assertThat(session.id().value()).isEqualTo(ID);
                assertThat(session.raw()).isEqualTo(log.length() + 980);
            });
            assertThat(volumes.sessions("/v", 9))
                    .extracting(one -> one.id().value())
                    .containsExactly(OTHER);
        }
    }

    @Test
    void whatItTakesIsLookedUpAndTheCeilingIsWarnedOfBefore() throws IOException {
        write("projects/-v/" + OTHER + ".jsonl", record(OTHER, "/v", 6, user("'other'")));
        try (World world = World.of(dir.resolve("data"), dir.resolve("home"))) {
            Space space = world.bean(Space.class);
            KeepRules rules = world.bean(KeepRules.class);
            assertThat(space.warning()).isEmpty();
            rules.set(Act.API, new KeepSettings(30, false, 1_000_000_000_000L));
            Space.Taken taken = space.look();
            assertThat(taken.vault()).isPositive();
            assertThat(space.warning()).isEmpty();
            Files.write(dir.resolve("data/vault/ballast.zst"), new byte[4_000_000]);
            rules.set(Act.API, new KeepSettings(30, false, space.look().all() * 100 / 95));
            assertThat(space.warning())
                    .hasValueSatisfying(warning -> assertThat(warning.percent()).isBetween(90L, 99L));
            Files.write(dir.resolve("data/vault/more.zst"), new byte[4_000_000]);
            space.look();
            assertThat(space.warning())
                    .hasValueSatisfying(warning -> assertThat(warning.percent()).isGreaterThan(100));
        }
    }
}
