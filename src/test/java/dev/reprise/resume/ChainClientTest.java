package dev.reprise.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.agent.Brought;
import dev.reprise.agent.Launcher;
import dev.reprise.agent.LogBytes;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.claude.ClaudeCode;
import dev.reprise.resume.ClientKit.Outcome;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The number of turns that a resume is said to bring back is the number that the real client sends to the API. */
@Tag("client")
class ChainClientTest {

    private final Launcher launcher = new ClaudeCode().launcher();

    private static SourceFile source(String id) {
        return new SourceFile("projects/x/" + id + ".jsonl", SourceFile.Role.TRANSCRIPT, id, null, "log");
    }

    @Test
    void theNumberSaidIsTheNumberThatReachesTheApi() throws Exception {
        Optional<ClientKit> found = ClientKit.find();
        assumeTrue(found.isPresent(), "no client kit");
        ClientKit kit = found.orElseThrow();
        Path home = kit.emptyHome("chains");
        try {
            Path work = Files.createDirectories(home.resolve("work"));
            Path folder = Files.createDirectories(
                    home.resolve(".claude/projects").resolve(work.toString().replaceAll("[^A-Za-z0-9]", "-")));
            List<String> wrong = new ArrayList<>();
            int logs = 0;
            int parts = 0;
            for (Map.Entry<String, MadeLog> made : MadeLogs.in(work.toString()).entrySet()) {
                String id = MadeLogs.id(logs++);
                Path log = Files.writeString(
                        folder.resolve(id + ".jsonl"), made.getValue().text());
                Path expected = Files.writeString(
                        home.resolve("expected.jsonl"), made.getValue().straight());
                LogBytes bytes = () -> Files.newInputStream(log);
                Brought brought = launcher.brings(source(id), bytes).orElseThrow();
                List<Path> taken = new ArrayList<>();
                for (Brought.Part part : brought.parts()) {
                    Path copy = folder.resolve(UUID.randomUUID() + ".jsonl");
                    try (OutputStream out = Files.newOutputStream(copy)) {
                        assertThat(launcher.takeOut(source(id), bytes, part.leaf(), out))
                                .isTrue();
                    }
                    taken.add(copy);
                }
                String command = "cd '" + work + "' && claude --resume ";
                Outcome outcome = kit.check(id, command + id, home, null, expected);
                if (outcome.prompts() != brought.reached()) {
                    wrong.add(made.getKey() + ": said " + brought + ", came " + outcome);
                }
                for (int i = 0; i < taken.size(); i++) {
                    String name = String.valueOf(taken.get(i).getFileName()).replace(".jsonl", "");
                    Outcome of = kit.check(name, command + name, home, null, expected);
                    parts++;
                    if (of.prompts() != brought.parts().get(i).turns()) {
                        wrong.add(made.getKey() + ": part " + brought.parts().get(i) + ", came " + of);
                    }
                }
            }
            System.out.println(logs + " logs and " + parts + " parts of them resumed by client " + kit.version() + ", "
                    + wrong.size() + " otherwise than said");
            assertThat(wrong).isEmpty();
            assertThat(logs).isGreaterThan(30);
        } finally {
            kit.stop();
        }
    }
}
