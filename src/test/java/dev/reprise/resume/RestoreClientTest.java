package dev.reprise.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.catalogue.Retained;
import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.resume.ClientKit.Outcome;
import dev.reprise.resume.ResumeCommands.Resume;
import dev.reprise.retention.Receipt;
import dev.reprise.retention.Restores;
import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions whose logs the CLI deleted, written back by Reprise: the real client resumes them. */
@Tag("client")
class RestoreClientTest {

    private static final int MOST = 12;

    @TempDir
    Path data;

    @Test
    void theClientResumesWhatWasRestored() throws Exception {
        Optional<ClientKit> found = ClientKit.find();
        assumeTrue(found.isPresent(), "no client kit");
        ClientKit kit = found.orElseThrow();
        Path home = kit.corpus("print");
        Path claude = home.resolve(".claude");
        try (World world = World.of(data, claude).scan()) {
            Map<SessionId, String> ready = new LinkedHashMap<>();
            for (Retained.Row row : world.bean(Retained.class).all()) {
                SessionId id = row.id();
                Session session = world.bean(Sessions.class).get(id.toString());
                Resume resume = world.bean(ResumeCommands.class).resume(session, Shell.BASH, false, List.of());
                boolean works = resume.checks().stream()
                        .noneMatch(check ->
                                check.answer().equals("no") && !check.id().equals("program"));
                if (works && !resume.command().isEmpty() && ready.size() < MOST) {
                    ready.put(id, resume.command());
                }
            }
            assertThat(ready).hasSizeGreaterThan(4);
            List<Path> expected = copies(claude, ready.keySet().stream().toList());
            delete(claude.resolve("projects"));
            world.scan();
            List<String> wrong = new ArrayList<>();
            int n = 0;
            for (Map.Entry<SessionId, String> one : ready.entrySet()) {
                Session gone = world.bean(Sessions.class).get(one.getKey().toString());
                assertThat(gone.protection()).isEqualTo(Protection.ONLY_IN_VAULT);
                Receipt receipt = world.bean(Restores.class).restore(Act.PAGE, Restores.Wanted.of(one.getKey()), null);
                assertThat(receipt.files()).anyMatch(file -> file.done().equals("wrote"));
                Outcome outcome = kit.check(one.getKey().value(), one.getValue(), home, null, expected.get(n++));
                if (!outcome.restored()) {
                    wrong.add(one + " " + outcome);
                }
            }
            System.out.println(n + " sessions restored and resumed by client " + kit.version());
            assertThat(wrong).isEmpty();
        } finally {
            kit.stop();
        }
    }

    /** Their logs as they were, out of the home. */
    private List<Path> copies(Path claude, List<SessionId> ids) throws IOException {
        List<Path> copies = new ArrayList<>();
        Path folder = Files.createDirectories(claude.resolveSibling("expected"));
        for (SessionId id : ids) {
            try (Stream<Path> all = Files.walk(claude.resolve("projects"))) {
                Path log = all.filter(file -> file.endsWith(id.value() + ".jsonl"))
                        .findFirst()
                        .orElseThrow();
                Path copy = folder.resolve(id.value() + ".jsonl");
                Files.deleteIfExists(copy);
                copies.add(Files.copy(log, copy));
            }
        }
        return copies;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }
}
