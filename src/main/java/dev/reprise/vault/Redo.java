package dev.reprise.vault;

import dev.reprise.data.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the end of a file so that a crash at any moment leaves the old end, the new end, or a redo file from which
 * the new end is written again. Redo file: {@code RPVREDO1} 8, offset 8, length 8, the new bytes, SHA-256 of all that 32.
 */
final class Redo {

    private static final long MAGIC = 0x52505652_45444F31L;
    private static final int HEAD = 24;
    private static final int SUM = 32;

    private final SafeFiles disk;
    private final Path redo;

    Redo(SafeFiles disk, Path redo) {
        this.disk = disk;
        this.redo = redo;
    }

    /** What stands from {@code at} on becomes {@code bytes}, not before the end; forced when it returns. */
    void replaceEnd(FileChannel file, long at, byte[] bytes, int length) throws IOException {
        long before = file.size();
        try {
            // takes the room first: once the redo file stands, a full disk must not keep it from being applied
            if (at + length > before) {
                SafeFiles.writeFully(file, before, bytes, Math.toIntExact(before - at), length);
            }
            write(at, bytes, length);
        } catch (IOException e) {
            file.truncate(before);
            throw e;
        }
        apply(file, at, bytes, length);
        Files.delete(redo);
        disk.touched(redo);
    }

    /** First step: the redo file, forced. */
    void write(long at, byte[] bytes, int length) throws IOException {
        byte[] head = ByteBuffer.allocate(HEAD)
                .putLong(MAGIC)
                .putLong(at)
                .putLong(length)
                .array();
        var sum = Sha256.digest();
        sum.update(head);
        sum.update(bytes, 0, length);
        try (var out = disk.write(redo)) {
            out.truncate(0);
            SafeFiles.writeFully(out, 0, head, 0, HEAD);
            SafeFiles.writeFully(out, HEAD, bytes, 0, length);
            SafeFiles.writeFully(out, HEAD + (long) length, sum.digest(), 0, SUM);
            out.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(redo);
            throw e;
        }
        disk.touched(redo);
        disk.forceParents(List.of(redo));
    }

    private static void apply(FileChannel file, long at, byte[] bytes, int length) throws IOException {
        SafeFiles.writeFully(file, at, bytes, 0, length);
        file.truncate(at + length);
        file.force(true);
    }

    /** Finishes what a crash interrupted. Does nothing where there is no redo file. */
    void recover(Path target) throws IOException {
        if (!disk.exists(redo)) {
            return;
        }
        byte[] all = wholeRedo();
        if (all != null && disk.exists(target)) {
            var head = ByteBuffer.wrap(all);
            long at = head.getLong(8);
            byte[] bytes = Arrays.copyOfRange(all, HEAD, all.length - SUM);
            try (var file = disk.write(target)) {
                // a redo file that was applied, whose removal a power cut undid, must not cut what came later
                if (!holds(file, at, bytes)) {
                    apply(file, at, bytes, bytes.length);
                }
            }
        }
        Files.deleteIfExists(redo);
        disk.touched(redo);
        disk.forceParents(List.of(redo));
    }

    private byte @Nullable [] wholeRedo() throws IOException {
        byte[] all = Files.readAllBytes(redo);
        if (all.length < HEAD + SUM) {
            return null;
        }
        var head = ByteBuffer.wrap(all);
        if (head.getLong(0) != MAGIC || head.getLong(16) != all.length - HEAD - SUM) {
            return null;
        }
        var sum = Sha256.digest();
        sum.update(all, 0, all.length - SUM);
        return Arrays.equals(sum.digest(), Arrays.copyOfRange(all, all.length - SUM, all.length)) ? all : null;
    }

    private static boolean holds(FileChannel file, long at, byte[] bytes) throws IOException {
        if (file.size() < at + bytes.length) {
            return false;
        }
        byte[] there = new byte[bytes.length];
        SafeFiles.readFully(file, at, there, 0, there.length);
        return Arrays.equals(there, bytes);
    }
}
