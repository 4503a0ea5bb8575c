package dev.reprise.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where a text is found on disk, plain or compressed: what may not be kept is in no file. */
public final class Traces {
    private static final int TRIES = 100;

    private Traces() {}

    /**
     * The files below a folder that hold a text, by their paths relative to it. The index writes and merges beside the
     * test: a walk during which a file went is made again, because its successor may have been passed already.
     */
    public static List<String> of(Path root, String canary) throws IOException {
        NoSuchFileException gone = new NoSuchFileException(root.toString());
        for (int i = 0; i < TRIES; i++) {
            try {
                return walk(root, canary.getBytes(UTF_8));
            } catch (NoSuchFileException e) {
                gone = e;
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof NoSuchFileException file)) {
                    throw e;
                }
                gone = file;
            }
        }
        throw gone;
    }

    private static List<String> walk(Path root, byte[] canary) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (contains(Files.readAllBytes(file), canary)
                        || file.toString().endsWith(".zst") && contains(unpacked(file), canary)) {
                    found.add(root.relativize(file).toString());
                }
            }
        }
        return found;
    }

    /** The content of a compressed file of the vault. */
    public static byte[] unpacked(Path file) throws IOException {
        try (InputStream in = new ZstdInputStream(Files.newInputStream(file)).setContinuous(true)) {
            return in.readAllBytes();
        }
    }

    private static boolean contains(byte[] bytes, byte[] canary) {
        for (int i = 0; i <= bytes.length - canary.length; i++) {
            int at = 0;
            while (at < canary.length && bytes[i + at] == canary[at]) {
                at++;
            }
            if (at == canary.length) {
                return true;
            }
        }
        return false;
    }
}
