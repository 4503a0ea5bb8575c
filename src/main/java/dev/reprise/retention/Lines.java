package dev.reprise.retention;

import dev.reprise.agent.Traces;
import dev.reprise.data.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Takes the lines of a session out of a file that many share; every other line stays as it is, to the byte. */
final class Lines {

    private Lines() {}

    /**
     * @param removed bytes that are gone
     * @param sha256 of the file as it is now
     */
    record Rewritten(long removed, String sha256) {}

    /**
     * @param hashes gets what the lines that go refer to, and no other line
     */
    static byte[] without(Traces traces, Predicate<Traces.Line> goes, byte[] content, List<String> hashes) {
        Set<String> others = new HashSet<>();
        byte[] left = traces.without(
                line -> {
                    boolean isGoing = goes.test(line);
                    (isGoing ? hashes : others).addAll(line.hashes());
                    return isGoing;
                },
                content);
        hashes.removeAll(others);
        return left;
    }

    /**
     * Puts the file without these lines in its place, at once. What the CLI appends meanwhile is appended as well.
     *
     * @return empty if there was no such line
     */
    static Optional<Rewritten> rewrite(Traces traces, Predicate<Traces.Line> goes, Path given, List<String> hashes)
            throws IOException {
        Path file = given.toRealPath();
        Path fresh = file.resolveSibling(".reprise-" + file.getFileName() + ".new");
        Path old = file.resolveSibling(".reprise-" + file.getFileName() + ".old");
        // what a crash left has the lines still
        Files.deleteIfExists(fresh);
        Files.deleteIfExists(old);
        byte[] before = Files.readAllBytes(file);
        byte[] after = without(traces, goes, before, hashes);
        if (before.length == after.length) {
            return Optional.empty();
        }
        write(fresh, after);
        PosixFileAttributeView mode = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (mode != null) {
            Files.setPosixFilePermissions(fresh, mode.readAttributes().permissions());
        }
        // the old file can still be read when the new one is in its place
        Files.createLink(old, file);
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            byte[] now = Files.readAllBytes(old);
            if (now.length > before.length) {
                byte[] more = without(traces, goes, Arrays.copyOfRange(now, before.length, now.length), hashes);
                append(file, more);
            }
        } finally {
            Files.deleteIfExists(old);
        }
        return Optional.of(new Rewritten((long) before.length - after.length, Restoring.hash(file)));
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel out = WholeFile.create(file)) {
            WholeFile.fill(out, content, content.length);
            out.force(true);
        }
    }

    private static void append(Path file, byte[] content) throws IOException {
        try (FileChannel out = FileChannel.open(
                file, Set.of(StandardOpenOption.APPEND, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            WholeFile.fill(out, content, content.length);
            out.force(true);
        }
    }
}
