package dev.reprise.agent.claude.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.Line;
import dev.reprise.agent.claude.record.LineRecords.Root;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a line holds, its pieces lie in it, in order, and nothing but blanks and padding lies between them. */
class LineRecordsTests {

    private static final List<byte[]> FRAGMENTS = List.of(
            "{\"type\":\"user\",\"uuid\":\"6a1d2c3b-0000-4000-8000-00000000beef\",\"sessionId\":\"s\",\"cwd\":\"/w\"}"
                    .getBytes(StandardCharsets.US_ASCII),
            "{\"type\":\"sum".getBytes(StandardCharsets.US_ASCII),
            "{\"a\":[1,{\"b\":\"é中".getBytes(StandardCharsets.UTF_8),
            "{}[]\":,\\tu1 -e0.\0\t\rfnl".getBytes(StandardCharsets.US_ASCII),
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            new byte[] {0, 0, ' ', 0},
            new byte[] {(byte) 0xC3, '(', (byte) 0xF0, (byte) 0x9F});

    @Test
    void piecesOfEveryShortestLineLieInIt() {
        for (int a = 0; a < 256; a++) {
            check(new byte[] {(byte) a});
            for (int b = 0; b < 256; b++) {
                check(new byte[] {(byte) a, (byte) b});
            }
        }
    }

    @Test
    void piecesOfAnyLineLieInIt() {
        long seed = Long.getLong("reprise.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 60_000; i++) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int parts = 1 + random.nextInt(4); parts > 0; parts--) {
                byte[] part = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
                int from = random.nextInt(part.length);
                line.write(part, from, 1 + random.nextInt(part.length - from));
            }
            check(line.toByteArray());
        }
    }

    private static void check(byte[] line) {
        int at = 0;
        for (Root root : LineRecords.of(new Line(0, 0, line.clone()), 100)) {
            assertThat(root.from()).as(Arrays.toString(line)).isBetween(at, line.length - 1);
            assertThat(root.to()).as(Arrays.toString(line)).isBetween(root.from() + 1, line.length);
            onlyBlanks(line, at, root.from());
            at = root.to();
        }
        onlyBlanks(line, at, line.length);
    }

    private static void onlyBlanks(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean mark = line[i] == (byte) 0xEF || line[i] == (byte) 0xBB || line[i] == (byte) 0xBF;
            assertThat(mark || " \t\r\n\0".indexOf(line[i]) >= 0)
                    .as("%s lost at %d", Arrays.toString(line), i)
                    .isTrue();
        }
    }
}
