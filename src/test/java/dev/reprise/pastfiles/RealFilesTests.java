package dev.reprise.pastfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.intake.World;
import dev.reprise.pastfiles.PastFile.There;
import dev.reprise.pastfiles.PastFiles.Moment;
import dev.reprise.session.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real logs: what is computed after a change is what the next record of that file says it found. */
class RealFilesTests {

    private static final Path REAL = Path.of("..", "shared", "logs", "claude-home");

    @TempDir
    Path dir;

    private int confirmed;
    private int otherwise;

    @Test
    void theNextRecordFindsWhatWasComputed() {
        boolean there = Files.isDirectory(REAL);
        if (!there) {
            System.out.println("Real logs are not at " + REAL + ": skipped.");
        }
        assumeTrue(there);
        try (World world = World.of(dir.resolve("data"), REAL.toAbsolutePath().normalize())) {
            for (SessionId id : world.bean(Sessions.class).ids(Criterion.all(), 10_000)) {
                session(world, id);
            }
        }
        System.out.println("Files then: " + confirmed + " confirmed by the next record, " + otherwise
                + " changed by something else");
        assertThat(confirmed).isGreaterThan(9 * otherwise);
    }

    private void session(World world, SessionId id) {
        PastFiles past = world.bean(PastFiles.class);
        String base = past.at(id.toString(), Moment.END).base();
        for (Map.Entry<String, List<Mark>> file :
                world.bean(Marks.class).of(id, base).byPath().entrySet()) {
            List<Mark> marks =
                    file.getValue().stream().filter(mark -> !mark.isMissing()).toList();
            for (int n = 0; n + 1 < marks.size(); n++) {
                Mark next = marks.get(n + 1);
                boolean tells = next.before() || next.kind() == dev.reprise.agent.FileMark.Kind.SEEN;
                // just before the next record: nothing is told of that very moment
                int line = next.line() - 1;
                boolean between = !Objects.equals(next.agentId(), marks.get(n).agentId())
                        || marks.get(n).line() < line;
                if (tells && between && !marks.get(n).isBackup()) {
                    Moment moment = new Moment(next.agentId(), line);
                    PastFile then = past.file(id.toString(), moment, file.getKey());
                    confirmed += then.there() == There.YES ? 1 : 0;
                    otherwise += then.there() == There.UNKNOWN && then.content() != null ? 1 : 0;
                }
            }
        }
    }
}
