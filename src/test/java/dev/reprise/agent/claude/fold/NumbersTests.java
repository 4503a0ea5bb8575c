package dev.reprise.agent.claude.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.LogBuilder;
import dev.reprise.agent.Entry;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.Lines;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.LogFacts.Ending;
import dev.reprise.agent.claude.ClaudeCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted, and how big it is. */
class NumbersTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";

    private final List<Finding> found = new ArrayList<>();

    private static LogBuilder log() {
        return LogBuilder.of(ID).version("2.1.200");
    }

    private LogFacts facts(String log) {
        found.clear();
        return Logs.facts(log, found);
    }

    private <T> List<T> found(Class<T> kind) {
        return found.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void aToolThatAPersonRefusedDidNotFail() {
        LogFacts facts = facts(log().prompt("go")
                .call("t1", "Bash", Map.of("command", "rm x"))
                .result("t1", "The user doesn't want to proceed with this tool use. The tool use was rejected.", true)
                .call("t2", "Bash", Map.of("command", "false"))
                .result("t2", "Exit code 1", true)
                .text());
        assertThat(facts.counts().failures()).isEqualTo(1);
        assertThat(found(Finding.EntryFound.class).stream().filter(f -> f.row().failed()))
                .hasSize(1);
    }

    private static String billed(String message, String request, int output) {
        return "{\"type\":\"assistant\",\"uuid\":\"" + ID + "\",\"requestId\":\"" + request
                + "\",\"message\":{\"id\":\"" + message
                + "\",\"model\":\"m\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}],"
                + "\"usage\":{\"input_tokens\":1,\"output_tokens\":" + output
                + ",\"cache_creation_input_tokens\":30,\"cache_creation\":{\"ephemeral_5m_input_tokens\":10,\"ephemeral_1h_input_tokens\":20}}}}\n";
    }

    @Test
    void aReplayedMessageIsBilledOnceWhateverItsRequest() {
        facts(billed("msg_01", "req_1", 5) + billed("msg_01", "req_2", 5));
        assertThat(found(Finding.Usage.class).stream().map(Finding.Usage::key).distinct())
                .hasSize(1);
        // ids of other providers say nothing without their request
        facts(billed("x", "req_1", 5) + billed("x", "req_2", 5));
        assertThat(found(Finding.Usage.class).stream().map(Finding.Usage::key).distinct())
                .hasSize(2);
    }

    @Test
    void cacheWritesOfAnHourAreKeptApart() {
        facts(billed("msg_01", "req_1", 5));
        Finding.Usage usage = found(Finding.Usage.class).getFirst();
        assertThat(usage.cacheWrite5m()).isEqualTo(10);
        assertThat(usage.cacheWrite1h()).isEqualTo(20);
    }

    @Test
    void anEmptyNewFileIsTouched() {
        facts(log().prompt("go")
                .call("t1", "Write", Map.of("file_path", "/w/__init__.py", "content", ""))
                .result("t1", "File created successfully at: /w/__init__.py", false)
                .text());
        assertThat(found(Finding.FileChange.class))
                .singleElement()
                .extracting(Finding.FileChange::path)
                .isEqualTo("/w/__init__.py");
    }

    /** A line that is too long to be kept whole has its strings cut; what they hold is as big as before. */
    @Test
    void picturesAndLongResultsHaveTheirRealSize() {
        int base64 = 6_000_000;
        int text = 5_000_000;
        String line = "{\"type\":\"user\",\"uuid\":\"" + ID + "\",\"message\":{\"role\":\"user\",\"content\":["
                + "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\""
                + "A".repeat(base64) + "\"}},{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\""
                + "é\\n".repeat(text / 2)
                + "\"}]}}\n";
        List<Line> lines = new ArrayList<>();
        Lines split = new Lines(0, 0, lines::add);
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += 100_000) {
            split.feed(bytes, at, Math.min(bytes.length, at + 100_000));
        }
        assertThat(lines).singleElement().matches(Line::shortened);
        List<Entry> entries = new ClaudeCode().reader().read(lines.getFirst());
        assertThat(((Entry.Image) entries.get(0)).picture().bytes()).isEqualTo(base64 * 3L / 4);
        assertThat(((Entry.ToolResult) entries.get(1)).text().length()).isEqualTo(text);
    }

    /** As -p clients before 2.1.311 wrote: a record may stand before the one that it goes on from. */
    @Test
    void aChildBeforeItsParentIsStillTheEnd() {
        String[] lines = log().prompt("How many parcels?")
                .call("t1", "Bash", Map.of("command", "ls"))
                .result("t1", "a b c", false)
                .reply("Three parcels.")
                .text()
                .split("(?<=\n)");
        LogFacts facts = facts(lines[0] + lines[2] + lines[3] + lines[1]);
        assertThat(facts.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(facts.words().lastReply()).isEqualTo("Three parcels.");
        assertThat(facts.counts().turns()).isEqualTo(1);
        assertThat(facts(lines[0] + lines[3] + lines[2] + lines[1]).ending()).isEqualTo(Ending.ANSWERED);
        assertThat(facts(lines[1] + lines[0] + lines[2] + lines[3]).counts().turns())
                .isEqualTo(1);
    }
}
