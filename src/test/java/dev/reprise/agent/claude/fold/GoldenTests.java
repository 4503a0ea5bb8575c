package dev.reprise.agent.claude.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.claude.ClaudeCode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every case in {@code src/test/resources/claude} reads as its {@code .expected.json} says. After a wanted change, run with
 * {@code -Dreprise.golden=write} and look at the difference.
 */
class GoldenTests {
    private static final Path CASES = Path.of("src/test/resources/claude");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter()
                    .withArrayIndenter(new DefaultIndenter("  ", "\n"))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    private final ClaudeCode claude = new ClaudeCode();

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList().stream();
        }
    }

    static SourceFile file(Path log) {
        String name = String.valueOf(log.getFileName());
        if (name.equals("history.jsonl")) {
            return Logs.file(name);
        }
        return name.startsWith("agent-") ? Logs.file("projects/-w/" + name) : Logs.SESSION;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsAsExpected(Path log) throws IOException {
        String actual = MAPPER.writeValueAsString(reading(log)).replace("\r\n", "\n") + "\n";
        Path expected = log.resolveSibling(String.valueOf(log.getFileName()).replace(".jsonl", ".expected.json"));
        if ("write".equals(System.getProperty("reprise.golden"))) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected).replace("\r\n", "\n"));
    }

    private Map<String, Object> reading(Path log) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        LogFold fold = claude.reader().fold(file(log), null);
        List<Finding> found = new ArrayList<>();
        Logs.feed(fold, bytes, Logs.lines(bytes), found);
        Map<String, Object> reading = new LinkedHashMap<>();
        reading.put("facts", facts(fold.facts()));
        reading.put(
                "findings",
                found.stream()
                        .filter(f -> !(f instanceof Finding.EntryFound))
                        .map(GoldenTests::line)
                        .toList());
        reading.put("rows", rows(found).stream().map(GoldenTests::row).toList());
        reading.put("shown", shown(bytes, rows(found)));
        return reading;
    }

    static List<EntryRow> rows(List<Finding> found) {
        return found.stream()
                .filter(Finding.EntryFound.class::isInstance)
                .map(f -> ((Finding.EntryFound) f).row())
                .toList();
    }

    private List<String> shown(byte[] log, List<EntryRow> rows) {
        List<String> shown = new ArrayList<>();
        for (EntryRow row : rows) {
            if (row.block() == 0) {
                Line record = new Line(
                        row.line(),
                        row.offset(),
                        log,
                        (int) row.offset(),
                        (int) row.offset() + row.length(),
                        row.length());
                for (Entry entry : claude.reader().read(record)) {
                    String text = line(entry).replaceFirst("head=Head\\[[^]]*], ", "");
                    shown.add(text.length() > 600 ? text.substring(0, 600) + "…" : text);
                }
            }
        }
        return shown;
    }

    private static String row(EntryRow r) {
        String text = Stream.of(
                        r.kind().slug(),
                        r.role(),
                        r.tool(),
                        r.call(),
                        r.failed() ? "failed" : null,
                        r.sidechain() ? "sidechain" : null,
                        r.model())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return "%d l%d-%d %d+%d %s %s <- %s | %s | %s"
                .formatted(
                        r.seq(),
                        r.line(),
                        r.block(),
                        r.offset(),
                        r.length(),
                        r.at(),
                        r.uuid(),
                        r.parent(),
                        text,
                        r.preview());
    }

    private static String line(Object finding) {
        return finding.toString();
    }

    /** Facts that say something, in the order of the record. */
    private static Map<String, Object> facts(Record facts) {
        Map<String, Object> said = new LinkedHashMap<>();
        for (RecordComponent part : facts.getClass().getRecordComponents()) {
            Object value = value(facts, part);
            if (value instanceof Record nested && !(value instanceof LogFacts.PullRequest)) {
                said.putAll(facts(nested));
            } else if (value != null
                    && !value.equals(0)
                    && !value.equals(0L)
                    && !value.equals(false)
                    && !value.equals(List.of())) {
                said.put(part.getName(), value instanceof List<?> ? value : value.toString());
            }
        }
        return said;
    }

    private static @Nullable Object value(Record facts, RecordComponent part) {
        try {
            return part.getAccessor().invoke(facts);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(part.getName(), e);
        }
    }
}
