package dev.reprise.intake;

import static dev.reprise.intake.HomeChangesTests.prompt;
import static dev.reprise.intake.HomeChangesTests.reply;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.catalogue.HomeFigures;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One odd file, or one odd value, touches nothing else. */
class OddFilesTests {

    private static final String GOOD = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final String ODD = "1c9c41d2-77e0-4a3b-9a44-3f1a0c5d9e22";

    @TempDir
    Path dir;

    private Path home;
    private Path data;

    @BeforeEach
    void makeHome() {
        home = dir.resolve("home");
        data = dir.resolve("data");
        World.write(log(GOOD), (prompt(1, "first prompt") + reply(2, "answer")).getBytes(UTF_8));
    }

    private Path log(String id) {
        return home.resolve("projects/-w/" + id + ".jsonl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void aLogInAnotherEncodingIsKeptAndSaidToBeOne(String encoding) throws IOException {
        byte[] odd = (prompt(1, "wide") + reply(2, "too")).getBytes(Charset.forName(encoding));
        World.write(log(ODD), odd);
        try (World world = World.of(data, home)) {
            assertThat(world.api("/api/sessions/" + GOOD + "/entries")).contains("first prompt", "answer");
            assertThat(world.vault.read("claude/projects/-w/" + ODD + ".jsonl", 0, 0, odd.length))
                    .isEqualTo(odd);
            assertThat(world.api("/api/sources")).contains("UTF-16 or UTF-32, not UTF-8");
            assertThat(world.api("/api/sessions/" + ODD)).contains("\"unreadable");
            assertThat(world.api("/api/sessions/" + ODD + "/resume?shell=bash")).contains("checks");
        }
    }

    @Test
    void surrogatesInUtf8AreShownAsReplacementCharacters() throws IOException {
        byte[] line = prompt(1, "a@@@b").getBytes(UTF_8);
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '@') {
                System.arraycopy(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0xBD}, 0, line, i, 3);
                break;
            }
        }
        World.write(log(ODD), line);
        try (World world = World.of(data, home)) {
            assertThat(world.api("/api/sessions/" + ODD + "/entries"))
                    .contains("a\uFFFD\uFFFD\uFFFDb")
                    .doesNotContain("\"unreadable\"");
        }
    }

    private static final List<String> EXTREMES = List.of(
            "1e20",
            "-5",
            "\"12\"",
            "null",
            "[]",
            "{}",
            "9223372036854775808",
            "1e999",
            "true",
            "\"0001-01-01T00:00:00.000Z\"",
            "\"9999-12-31T23:59:59.999Z\"",
            "\"a\\u0000b\"",
            "\"a\\ud83db\"",
            "\"" + "x".repeat(5_000_000) + "\"");

    /** Every field that reaches a column, one record each; the value stands where {@code @} is. */
    private static final List<String> FIELDS = List.of("""
            {"type":"assistant","uuid":"00000000-0000-4000-8000-000000000009","sessionId":"ID","timestamp":"2026-03-02T10:05:00.000Z","requestId":"r9","message":{"id":"m9","model":"claude-x","role":"assistant","content":[{"type":"text","text":"said"}],"usage":{"input_tokens":@,"output_tokens":7}}}
            """, """
            {"type":"assistant","uuid":"00000000-0000-4000-8000-000000000009","sessionId":"ID","timestamp":"2026-03-02T10:05:00.000Z","requestId":@,"message":{"id":"m9","model":@,"role":"assistant","content":[{"type":"text","text":"said"}],"usage":{"output_tokens":7,"cache_read_input_tokens":@,"cache_creation_input_tokens":@,"cache_creation":{"ephemeral_1h_input_tokens":@,"ephemeral_5m_input_tokens":@},"server_tool_use":{"web_search_requests":@}}}}
            """, """
            {"type":"assistant","uuid":@,"parentUuid":@,"logicalParentUuid":@,"sessionId":@,"timestamp":@,"cwd":@,"gitBranch":@,"version":@,"entrypoint":@,"slug":@,"sessionKind":@,"agentId":@,"promptSource":@,"message":{"id":@,"stop_reason":@,"role":"assistant","content":[{"type":"text","text":"said"}],"usage":@}}
            """, """
            {"type":"assistant","sessionId":"ID","isSidechain":@,"isMeta":@,"message":{"role":"assistant","content":[{"type":"tool_use","id":@,"name":@,"input":{"command":@,"file_path":@,"old_string":@,"new_string":@}},{"type":"text","text":"said"}],"usage":{"output_tokens":7}}}
            """, """
            {"type":"user","sessionId":"ID","toolUseResult":{"agentId":@,"filePath":@,"structuredPatch":[{"lines":[@]}]},"message":{"role":"user","content":[{"type":"tool_result","tool_use_id":@,"is_error":@,"content":@},{"type":"text","text":"said"}]}}
            """, """
            {"type":"system","subtype":"compact_boundary","sessionId":"ID","content":"said","compactMetadata":{"trigger":@,"preTokens":@,"postTokens":@,"tokensSaved":@},"level":@}
            """, """
            {"type":"summary","summary":@,"leafUuid":@}
            {"type":"custom-title","customTitle":@,"sessionId":"ID"}
            {"type":"ai-title","aiTitle":@}
            {"type":"pr-link","prNumber":@,"prUrl":@}
            {"type":"tag","tag":@}
            {"type":"last-prompt","lastPrompt":@,"leafUuid":@}
            {"type":"continued-in","continuedInSessionId":@}
            {"type":"relocated","relocatedCwd":@}
            {"type":"queue-operation","operation":@,"content":@,"timestamp":@}
            {"type":"file-history-snapshot","snapshot":{"timestamp":@}}
            {"type":"attachment","attachment":{"type":@,"content":@,"filename":@}}
            {"type":"progress","data":{"type":@,"agentId":@},"parentToolUseID":@}
            {"type":"system","subtype":@,"content":@,"error":@,"apiErrorStatus":@,"hookErrors":@}
            {"type":@,"forkedFrom":@,"origin":@}
            {"type":"user","message":{"role":"user","content":"said"}}
            """);

    private static String filled(String fields, String value) {
        String filled = value.length() < 1000
                ? fields.replace("@", value)
                : fields.replaceFirst("@", value).replace("@", "\"x\"");
        return filled.replace("\"ID\"", "\"" + ODD + "\"");
    }

    @Test
    void aValueThatDoesNotFitCostsTheValueAndNeverTheLog() throws IOException {
        for (String extreme : EXTREMES) {
            StringBuilder log = new StringBuilder(prompt(1, "first prompt") + reply(2, "answer"));
            FIELDS.forEach(field -> log.append(filled(field, extreme)));
            log.append(prompt(40, "last prompt"));
            World.write(log(ODD), log.toString().getBytes(UTF_8));
            World.write(
                    home.resolve("history.jsonl"),
                    "{\"display\":@,\"timestamp\":@,\"project\":@,\"sessionId\":@}\n{\"display\":\"typed\",\"sessionId\":\"%s\"}\n"
                            .formatted(GOOD)
                            .replace("@", extreme)
                            .getBytes(UTF_8));
            World.write(
                    home.resolve("projects/-w/" + ODD + "/subagents/agent-a1.meta.json"),
                    "{\"agentType\":@,\"description\":@,\"toolUseId\":@}"
                            .replace("@", extreme)
                            .getBytes(UTF_8));
            String shown = extreme.length() > 100 ? "5 MB" : extreme;
            try (World world = World.of(dir.resolve("data" + EXTREMES.indexOf(extreme)), home)) {
                assertThat(world.imports.sources().getFirst().figures().skipped())
                        .as(shown)
                        .isEmpty();
                assertThat(world.api("/api/sessions/" + ODD)).as(shown).contains("\"protection\":\"kept\"");
                assertThat(world.api("/api/sessions/" + ODD + "/entries?limit=500"))
                        .as(shown)
                        .contains("first prompt", "said", "last prompt");
                Map<String, Object> sums = world.jdbc()
                        .sql("select min(input) least, max(output) most, sum(output) sums from api_message")
                        .query()
                        .singleRow();
                assertThat((Long) sums.get("LEAST")).as(shown).isNotNegative();
                assertThat((Long) sums.get("MOST")).as(shown).isEqualTo(7);
            }
        }
    }

    @Test
    void aRefusedValueIsCountedWithItsLine() {
        World.write(
                log(ODD),
                (prompt(1, "first")
                                + FIELDS.getFirst().replace("@", "1e20")
                                + FIELDS.getFirst().replace("@", "-5").replace("000009", "000010"))
                        .getBytes(UTF_8));
        try (World world = World.of(data, home)) {
            Imports.Source source = world.imports.sources().getFirst();
            assertThat(source.figures().refusedTotal()).isEqualTo(2);
            assertThat(source.figures().refused())
                    .extracting(HomeFigures.BadLine::line, HomeFigures.BadLine::reason)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(2, "message.usage.input_tokens"),
                            org.assertj.core.groups.Tuple.tuple(3, "message.usage.input_tokens"));
        }
    }

    @Test
    void negativeCountsAreNotSummed() throws IOException {
        World.write(
                log(ODD),
                (Files.readString(log(GOOD))
                                + FIELDS.getFirst()
                                        .replace("@", "-5")
                                        .replace("\"output_tokens\":7", "\"output_tokens\":-3"))
                        .getBytes(UTF_8));
        try (World world = World.of(data, home)) {
            assertThat(world.jdbc()
                            .sql("select tokens_out from session where native_id = ?")
                            .param(ODD)
                            .query(Long.class)
                            .single())
                    .isNotNegative();
        }
    }
}
