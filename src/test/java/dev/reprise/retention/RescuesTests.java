package dev.reprise.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.agent.SourceFile;
import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Trait;
import dev.reprise.intake.World;
import dev.reprise.problem.Problem;
import dev.reprise.resume.MadeLog;
import dev.reprise.retention.Restores.Wanted;
import dev.reprise.search.Ask;
import dev.reprise.search.Indexer;
import dev.reprise.search.Results;
import dev.reprise.search.Search;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail;
import dev.reprise.session.SessionFilter;
import dev.reprise.session.SessionId;
import dev.reprise.transcript.RawFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The text of a session that saved nothing, exported by hand, is kept with it. */
class RescuesTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String TEXT = "> plan the migration\n\n⏺ Here is the plan.\n";

    @TempDir
    Path dir;

    private World world() throws Exception {
        World.write(
                dir.resolve("home/projects/-w/" + ID + ".jsonl"),
                new MadeLog(ID, "/w").at(0).prompt(1, null).reply(2, 1).text().getBytes(UTF_8));
        return World.of(dir.resolve("data"), dir.resolve("home")).scan();
    }

    private static String text(World world, SessionId id) throws IOException {
        Session session = world.bean(Sessions.class).get(id.toString());
        SessionDetail.Stored file = world.bean(Sessions.class).detail(session).stored().stream()
                .filter(one -> one.kind().equals(SourceFile.RESCUED))
                .findFirst()
                .orElseThrow();
        RawFiles files = world.bean(RawFiles.class);
        return new String(files.open(files.find(id, file.file(), 0)).readAllBytes(), UTF_8);
    }

    @Test
    void isKeptWithItsSessionAndNeverWrittenIntoTheHome() throws Exception {
        try (World world = world()) {
            SessionId id = world.bean(Rescues.class).rescue("page", "claude:" + ID, TEXT);
            assertThat(id.value()).isEqualTo(ID);
            world.scan();
            assertThat(text(world, id)).isEqualTo(TEXT);
            assertThat(world.bean(Restores.class).plan(Wanted.of(id)).steps())
                    .noneMatch(step -> step.to().toString().contains(SourceFile.RESCUED));
            assertThat(dir.resolve("home/projects/-w/" + ID)).doesNotExist();
            // the next look at the home does not lose it
            world.scan();
            assertThat(text(world, id)).isEqualTo(TEXT);
        }
    }

    @Test
    void aSessionWithoutAnyFileIsListedByIt() throws Exception {
        try (World world = world()) {
            String fresh = UUID.randomUUID().toString();
            SessionId id = world.bean(Rescues.class).rescue("page", fresh, TEXT);
            assertThat(id.value()).isEqualTo(fresh);
            SessionId other = world.bean(Rescues.class).rescue("page", "", TEXT + "more");
            world.scan();
            assertThat(text(world, id)).isEqualTo(TEXT);
            assertThat(text(world, other)).isEqualTo(TEXT + "more");
            assertThat(world.bean(Sessions.class)
                            .find(new SessionFilter(
                                    new Criterion.Is(Trait.LISTED), SessionFilter.Sort.ACTIVITY, 50, null))
                            .sessions())
                    .extracting(one -> one.id().value())
                    .contains(fresh, other.value());
        }
    }

    @Test
    void isFoundByItsWordsAlsoAfterTheIndexWasMadeAgain() throws Exception {
        SessionId id;
        try (World world = world()) {
            id = world.bean(Rescues.class)
                    .rescue("page", ID, "\u001b[1m> plan\u001b[0m the xylophone migration\n" + TEXT);
            world.scan();
            assertThat(found(world, "xylophone migration")).containsExactly(id);
            assertThat(found(world, "\"plan the xylophone\"")).containsExactly(id);
            assertThat(found(world, "xylophone accordion")).isEmpty();
        }
        FileSystemUtils.deleteRecursively(dir.resolve("data/index"));
        try (World world = world()) {
            assertThat(found(world, "xylophone")).containsExactly(id);
        }
        FileSystemUtils.deleteRecursively(dir.resolve("data/db"));
        try (World world = world()) {
            assertThat(found(world, "xylophone")).containsExactly(id);
        }
    }

    private static List<SessionId> found(World world, String q) {
        world.bean(Indexer.class).settle(Duration.ofSeconds(60));
        List<Results.Group> groups = world.bean(Search.class)
                .find(new Ask(q, false, 20, null, ZonedDateTime.parse("2026-11-26T12:00:00Z")))
                .groups();
        for (Results.Group group : groups) {
            assertThat(group.best()).isNotEmpty();
            group.best().forEach(hit -> {
                assertThat(hit.snippet()).contains("plan");
                assertThat(hit.exported()).isTrue();
            });
        }
        return groups.stream().map(group -> group.session().id()).toList();
    }

    @Test
    void whatIsNoTextOrNoIdIsRefused() throws Exception {
        try (World world = world()) {
            Rescues rescues = world.bean(Rescues.class);
            assertThatThrownBy(() -> rescues.rescue("page", ID, " \n")).isInstanceOf(Problem.class);
            assertThatThrownBy(() -> rescues.rescue("page", "../../etc", TEXT))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("/status");
            assertThat(Files.exists(dir.resolve("data/etc"))).isFalse();
        }
    }
}
