package dev.reprise.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every golden case through the whole pipeline, out of the API, as {@code src/test/resources/intake} says. After a wanted
 * change, run with {@code -Dreprise.golden=write} and look at the difference.
 */
class GoldenImportTests {

    private static final Path EXPECTED = Path.of("src/test/resources/intake");
    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";

    @TempDir
    Path dir;

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(RoughLog.GOLDEN)) {
            return files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
        }
    }

    private static String name(Path log) {
        return String.valueOf(log.getFileName());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comesOutOfTheApiAsExpected(Path log) throws IOException {
        Path home = dir.resolve("home");
        boolean history = name(log).equals("history.jsonl");
        boolean agent = name(log).startsWith("agent-");
        Path place = home.resolve(
                history ? "history.jsonl" : agent ? "projects/-w/" + name(log) : "projects/-w/" + ID + ".jsonl");
        Files.setLastModifiedTime(World.write(place, Files.readAllBytes(log)), FileTime.fromMillis(1_780_000_000_000L));
        String actual;
        try (World world = World.of(dir.resolve("data"), home)) {
            StringBuilder found = new StringBuilder();
            for (String answer : answers(
                    world, agent ? "&agent=" + name(log).substring(6, name(log).length() - 6) : "")) {
                JsonNode json = JsonMapper.shared().readTree(answer);
                found.append(JsonMapper.shared()
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(json))
                        .append('\n');
            }
            actual = found.toString().replace("\r\n", "\n");
        }
        Path expected = EXPECTED.resolve(name(log).replace(".jsonl", ".expected.json"));
        if ("write".equals(System.getProperty("reprise.golden"))) {
            World.write(expected, actual.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(actual).isEqualTo(Files.readString(expected).replace("\r\n", "\n"));
    }

    private static List<String> answers(World world, String agent) {
        List<String> ids = world.jdbc()
                .sql("select agent || ':' || native_id from session order by 1")
                .query(String.class)
                .list();
        return ids.stream()
                .flatMap(id -> Stream.of(
                        World.timeless(world.api("/api/sessions/" + id)),
                        logs(world) == 0 ? "{}" : world.api("/api/sessions/" + id + "/entries?limit=500" + agent)))
                .toList();
    }

    private static int logs(World world) {
        return world.jdbc()
                .sql("select count(*) from log where role in ('transcript', 'subagent')")
                .query(Integer.class)
                .single();
    }
}
