package dev.reprise.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real logs that lie beside the project, where they do ({@code -Dreprise.shared=…}, default {@code ../shared}). */
class SharedLogsTests {

    private static final Path HOME = Path.of(System.getProperty("reprise.shared", "../shared"))
            .resolve("logs/claude-home")
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path dir;

    @Test
    void importsRealLogsToTheLastByte() throws IOException {
        if (!Files.isDirectory(HOME)) {
            System.out.println("skipped: no real logs at " + HOME);
            abort("no real logs at " + HOME);
        }
        long start = System.nanoTime();
        try (World world = World.of(dir, HOME)) {
            double seconds = (System.nanoTime() - start) / 1e9;
            List<String> wanted = sums();
            assertThat(world.held()).isEqualTo(wanted);
            Imports.Status status = world.imports.status();
            System.out.printf(
                    "%d files, %d bytes, %d sessions, %d entries in %.1f s%n",
                    wanted.size(), status.bytesDone(), status.sessions(), status.entries(), seconds);
            Imports.Source source = world.imports.sources().getFirst();
            source.figures().unreadable().forEach(line -> System.out.println("unreadable: " + line));
            source.figures().unknown().forEach(type -> System.out.println("unknown: " + type));
            assertThat(source.figures().skipped()).isEmpty();
            // two of the logs were published with comments in front; nothing else of them is unreadable
            assertThat(source.figures().unreadable())
                    .allSatisfy(line -> assertThat(line.reason()).isEqualTo("not JSON"))
                    .allSatisfy(line -> assertThat(
                                    world.vault.read("claude/" + line.file(), 0, line.offset(), line.length()))
                            .startsWith('/', '/'));
            assertThat(status.filesDone()).isEqualTo(status.filesKnown());
            assertThat(world.answers()).isNotEmpty();
        }
    }

    private static List<String> sums() throws IOException {
        List<String> sums = new ArrayList<>();
        try (var files = Files.walk(HOME)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = HOME.relativize(file).toString().replace('\\', '/');
                if (!path.contains("/memory/") && !path.endsWith(".md")) {
                    byte[] bytes = Files.readAllBytes(file);
                    sums.add("claude/" + path + " " + bytes.length + " " + World.sha256(bytes));
                }
            }
        }
        sums.sort(null);
        return sums;
    }
}
