package dev.reprise.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.World;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.resume.MadeLog;
import dev.reprise.retention.Extracts.Extract;
import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part of a log that a resume does not reach becomes a session of its own. */
class ExtractsTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final SessionId SESSION = new SessionId("claude", ID);
    private static final UUID LEAF = UUID.fromString(MadeLog.uuid(6));

    @TempDir
    Path dir;

    private Path home;
    private Path log;
    private String before;

    /** Three turns; what the last goes on from was never written. */
    @BeforeEach
    void home() throws IOException {
        home = dir.resolve("home");
        log = home.resolve("projects/-w/" + ID + ".jsonl");
        MadeLog made = new MadeLog(ID, "/w").at(0).prompt(1, null).reply(2, 1);
        before = made.at(60)
                .prompt(3, 2)
                .reply(4, 3)
                .at(120)
                .prompt(5, 99)
                .reply(6, 5)
                .text();
        World.write(log, before.getBytes(UTF_8));
    }

    private Path made(Extract extract) {
        return log.resolveSibling(extract.plan().session().value() + ".jsonl");
    }

    @Test
    void isWrittenBesideItAndIsInTheVaultFirst() throws Exception {
        try (World world = World.of(dir.resolve("data"), home).scan()) {
            Extracts extracts = world.bean(Extracts.class);
            Extract seen = extracts.plan(SESSION, LEAF);
            assertThat(seen.part().turns()).isEqualTo(3);
            assertThat(seen.plan().blocked()).isNull();
            assertThat(made(seen)).doesNotExist();
            Receipt receipt = extracts.save("page", SESSION, LEAF, seen.plan().id());
            assertThat(receipt.files().getLast().done()).isEqualTo("wrote");
            assertThat(made(seen)).exists();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made(seen))))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(made(seen))).isEqualTo(before.replace(MadeLog.uuid(99), MadeLog.uuid(4)));
            assertThat(Files.readString(log)).isEqualTo(before);
            String held = seen.plan().steps().getFirst().from();
            assertThat(new String(
                            world.bean(Vault.class).open(held, 0, 0, 1 << 20).readAllBytes(), UTF_8))
                    .isEqualTo(Files.readString(made(seen)));
            world.scan();
            Session session =
                    world.bean(Sessions.class).get(seen.plan().session().toString());
            assertThat(session.counts().turns()).isEqualTo(3);
            assertThat(session.protection()).isEqualTo(Protection.KEPT);
            // the same part is the same session
            Extract again = extracts.plan(SESSION, LEAF);
            assertThat(again.plan().session()).isEqualTo(seen.plan().session());
            assertThat(again.plan().blocked()).contains("saved already");
            // and can be taken back
            world.bean(Restores.class).undo("page", receipt.id());
            assertThat(made(seen)).doesNotExist();
        }
    }

    @Test
    void isRefusedWhereItIsNotWhatWasSeen() throws Exception {
        try (World world = World.of(dir.resolve("data"), home).scan()) {
            Extracts extracts = world.bean(Extracts.class);
            Extract seen = extracts.plan(SESSION, LEAF);
            assertThatThrownBy(() -> extracts.plan(SESSION, UUID.randomUUID()))
                    .isInstanceOfSatisfying(
                            Problem.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
            assertThatThrownBy(() -> extracts.save("page", SESSION, LEAF, "another"))
                    .isInstanceOfSatisfying(
                            Problem.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
            Files.writeString(made(seen), "mine");
            assertThatThrownBy(() ->
                            extracts.save("page", SESSION, LEAF, seen.plan().id()))
                    .isInstanceOfSatisfying(
                            Problem.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
            assertThat(Files.readString(made(seen))).isEqualTo("mine");
        }
    }

    @Test
    void whatWasTakenBackStaysInTheVaultWhenSavingItAgainFails() throws Exception {
        try (World world = World.of(dir.resolve("data"), home).scan()) {
            Extracts extracts = world.bean(Extracts.class);
            Extract seen = extracts.plan(SESSION, LEAF);
            Receipt receipt = extracts.save("page", SESSION, LEAF, seen.plan().id());
            world.scan();
            world.bean(Restores.class).undo("page", receipt.id());
            world.scan();
            // where it would be written is a file
            Path folder = log.getParent();
            Files.delete(log);
            Files.delete(folder);
            Files.writeString(folder, "no folder");
            Extract again = extracts.plan(SESSION, LEAF);
            assertThatThrownBy(() ->
                            extracts.save("page", SESSION, LEAF, again.plan().id()))
                    .isInstanceOf(Problem.class);
            String held = seen.plan().steps().getFirst().from();
            assertThat(world.bean(Vault.class).find(held)).isPresent();
        }
    }

    @Test
    void ofALogThatIsOnlyInTheVault() throws Exception {
        try (World world = World.of(dir.resolve("data"), home).scan()) {
            Files.delete(log);
            world.scan();
            Extracts extracts = world.bean(Extracts.class);
            Extract seen = extracts.plan(SESSION, LEAF);
            extracts.save("page", SESSION, LEAF, seen.plan().id());
            assertThat(List.of(home.resolve("projects").toFile().list())).isNotEmpty();
            assertThat(seen.plan().steps().getFirst().to()).exists();
            assertThat(log).doesNotExist();
        }
    }
}
