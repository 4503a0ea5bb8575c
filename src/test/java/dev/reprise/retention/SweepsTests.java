package dev.reprise.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.intake.World;
import dev.reprise.label.Act;
import dev.reprise.label.KeepRule;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.session.Protection;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules take, and what nothing may. */
class SweepsTests {

    @TempDir
    Path dir;

    private static SessionId id(int n) {
        return new SessionId("claude", String.format("%08x-77e0-4a3b-9a44-3f1a0c5d9e21", n));
    }

    private Path log(int n) {
        return dir.resolve("home/projects/-w/" + id(n).value() + ".jsonl");
    }

    /** @param entrypoint {@code cli} or {@code sdk-cli} */
    private void write(int n, int daysOld, String entrypoint) throws IOException {
        Instant at = Instant.now().minus(Duration.ofDays(daysOld)).minusSeconds(n);
        String line = "{'type':'user','uuid':'00000000-0000-4000-8000-00000000000" + n
                + "','parentUuid':null,'entrypoint':'" + entrypoint + "','sessionId':'"
                + id(n).value() + "','cwd':'/w/api','timestamp':'" + at
                + "','message':{'role':'user','content':'do number " + n + "'}}\n"
                + "{'type':'assistant','uuid':'10000000-0000-4000-8000-00000000000" + n
                + "','parentUuid':'00000000-0000-4000-8000-00000000000" + n + "','entrypoint':'" + entrypoint
                + "','sessionId':'" + id(n).value() + "','cwd':'/w/api','timestamp':'" + at
                + "','message':{'role':'assistant','stop_reason':'end_turn','content':[{'type':'text','text':'done'}]}}\n";
        World.write(log(n), line.replace('\'', '"').getBytes(UTF_8));
        Files.setLastModifiedTime(log(n), FileTime.from(at));
    }

    private World world() {
        return World.of(dir.resolve("data"), dir.resolve("home")).scan();
    }

    private static void rule(World world, String match, String keep) {
        world.bean(KeepRules.class).make(Act.PAGE, new KeepRule("", match, keep, false, 0), null);
    }

    private static List<SessionId> takes(World world) {
        return world.bean(Sweeps.class).preview().takes().stream()
                .map(Preview.Take::id)
                .toList();
    }

    private static long listed(World world) {
        return world.bean(Sessions.class).ids(Criterion.all(), 100).size();
    }

    @Test
    void withoutRulesNothingGoes() throws IOException {
        write(1, 900, "cli");
        try (World world = world()) {
            Preview preview = world.bean(Sweeps.class).preview();
            assertThat(preview.takes()).isEmpty();
            assertThat(preview.rest().sessions()).isEqualTo(1);
            assertThatThrownBy(() -> world.bean(Sweeps.class).sweep(Act.PAGE, preview.id(), 0))
                    .hasMessage("There is nothing to take.");
        }
    }

    @Test
    void theFirstRuleThatMatchesWinsAndPinsAndHoldsAreExempt() throws IOException {
        for (int n = 1; n <= 5; n++) {
            write(n, 100 + n, "cli");
        }
        try (World world = world()) {
            Labels labels = world.bean(Labels.class);
            labels.change(id(1), label -> label.tagged("legal"));
            labels.change(id(2), label -> label.pinned(true));
            labels.change(id(3), label -> label.held(true));
            labels.change(id(4), label -> label.hidden(true));
            world.scan();
            rule(world, "tag:legal", "forever");
            rule(world, "project:api", "90 days");
            Preview preview = world.bean(Sweeps.class).preview();
            assertThat(preview.takes()).extracting(Preview.Take::id).containsExactly(id(5), id(4));
            assertThat(preview.exempt().sessions()).isEqualTo(2);
            assertThat(preview.rules().getFirst().of().sessions()).isEqualTo(1);
            assertThat(preview.takes().getFirst().why()).startsWith("last active ");
            Sweeps sweeps = world.bean(Sweeps.class);
            assertThat(sweeps.inForce(id(1), false, false, null).why()).startsWith("Rule 1 is the first that matches");
            assertThat(sweeps.inForce(id(5), false, false, Instant.EPOCH).until())
                    .isEqualTo(Instant.EPOCH.plus(Duration.ofDays(90)));
            assertThat(sweeps.inForce(id(3), false, true, null).why()).contains("held");
        }
    }

