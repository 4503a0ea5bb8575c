package dev.reprise.vault;

import static dev.reprise.vault.VaultTests.all;
import static dev.reprise.vault.VaultTests.append;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state that a crash can leave is made by hand, opened, read, appended to, compared. */
class CrashTests {

    private static final String LOG = "claude/log.jsonl";

    @TempDir
    Path dir;

    private final byte[] log = new MadeLog(20).bytes(40_000);

    private Path root() {
        return dir.resolve("vault");
    }

    private Path file() {
        return root().resolve(LOG + ".zst");
    }

    private Path redo() {
        return root().resolve(LOG + ".zst.tail");
    }

    private List<Block> blocks() throws IOException {
        try (var channel = FileChannel.open(file())) {
            return BlockIndex.load(channel, Files.readAttributes(file(), BasicFileAttributes.class))
                    .blocks();
        }
    }

    /** The vault holds a prefix of at least these many bytes, and after appending the rest it holds everything. */
    private int opensAndGoesOn(int atLeast) throws IOException {
        var readOnly = new Vault(root());
        int size = (int) readOnly.find(LOG).map(StoredFile::size).orElse(0L).longValue();
        assertThat(size).isGreaterThanOrEqualTo(atLeast);
        if (size > 0) {
            assertThat(all(readOnly, LOG)).isEqualTo(Arrays.copyOf(log, size));
        }
        goesOn(size);
        return size;
    }

    private void goesOn(int expectedSize) throws IOException {
        var vault = new Vault(root());
        try (var out = vault.append(LOG)) {
            assertThat(out.size()).isEqualTo(expectedSize);
            out.write(log, expectedSize, log.length - expectedSize);
        }
        assertThat(all(vault, LOG)).isEqualTo(log);
        assertThat(vault.verify(p -> {}).damages()).isEmpty();
        assertThat(redo()).doesNotExist();
    }

    @Test
    void aFileCutAnywhereInItsLastTwoBlocksIsContinued() throws Exception {
        var vault = new Vault(root());
        append(vault, LOG, log, 0, 20_000);
        append(vault, LOG, log, 20_000, 21_500);
        append(vault, LOG, log, 21_500, 22_500);
        byte[] whole = Files.readAllBytes(file());
        var blocks = blocks();
        assertThat(blocks).hasSize(3);
        for (int cut = (int) blocks.get(1).at(); cut < whole.length; cut++) {
            Files.write(file(), Arrays.copyOf(whole, cut));
            int held = cut < blocks.get(2).at() ? 20_000 : 21_500;
            assertThat(opensAndGoesOn(held)).isEqualTo(held);
        }
    }

