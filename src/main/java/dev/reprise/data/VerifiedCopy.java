package dev.reprise.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;

/** Copies files so that what is at the place of the copy is always whole. */
public final class VerifiedCopy {

    private static final int PIECE = 1 << 16;

    private VerifiedCopy() {}

    /**
     * Writes a copy beside its place, forces it, reads it back against the SHA-256 of what was read, and puts it there at once, with the
     * time of the original. What was there before goes only then.
     *
     * @param fresh where it is written first; on the file system of {@code to}; there is nothing afterwards
     * @return bytes
     * @throws IOException if it cannot be written, or what is read back is something else
     */
    public static long copy(Path from, Path to, Path fresh) throws IOException {
        Files.deleteIfExists(fresh);
        try {
            FileTime modified = Files.getLastModifiedTime(from, LinkOption.NOFOLLOW_LINKS);
            MessageDigest sum = Sha256.digest();
            long bytes = write(from, fresh, sum);
            byte[] wanted = sum.digest();
            if (!MessageDigest.isEqual(wanted, hash(fresh))) {
                throw new IOException(to + " is not what was written, when it is read back. Check that disk");
            }
            Files.setLastModifiedTime(fresh, modified);
            Path directory = to.getParent();
            if (directory != null) {
                OwnerOnly.directories(directory);
            }
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return bytes;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static long write(Path from, Path to, MessageDigest sum) throws IOException {
        long bytes = 0;
        byte[] piece = new byte[PIECE];
        try (InputStream in = Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS);
                FileChannel out = WholeFile.create(to)) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                sum.update(piece, 0, n);
                WholeFile.fill(out, piece, n);
                bytes += n;
            }
            out.force(true);
        }
        return bytes;
    }

    private static byte[] hash(Path file) throws IOException {
        MessageDigest sum = Sha256.digest();
        byte[] piece = new byte[PIECE];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                sum.update(piece, 0, n);
            }
        }
        return sum.digest();
    }
}
