package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoWriterTests {

    /** {@code -Dreprise.demo.write=true} writes them anew after a story was changed. */
    @Test
    void shipsWhatTheStoriesTell() throws IOException {
        Path shipped = Path.of("src/main/resources/demo");
        SortedMap<String, byte[]> told = DemoWriter.files();
        if (Boolean.getBoolean("reprise.demo.write")) {
            for (Map.Entry<String, byte[]> file : told.entrySet()) {
                Path target = shipped.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, file.getValue());
            }
        }
        for (Map.Entry<String, byte[]> file : told.entrySet()) {
            assertThat(shipped.resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
        try (Stream<Path> walk = Files.walk(shipped)) {
            assertThat(walk.filter(Files::isRegularFile)).hasSameSizeAs(told.keySet());
        }
    }
}
