package dev.reprise.retention;

import dev.reprise.data.Sha256;
import dev.reprise.data.WholeFile;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes single files of the vault into a home: never over another one, exact, checked, for their owner only. */
final class Restoring {

    /** Ends the vault's path of what is joined from several logs, for as long as it is being written. */
    static final String WHOLE = ".whole";

    private static final int CHUNK = 256 << 10;

    private final Vault vault;

    Restoring(Vault vault) {
        this.vault = vault;
    }

    /** Short, of a text. */
    static String hash(String text) {
        return Sha256.hex(text).substring(0, 16);
    }

    /** Of a file as it is now. */
    static String hash(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
            }
        }
        return Sha256.hex(digest);
    }

    /** Where a log that is set aside goes; the CLI takes no log that is called so (client/RESUME.md section 1b). */
    static Path aside(Path log) {
        return log.resolveSibling(log.getFileName() + ".bak");
    }

    /**
     * Puts logs back that were set aside, those in whose place nothing is.
     *
     * @throws Problem STORAGE if one cannot be put back
     */
    static void backFromAside(List<Path> logs) {
        Path stuck = null;
        for (Path log : logs) {
            boolean gone = Files.exists(aside(log), LinkOption.NOFOLLOW_LINKS)
                    && !Files.exists(log, LinkOption.NOFOLLOW_LINKS);
            try {
                if (gone) {
                    Files.move(aside(log), log);
                }
            } catch (IOException e) {
                stuck = log;
            }
        }
        if (stuck != null) {
            throw new Problem(
                    Reason.STORAGE, aside(stuck) + " could not be moved back to " + stuck + ": move it yourself.");
        }
    }

    /** Whether a file has exactly the bytes of the vault's; or, {@code part}, the first of them. */
    boolean isSame(Path file, String from, int version, boolean part) throws IOException {
        byte[] ours = new byte[CHUNK];
        try (InputStream there = Files.newInputStream(file);
                InputStream held = vault.open(from, version, 0, Long.MAX_VALUE)) {
            while (true) {
                int n = there.readNBytes(ours, 0, ours.length);
                byte[] theirs = held.readNBytes(n);
                if (theirs.length != n || !Arrays.equals(ours, 0, n, theirs, 0, n)) {
                    return false;
                }
                if (n < ours.length) {
                    return part || held.read() < 0;
                }
            }
        }
    }

    /**
     * Writes a file; what it makes on the way lies in {@code work} until it is whole.
     *
     * @return the SHA-256 of what was written, read back from the disk
     * @throws Problem CONFLICT if something is there now
     */
    String write(RestorePlan.Step step, Path work) throws IOException {
        Path fresh = work.resolve(step.to().getFileName().hashCode() + ".part");
        MessageDigest digest = Sha256.digest();
        Files.deleteIfExists(fresh);
        try (FileChannel out = WholeFile.create(fresh);
                InputStream held = vault.open(step.from(), step.version(), 0, Long.MAX_VALUE)) {
            byte[] chunk = new byte[CHUNK];
            for (int n = held.read(chunk); n >= 0; n = held.read(chunk)) {
                digest.update(chunk, 0, n);
                WholeFile.fill(out, chunk, n);
            }
            out.force(true);
        }
        String sum = Sha256.hex(digest);
        if (!hash(fresh).equals(sum)) {
            throw new Problem(
                    Reason.STORAGE, "What was written reads otherwise. Check the disk; nothing was restored.");
        }
        putInPlace(fresh, step.to());
        return sum;
    }

    /** A link is never made over a file; where there are none, a move that looks first. */
    private static void putInPlace(Path fresh, Path to) throws IOException {
        try {
            try {
                Files.createLink(to, fresh);
                Files.delete(fresh);
            } catch (FileAlreadyExistsException e) {
                throw e;
            } catch (UnsupportedOperationException | FileSystemException e) {
                Files.move(fresh, to);
            }
        } catch (FileAlreadyExistsException e) {
            throw new Problem(Reason.CONFLICT, to + " is there now. Nothing is written over a file. Look again.");
        }
    }

    /** Its time becomes now; one that cannot be written becomes writable for its owner. */
    static void refresh(Path file, Instant now) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null && !Files.isWritable(file)) {
            posix.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
        Files.setLastModifiedTime(file, FileTime.from(now));
    }

    /** Directories above a file that are not there, the highest first. */
    static List<Path> missingParents(Path file) {
        List<Path> missing = new ArrayList<>();
        for (Path dir = file.getParent(); dir != null && !Files.exists(dir); dir = dir.getParent()) {
            missing.addFirst(dir);
        }
        return missing;
    }
}
