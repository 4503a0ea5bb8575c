package dev.reprise.resume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.Brought;
import dev.reprise.agent.Launcher;
import dev.reprise.agent.LogBytes;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.claude.ClaudeCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a resume brings back of a log: the numbers that the real client was seen to send ({@link ChainClientTest}). */
class ChainTests {

    private static final Path SEEN = Path.of("src", "test", "resources", "resume", "chains.tsv");

    private final Launcher launcher = new ClaudeCode().launcher();

    private static final String ID = MadeLogs.id(0);
    private static final SourceFile FILE =
            new SourceFile("projects/x/" + ID + ".jsonl", SourceFile.Role.TRANSCRIPT, ID, null, "log");

    private static LogBytes bytes(byte[] log) {
        return () -> new ByteArrayInputStream(log);
    }

    private static LogBytes bytes(MadeLog log) {
        return bytes(log.text().getBytes(UTF_8));
    }

    private Brought brings(LogBytes log) throws Exception {
        return launcher.brings(FILE, log).orElseThrow();
    }

    private byte[] taken(LogBytes log, UUID leaf) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(launcher.takeOut(FILE, log, leaf, out)).isTrue();
        return out.toByteArray();
    }

    @Test
    void saysOfEachWhatTheClientWasSeenToBringBack() throws Exception {
        List<String> said = new ArrayList<>();
        for (Map.Entry<String, MadeLog> made : MadeLogs.in("/work/ledger").entrySet()) {
            Brought brought = brings(bytes(made.getValue()));
            said.add(made.getKey() + "\t" + brought.reached() + " of " + brought.turns() + "\t"
                    + brought.parts().stream()
                            .map(part ->
                                    part.why().name().toLowerCase(Locale.ROOT) + " " + part.own() + "/" + part.turns())
                            .collect(Collectors.joining(", ")));
        }
        if ("write".equals(System.getProperty("reprise.golden"))) {
            Files.createDirectories(SEEN.getParent());
            Files.write(SEEN, said);
        }
        assertThat(said).isEqualTo(Files.readAllLines(SEEN));
    }

    /** Each of them is a sound log of its own; together with what is reached they hold every turn. */
    @Test
    void whatIsTakenOutIsWhole() throws Exception {
        for (Map.Entry<String, MadeLog> made : MadeLogs.in("/work/ledger").entrySet()) {
            LogBytes log = bytes(made.getValue());
            Brought brought = brings(log);
            int own = 0;
            for (Brought.Part part : brought.parts()) {
                Brought of = brings(bytes(taken(log, part.leaf())));
                assertThat(of.reached()).as(made.getKey()).isEqualTo(part.turns());
                own += part.own();
            }
            assertThat(brought.reached() + own).as(made.getKey()).isEqualTo(brought.turns());
        }
    }

    @Test
    void recordsGoOverAsTheyAreButForAParentThatIsNotThere() throws Exception {
        MadeLog made = new MadeLog(ID, "/w").at(0).prompt(1, null).reply(2, 1);
        String odd = "  {\"z\":{\"parentUuid\":\"x\"},\"type\":\"user\",\"parentUuid\" : \"" + MadeLog.uuid(77)
                + "\",\"isSidechain\":false,\"message\":{\"role\":\"user\",\"content\":\"said \\\"parentUuid\\\":1\"},\"uuid\":\""
                + MadeLog.uuid(3) + "\",\"timestamp\":\"2026-11-20T10:00:00Z\"}";
        made.line(odd).at(4_000).reply(4, 3);
        Brought brought = brings(bytes(made));
        assertThat(brought.reached()).isEqualTo(1);
        String text = new String(taken(bytes(made), brought.parts().getFirst().leaf()), UTF_8);
        List<String> before = made.text().lines().toList();
        List<String> after = text.lines().toList();
        assertThat(after).hasSize(4);
        assertThat(after.get(0)).isEqualTo(before.get(0));
        assertThat(after.get(1)).isEqualTo(before.get(1));
        assertThat(after.get(2)).isEqualTo(odd.replace(MadeLog.uuid(77), MadeLog.uuid(2)));
        assertThat(after.get(3)).isEqualTo(before.get(3));
    }

    /** Records whose parents go round end the way; hundreds of thousands of breaks cost no more than the reading. */
    @Test
    void endsWhateverTheLogSays() throws Exception {
        MadeLog round = new MadeLog(ID, "/w")
                .at(0)
                .prompt(1, 4)
                .reply(2, 1)
                .prompt(3, 2)
                .reply(4, 3);
        assertThat(brings(bytes(round)).turns()).isEqualTo(2);
        MadeLog itself = new MadeLog(ID, "/w").at(0).prompt(1, 1).reply(2, 1).lastPrompt(2, true);
        assertThat(brings(bytes(itself)).reached()).isEqualTo(1);
        assertThat(brings(bytes(new MadeLog(ID, "/w"))).isWhole()).isTrue();
        MadeLog broken = new MadeLog(ID, "/w");
        for (int n = 0; n < 20_000; n++) {
            broken.at(n * 10L).prompt(2 * n + 1, 900_000 + n).reply(2 * n + 2, 2 * n + 1);
        }
        Brought brought = brings(bytes(broken));
        assertThat(brought.reached()).isEqualTo(1);
        assertThat(brought.turns()).isEqualTo(20_000);
        assertThat(brought.parts())
                .singleElement()
                .satisfies(part -> assertThat(part.turns()).isEqualTo(20_000));
    }

    @Test
    void tellsOfTwentyPartsAtMost() throws Exception {
        MadeLog many = new MadeLog(ID, "/w");
        for (int n = 0; n < 100; n++) {
            many.at(n * 10L).prompt(2 * n + 1, null).reply(2 * n + 2, 2 * n + 1);
        }
        assertThat(brings(bytes(many)).parts()).hasSize(Brought.MOST);
    }
}