    @Test
    void aSweepDoesExactlyWhatThePreviewShowed() throws IOException {
        for (int n = 1; n <= 3; n++) {
            write(n, 100, "cli");
        }
        try (World world = world()) {
            rule(world, "project:api", "90 days");
            Sweeps sweeps = world.bean(Sweeps.class);
            Preview seen = sweeps.preview();
            assertThat(seen.takes()).hasSize(3);
            world.bean(Labels.class).change(id(2), label -> label.held(true).named("kept one"));
            world.scan();
            assertThatThrownBy(() -> sweeps.sweep(Act.PAGE, seen.id(), 0))
                    .hasMessage("1 session changed since you looked: look again.");
            Preview now = sweeps.preview();
            Receipt receipt = sweeps.sweep(Act.PAGE, now.id(), 0);
            world.scan();
            assertThat(receipt.files())
                    .extracting(Receipt.Item::session)
                    .containsExactlyInAnyOrder(id(1).toString(), id(3).toString());
            assertThat(listed(world)).isEqualTo(1);
            assertThat(log(1)).as("the CLI's copy stays").exists();
            assertThat(world.bean(Trashes.class).all()).hasSize(2);
            assertThat(world.bean(Trashes.class).all().getFirst().trash().by()).isEqualTo("rule 1: project:api");
            assertThat(sweeps.preview().takes()).isEmpty();
            assertThat(world.bean(Sessions.class).get(id(1).value()).marks().inTrash())
                    .isTrue();
            world.bean(Trashes.class).untrash(Act.PAGE, List.of(id(1)));
            world.scan();
            assertThat(listed(world)).isEqualTo(2);
        }
    }

    @Test
    void whatIsYoungUnreadableOrNotWhollyThereIsLeft() throws IOException {
        for (int n = 1; n <= 4; n++) {
            write(n, 100, "cli");
        }
        write(5, 0, "cli");
        Files.setLastModifiedTime(log(2), FileTime.from(Instant.now().minusSeconds(60)));
        try (World world = world()) {
            rule(world, "project:api", "1 day");
            Path held =
                    world.bean(dev.reprise.vault.Vault.class).file("claude/projects/-w/" + id(3).value() + ".jsonl", 0);
            try (RandomAccessFile file = new RandomAccessFile(held.toFile(), "rw")) {
                long middle = 64 + (file.length() - 64) / 2;
                file.seek(middle);
                int was = file.read();
                file.seek(middle);
                file.write(~was);
            }
            Preview preview = world.bean(Sweeps.class).preview();
            assertThat(preview.takes()).extracting(Preview.Take::id).containsExactlyInAnyOrder(id(1), id(4));
            assertThat(preview.left()).hasSize(2).anySatisfy(left -> {
                assertThat(left.id()).isEqualTo(id(2));
                assertThat(left.why()).isEqualTo("changed in the last 24 h");
            });
            assertThat(preview.left()).anySatisfy(left -> {
                assertThat(left.id()).isEqualTo(id(3));
                assertThat(left.why()).contains("cannot be read");
            });
        }
    }

    @Test
    void keepsTheNewestOfWhatNoPersonSpokeIn() throws IOException {
        for (int n = 1; n <= 5; n++) {
            write(n, 100 + n, n == 5 ? "cli" : "sdk-cli");
        }
        World.write(
                dir.resolve("home/history.jsonl"),
                ("{\"display\":\"hi\",\"pastedContents\":{},\"timestamp\":1700000000000,\"project\":\"/w/api\",\"sessionId\":\""
                                + id(4).value() + "\"}\n")
                        .getBytes(UTF_8));
        try (World world = world()) {
            rule(world, "project:api", "newest 2 per project");
            Preview preview = world.bean(Sweeps.class).preview();
            assertThat(preview.takes()).extracting(Preview.Take::id).containsExactly(id(3));
            assertThat(preview.takes().getFirst().why()).isEqualTo("3rd newest of w/api");
        }
    }

