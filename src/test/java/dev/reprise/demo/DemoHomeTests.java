package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoHomeTests {

    private static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path home;

    @BeforeEach
    void write() {
        DemoHome.write(home, NOW);
    }

    @Test
    void everyLineIsJsonButTheOneThatWasTornOnPurpose() {
        long torn = logs().stream()
                .flatMap(log -> lines(log).stream())
                .filter(line -> json(line).isEmpty())
                .count();
        assertThat(torn).isEqualTo(1);
    }

    @Test
    void tellsManySessionsOverSixProjects() {
        assertThat(mainLogs()).hasSizeBetween(25, 34);
        assertThat(records(mainLogs())
                        .flatMap(record -> text(record, "/cwd").stream())
                        .collect(java.util.stream.Collectors.toSet()))
                .hasSizeGreaterThanOrEqualTo(6)
                .allMatch(cwd -> cwd.startsWith("/home/sam/"));
    }

    @Test
    void showsEveryKindOfThingASessionMayHold() {
        TreeMap<String, Integer> kinds = new TreeMap<>();
        records(logs()).forEach(record -> {
            text(record, "/type").ifPresent(type -> kinds.merge(type, 1, Integer::sum));
            text(record, "/subtype").ifPresent(type -> kinds.merge("system:" + type, 1, Integer::sum));
            text(record, "/attachment/type").ifPresent(type -> kinds.merge("attachment:" + type, 1, Integer::sum));
            record.at("/message/content")
                    .forEach(block ->
                            text(block, "/type").ifPresent(type -> kinds.merge("block:" + type, 1, Integer::sum)));
        });
        assertThat(kinds)
                .containsKeys(
                        "ai-title",
                        "custom-title",
                        "pr-link",
                        "summary",
                        "cost-state",
                        "queue-operation",
                        "progress",
                        "file-history-snapshot",
                        "file-history-delta",
                        "last-prompt",
                        "api-request",
                        "tide-table",
                        "system:compact_boundary",
                        "system:turn_duration",
                        "system:local_command",
                        "system:api_error",
                        "attachment:queued_command",
                        "attachment:prompt_snapshot",
                        "block:thinking",
                        "block:text",
                        "block:tool_use",
                        "block:tool_result",
                        "block:image");
        assertThat(records(logs()).filter(record -> record.at("/forkedFrom").isObject()))
                .isNotEmpty();
        assertThat(records(logs())
                        .filter(record -> record.at("/isApiErrorMessage").asBoolean(false)))
                .isNotEmpty();
    }

    @Test
    void callsAVarietyOfToolsAndSomeFail() {
        TreeSet<String> tools = new TreeSet<>();
        records(logs())
                .forEach(record -> record.at("/message/content")
                        .forEach(block -> text(block, "/name").ifPresent(tools::add)));
        assertThat(tools)
                .contains(
                        "Bash",
                        "Read",
                        "Edit",
                        "Write",
                        "Grep",
                        "Glob",
                        "Agent",
                        "TodoWrite",
                        "TaskCreate",
                        "TaskUpdate",
                        "WebSearch",
                        "AskUserQuestion",
                        "ExitPlanMode",
                        "mcp__github__add_issue_comment");
        assertThat(results()
                        .filter(block -> block.at("/is_error").asBoolean(false))
                        .count())
                .isGreaterThan(5);
    }

    @Test
    void everyResultAnswersACallAndOnlyCrashesLeaveCallsOpen() {
        TreeSet<String> calls = new TreeSet<>();
        records(logs())
                .forEach(record -> record.at("/message/content").forEach(block -> {
                    if (block.at("/type").asString("").equals("tool_use")) {
                        calls.add(block.at("/id").asString());
                    }
                }));
        List<String> answered = results()
                .map(block -> block.at("/tool_use_id").asString())
                .distinct()
                .toList();
        assertThat(calls).containsAll(answered);
        assertThat(calls.size() - answered.size()).isEqualTo(2);
    }

    @Test
    void everyDiffHasTheLinesItClaims() {
        records(logs())
                .forEach(record -> record.at("/toolUseResult/structuredPatch").forEach(hunk -> {
                    List<String> lines = hunk.at("/lines")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList();
                    assertThat(lines)
                            .as(record.at("/toolUseResult/filePath").asString())
                            .allMatch(line -> " +-".indexOf(line.charAt(0)) >= 0);
                    assertThat(hunk.at("/oldLines").asInt()).isEqualTo((int)
                            lines.stream().filter(line -> !line.startsWith("+")).count());
                    assertThat(hunk.at("/newLines").asInt()).isEqualTo((int)
                            lines.stream().filter(line -> !line.startsWith("-")).count());
                    assertThat(lines).as("changes something").anyMatch(line -> !line.startsWith(" "));
                }));
    }

    @Test
    void parentsAreInTheSameLog() {
        for (Path log : mainLogs()) {
            TreeSet<String> uuids = new TreeSet<>();
            for (JsonNode record : records(List.of(log)).toList()) {
                text(record, "/parentUuid")
                        .ifPresent(
                                parent -> assertThat(uuids).as(log.toString()).contains(parent));
                text(record, "/uuid").ifPresent(uuids::add);
            }
        }
    }

    @Test
    void filesAreAsOldAsTheirLastRecord() throws IOException {
        for (Path log : mainLogs()) {
            Optional<Instant> last = records(List.of(log))
                    .flatMap(record -> text(record, "/timestamp").stream())
                    .map(Instant::parse)
                    .max(Instant::compareTo);
            Instant modified = Files.getLastModifiedTime(log).toInstant();
            assertThat(modified).isBeforeOrEqualTo(NOW);
            last.ifPresent(
                    at -> assertThat(Duration.between(at, modified)).isBetween(Duration.ZERO, Duration.ofMinutes(3)));
        }
    }

    @Test
    void sweepingRemovesWhatTheCommandLineToolWouldHaveDeleted() {
        int before = mainLogs().size();
        DemoHome.sweep(home, NOW);
        assertThat(mainLogs()).hasSize(before - 2);
    }

    @Test
    void aLogThatGrowsComesInTwoPieces() throws IOException {
        Path grows = mainLogs().stream()
                .filter(log -> lines(log).stream().anyMatch(line -> line.contains("the tide gauge at quay")))
                .findFirst()
                .orElseThrow();
        int before = lines(grows).size();
        DemoHome.sweep(home, NOW);
        assertThat(lines(grows)).hasSize(before + 1).allMatch(line -> json(line).isPresent());
    }

    @Test
    void theDiskOfItsMachineHoldsItsDirectories() {
        DemoHome.machine(home.resolve("machine"));
        assertThat(home.resolve("machine/home/sam/src/crumb")).isDirectory();
        assertThat(home.resolve("machine/usr/local/bin/claude")).isExecutable();
    }

    @Test
    void staysSmallAndIsTheSameForTheSameMoment() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        assertThat(bytes).isBetween(500_000L, 6_000_000L);
        Path again = home.resolve("again");
        DemoHome.write(again, NOW);
        for (Path log : mainLogs()) {
            assertThat(again.resolve(home.relativize(log))).hasSameBinaryContentAs(log);
        }
    }

    private Stream<JsonNode> results() {
        return records(logs())
                .flatMap(record -> record.at("/message/content").valueStream())
                .filter(block -> block.at("/type").asString("").equals("tool_result"));
    }

    private static Stream<JsonNode> records(List<Path> logs) {
        return logs.stream().flatMap(log -> lines(log).stream()).flatMap(line -> json(line).stream());
    }

    private static Optional<String> text(JsonNode node, String path) {
        JsonNode value = node.at(path);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    private static Optional<JsonNode> json(String line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (tools.jackson.core.JacksonException e) {
            return Optional.empty();
        }
    }

    private List<Path> mainLogs() {
        return logs().stream()
                .filter(log -> home.relativize(log).getNameCount() == 3)
                .toList();
    }

    private List<Path> logs() {
        return files().stream()
                .filter(file -> file.startsWith(home.resolve("projects"))
                        && file.toString().endsWith(".jsonl"))
                .toList();
    }

    private List<Path> files() {
        try (Stream<Path> walk = Files.walk(home)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readString(log, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
