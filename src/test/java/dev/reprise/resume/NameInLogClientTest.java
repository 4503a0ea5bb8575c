package dev.reprise.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.organise.NamesInLogs;
import dev.reprise.resume.ClientKit.Outcome;
import dev.reprise.session.Session;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name that Reprise wrote into a log: the real client finds the session by it. */
@Tag("client")
class NameInLogClientTest {

    private static final String NAME = "it's the \"goat\" 🐐";

    @TempDir
    Path data;

    @Test
    void theClientResumesByTheNameThatWasWritten() throws Exception {
        Optional<ClientKit> found = ClientKit.find();
        assumeTrue(found.isPresent(), "no client kit");
        ClientKit kit = found.orElseThrow();
        Path home = kit.corpus("print");
        try (World world = World.of(data, home.resolve(".claude")).scan()) {
            Session session = world.bean(Sessions.class).get("a0000000-0000-4000-8000-000000000001");
            world.bean(Labels.class).change(session.id(), label -> label.named(NAME));
            NamesInLogs names = world.bean(NamesInLogs.class);
            NamesInLogs.Preview preview = names.preview(session);
            names.write(Act.PAGE, session, preview.size());
            String command = "cd '" + session.cwd() + "' && claude --resume '" + NAME.replace("'", "'\\''") + "'";
            Outcome outcome = kit.check(session.id().value(), command, home, null, Path.of(preview.log()));
            assertThat(outcome.restored()).as(outcome.toString()).isTrue();
        } finally {
            kit.stop();
        }
    }
}