    @Test
    void keepsAsManyAsFit() throws IOException {
        for (int n = 1; n <= 3; n++) {
            write(n, 100 + n, "cli");
        }
        try (World world = world()) {
            long one = world.jdbc()
                    .sql("select max(stored) from log")
                    .query(Long.class)
                    .single();
            rule(world, "project:api", "at most " + (2 * one + 100) / 1000.0 + " kB");
            assertThat(takes(world)).containsExactly(id(3));
        }
    }

    @Test
    void theClisCopyGoesAndComesBackWithIt() throws IOException {
        write(1, 100, "cli");
        byte[] before = Files.readAllBytes(log(1));
        try (World world = world()) {
            world.bean(Labels.class)
                    .change(id(1), label -> label.named("the goat").tagged("x"));
            Label label = world.bean(Labels.class).of(id(1));
            world.bean(KeepRules.class).make(Act.PAGE, new KeepRule("", "project:api", "90 days", true, 0), null);
            Sweeps sweeps = world.bean(Sweeps.class);
            Preview seen = sweeps.preview();
            assertThatThrownBy(() -> sweeps.sweep(Act.PAGE, seen.id(), 0))
                    .hasMessageContaining("own copies of 1 sessions");
            Receipt receipt = sweeps.sweep(Act.PAGE, seen.id(), 1);
            assertThat(log(1)).doesNotExist();
            assertThat(receipt.files()).anySatisfy(file -> {
                assertThat(file.done()).isEqualTo("deleted");
                assertThat(file.path()).isEqualTo(log(1).toString());
            });
            world.scan();
            assertThat(world.bean(Sessions.class).get(id(1).value()).protection())
                    .isEqualTo(Protection.ONLY_IN_VAULT);
            assertThat(world.bean(Trashes.class).untrash(Act.PAGE, List.of(id(1))))
                    .isEmpty();
            assertThat(Files.readAllBytes(log(1))).isEqualTo(before);
            assertThat(world.bean(Labels.class).of(id(1))).isEqualTo(label);
        }
    }

    @Test
    void theClisCopyComesBackWhenTheMoveIsUndone() throws IOException {
        write(1, 100, "cli");
        byte[] before = Files.readAllBytes(log(1));
        try (World world = world()) {
            world.bean(Trashes.class).trash(Act.PAGE, List.of(id(1)), true, 30);
            world.scan();
            assertThat(log(1)).doesNotExist();
        }
        // also by another process than the one that moved it
        try (World world = world().scan()) {
            Labels labels = world.bean(Labels.class);
            labels.undo(labels.activities().getFirst().id(), Act.PAGE);
            Instant end = Instant.now().plusSeconds(30);
            while (!Files.exists(log(1)) && Instant.now().isBefore(end)) {
                world.scan();
            }
            assertThat(Files.readAllBytes(log(1))).isEqualTo(before);
            assertThat(world.bean(Trashes.class).all()).isEmpty();
        }
    }

    @Test
    void aFileThatTheVaultHasNotIsLeft() throws IOException {
        write(1, 100, "cli");
        try (World world = world()) {
            Files.writeString(log(1), Files.readString(log(1)) + "{}\n");
            Receipt receipt = world.bean(Trashes.class).trash(Act.PAGE, List.of(id(1)), true, 30);
            assertThat(log(1)).exists();
            assertThat(receipt.notes()).anySatisfy(note -> assertThat(note).contains("is not what the vault has"));
        }
    }

    @Test
    void whatIsHeldIsNotTrashedByHand() throws IOException {
        write(1, 100, "cli");
        write(2, 100, "cli");
        try (World world = world()) {
            world.bean(Labels.class).change(id(2), label -> label.held(true));
            Trashes trashes = world.bean(Trashes.class);
            assertThatThrownBy(() -> trashes.trash(Act.PAGE, List.of(id(1), id(2)), false, 30))
                    .hasMessageContaining("is held");
            assertThat(trashes.all()).isEmpty();
            trashes.trash(Act.PAGE, List.of(id(1)), false, 30);
            assertThatThrownBy(() -> trashes.trash(Act.PAGE, List.of(id(1)), false, 30))
                    .hasMessage("It is in the trash already.");
        }
    }
}
