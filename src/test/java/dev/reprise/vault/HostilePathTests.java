package dev.reprise.vault;

import static dev.reprise.vault.VaultTests.append;
import static dev.reprise.vault.VaultTests.assertReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.problem.Reason;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No name leads out of the vault, and nobody else can look in. */
class HostilePathTests {

    private static final byte[] BYTES = "{\"a\":1}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    private Path root() {
        return dir.resolve("data/vault");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                ".",
                "../x",
                "a/..",
                "a/../../x",
                "a/../b",
                "a//b",
                "a/./b",
                "./a",
                "a/",
                "a\0b"
            })
    void refusesWhatIsNoPlainRelativePath(String path) {
        var vault = new Vault(root());
        assertReason(Reason.BAD_INPUT, () -> vault.append(path));
        assertReason(Reason.BAD_INPUT, () -> vault.find(path));
        assertReason(Reason.BAD_INPUT, () -> vault.read(path, 0, 0, 1));
        assertReason(Reason.BAD_INPUT, () -> vault.replace(path, BYTES));
        assertReason(Reason.BAD_INPUT, () -> vault.startVersion(path));
        append(vault, "ok", BYTES, 0, 3);
        assertReason(Reason.BAD_INPUT, () -> vault.move("ok", path));
        assertReason(Reason.BAD_INPUT, () -> vault.move(path, "ok2"));
        assertThat(vault.totals().files()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/EE",
                "a/EEx",
                "LLLLL",
                "x.zst/y",
                "x.ZST/y~1",
                "x.zst.tail/y",
                "x.zst~0/y",
                "x~+/y",
                "x~+~0/y",
                "x~0/y",
                "a~+/LLLLL"
            })
    void keepsWhatIsNamedLongOrLikeItsOwnFiles(String shape) {
        // E: 124 bytes of two-byte characters, L: 50 bytes; 255 is what file systems take
        String path = shape.replace("E", "é".repeat(62)).replace("LLLLL", "l".repeat(255));
        var vault = new Vault(root());
        append(vault, path, BYTES, 0, 2);
        vault.startVersion(path);
        append(vault, path, BYTES, 0, 3);
        var seen = new java.util.ArrayList<FileState>();
        new Vault(root()).states(seen::add);
        assertThat(seen).extracting(FileState::path, FileState::versions).containsExactly(tuple(path, 1));
        assertThat(vault.find(path))
                .hasValueSatisfying(held -> assertThat(held.size()).isEqualTo(3));
        assertThat(vault.read(path, 1, 0, 9)).hasSize(2);
        vault.move(path, "elsewhere/x");
        assertThat(vault.read("elsewhere/x", 0, 0, 9)).hasSize(3);
    }

    @Test
    void refusesNamesThatAreTooLong() {
        var vault = new Vault(root());
        append(vault, "d".repeat(255) + "/x", BYTES, 0, 1);
        assertReason(Reason.BAD_INPUT, () -> vault.append("é".repeat(128)));
        assertReason(Reason.BAD_INPUT, () -> vault.append("d".repeat(256) + "/x"));
        assertReason(Reason.BAD_INPUT, () -> vault.append("d/".repeat(1000) + "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-rf",
                "$(touch x)",
                "a b'\"",
                "x\ny",
                "…",
                "a~1",
                "~",
                "~1",
                "CON",
                "a.zst",
                ".hidden",
                "...",
                "😀"
            })
    void takesOddNamesAsTheyAre(String name) throws Exception {
        var vault = new Vault(root());
        append(vault, "p/" + name, BYTES, 0, 5);
        vault.startVersion("p/" + name);
        append(vault, "p/" + name, BYTES, 0, 6);
        assertThat(VaultTests.all(vault, "p/" + name)).hasSize(6);
        var seen = new java.util.ArrayList<String>();
        vault.walk(held -> seen.add(held.path() + held.versions()));
        assertThat(seen).containsExactly("p/" + name + 1);
    }

    @Test
    void followsNoLinks() throws Exception {
        var vault = new Vault(root());
        Path outside = Files.createDirectory(dir.resolve("outside"));
        Path secret = Files.write(outside.resolve("secret.zst"), BYTES);
        Files.createSymbolicLink(root().resolve("links"), outside);
        Files.createSymbolicLink(root().resolve("secret.zst"), secret);
        Files.createSymbolicLink(root().resolve("c.zst.tail"), secret);
        append(vault, "mine", BYTES, 0, 4);
        for (String path : new String[] {"links/secret", "links/new", "links/deep/new", "secret", "c"}) {
            assertReason(Reason.STORAGE, () -> vault.append(path));
            assertReason(Reason.STORAGE, () -> vault.find(path));
            assertReason(Reason.STORAGE, () -> vault.read(path, 0, 0, 10));
            assertReason(Reason.STORAGE, () -> vault.replace(path, BYTES));
            assertReason(Reason.STORAGE, () -> vault.move("mine", path));
        }
        assertThat(outside).isDirectoryContaining("glob:**/secret.zst");
        try (var inside = Files.list(outside)) {
            assertThat(inside).hasSize(1);
        }
        assertThat(Files.readAllBytes(secret)).isEqualTo(BYTES);
        assertThat(vault.totals().files()).isEqualTo(1);
    }

    @Test
    void everythingIsForTheOwnerOnly() throws Exception {
        assumeTrue(Files.getFileStore(dir).supportsFileAttributeView("posix"), "SKIPPED: no POSIX permissions here");
        var vault = new Vault(root());
        byte[] log = new MadeLog(30).bytes(30_000);
        for (int at = 0; at < 30_000; at += 1000) {
            append(vault, "a/b/c", log, at, at + 1000);
        }
        vault.startVersion("a/b/c");
        vault.replace("a/s", BYTES);
        vault.replace("a/s", log);
        vault.move("a/b/c", "n/e/w");
        int looked = 0;
        try (var tree = Files.walk(dir.resolve("data"))) {
            for (Path path : (Iterable<Path>) tree::iterator) {
                String mode =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
                assertThat(mode).as(path.toString()).isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
                looked++;
            }
        }
        assertThat(looked).isGreaterThan(7);
    }
}
