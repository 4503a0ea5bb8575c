package dev.reprise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real file system of its own that can be full. Where none can be mounted, the test skips, saying so; on CI it fails. */
public record SmallDisk(Path path) implements AutoCloseable {

    /** @param path a directory that is there; {@code size} as mount takes it: {@code 24m} */
    public static SmallDisk mount(Path path, String size) throws IOException, InterruptedException {
        String why = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString());
        if (why != null) {
            if ("true".equals(System.getenv("CI"))) {
                fail("CI must be able to mount a tmpfs: " + why);
            }
            System.out.println("SKIPPED: no tmpfs can be mounted here (" + why + ")");
            Assumptions.abort(why);
        }
        return new SmallDisk(path);
    }

    /** Takes all room that is left, as the file {@code filler}. */
    public void fill() throws IOException {
        byte[] piece = new byte[4096];
        try (OutputStream out = Files.newOutputStream(path.resolve("filler"))) {
            while (Files.getFileStore(path).getUsableSpace() > 0) {
                out.write(piece);
            }
        } catch (IOException full) {
            if (Files.getFileStore(path).getUsableSpace() > 0) {
                throw full;
            }
        }
    }

    public void makeRoom() throws IOException {
        Files.delete(path.resolve("filler"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "-l", path.toString());
    }

    /** What a command says if it fails; null if it does not. */
    public static @Nullable String run(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.waitFor() == 0 ? null : said;
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