    @Test
    void aFirstBlockCutAnywhereIsBegunAgain() throws Exception {
        append(new Vault(root()), LOG, log, 0, 800);
        byte[] whole = Files.readAllBytes(file());
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(file(), Arrays.copyOf(whole, cut));
            assertThat(opensAndGoesOn(0)).isZero();
        }
    }

    @Test
    void lastBlocksWhoseBytesNeverReachedTheDiskAreWrittenAgain() throws Exception {
        var vault = new Vault(root());
        append(vault, LOG, log, 0, 20_000);
        append(vault, LOG, log, 20_000, 21_500);
        append(vault, LOG, log, 21_500, 22_500);
        byte[] whole = Files.readAllBytes(file());
        var blocks = blocks();
        for (int first = 1; first <= 2; first++) {
            byte[] zeros = whole.clone();
            for (int i = first; i <= 2; i++) {
                var block = blocks.get(i);
                Arrays.fill(zeros, (int) block.at() + Block.HEADER, (int) block.nextAt(), (byte) 0);
            }
            Files.write(file(), zeros);
            goesOn(first == 1 ? 20_000 : 21_500);
            byte[] nothing = whole.clone();
            Arrays.fill(nothing, (int) blocks.get(first).at(), nothing.length, (byte) 0);
            Files.write(file(), nothing);
            goesOn(first == 1 ? 20_000 : 21_500);
        }
    }

    @Test
    void rePackingSurvivesACrashAtEveryStep() throws Exception {
        var vault = new Vault(root());
        int at = 10_000;
        append(vault, LOG, log, 0, at);
        for (int i = 0; i < 3; i++, at += 400) {
            append(vault, LOG, log, at, at + 400);
        }
        byte[] before = Files.readAllBytes(file());
        assertThat(blocks()).hasSize(4);
        append(vault, LOG, log, at, at + 400);
        byte[] after = Files.readAllBytes(file());
        assertThat(blocks()).hasSize(2);
        int cut = (int) blocks().getLast().at();
        byte[] fresh = Arrays.copyOfRange(after, cut, after.length);

        new Redo(new SafeFiles(root()), redo()).write(cut, fresh, fresh.length);
        byte[] redo = Files.readAllBytes(redo());
        // room is taken behind the old end where the new one is longer
        byte[] grown = Arrays.copyOf(after, Math.max(before.length, after.length));
        System.arraycopy(before, 0, grown, 0, before.length);
        for (int n = before.length; n < grown.length; n++) {
            Files.write(file(), Arrays.copyOf(grown, n));
            assertThat(opensAndGoesOn(at)).isEqualTo(at);
        }
        for (int n = 0; n < redo.length; n++) {
            state(grown, grown.length, Arrays.copyOf(redo, n));
            assertThat(opensAndGoesOn(at)).isEqualTo(at);
        }
        for (int n = cut; n <= after.length; n++) {
            byte[] overwritten = grown.clone();
            System.arraycopy(after, 0, overwritten, 0, n);
            state(overwritten, overwritten.length, redo);
            assertThat(opensAndGoesOn(at + 400)).isEqualTo(at + 400);
        }
        state(after, after.length, new byte[0]);
        assertThat(opensAndGoesOn(at + 400)).isEqualTo(at + 400);
        // a redo file that comes back after a power cut must not take away what was appended since
        state(after, after.length, redo);
        append(new Vault(root()), LOG, log, at + 400, at + 900);
        Files.write(redo(), redo);
        assertThat(opensAndGoesOn(at + 900)).isEqualTo(at + 900);
    }

    private void state(byte[] file, int length, byte[] redo) throws IOException {
        Files.write(file(), Arrays.copyOf(file, length));
        Files.write(redo(), redo);
    }

    @Test
    void aFailedRePackingLosesNothing() throws Exception {
        var vault = new Vault(root());
        Files.createDirectories(redo().resolve("in the way"));
        int at = 0;
        boolean failed = false;
        while (!failed) {
            try (var out = vault.append(LOG)) {
                assertThat(out.size()).isEqualTo(at);
                out.write(log, at, 500);
                out.force();
                at += 500;
            } catch (dev.reprise.problem.Problem e) {
                assertThat(e.reason()).isEqualTo(Reason.STORAGE);
                assertThat(e.sentence()).contains("Check free space and permissions");
                failed = true;
            }
        }
        assertThat(at).isGreaterThan(0);
        assertThat(all(vault, LOG)).isEqualTo(Arrays.copyOf(log, at));
        Files.delete(redo().resolve("in the way"));
        Files.delete(redo());
        goesOn(at);
    }

    @Test
    void aForeignFileIsNotCut() throws Exception {
        Files.createDirectories(file().getParent());
        byte[] foreign = com.github.luben.zstd.Zstd.compress(log);
        Files.write(file(), foreign);
        var vault = new Vault(root());
        VaultTests.assertReason(Reason.STORAGE, () -> vault.append(LOG));
        assertThat(Files.readAllBytes(file())).isEqualTo(foreign);
        assertThat(vault.verify(p -> {}).damages()).hasSize(1);
    }
}
