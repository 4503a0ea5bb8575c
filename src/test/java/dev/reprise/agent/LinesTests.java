package dev.reprise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LinesTests {

    private final long seed = Long.getLong("reprise.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private record Copy(int number, long offset, int length, String bytes) {
        static Copy of(Line line) {
            return new Copy(
                    line.number(),
                    line.offset(),
                    line.length(),
                    new String(line.bytes(), line.from(), line.to() - line.from(), StandardCharsets.ISO_8859_1));
        }
    }

    private static List<Copy> read(byte[] log, int... cuts) {
        List<Copy> found = new ArrayList<>();
        Lines lines = new Lines(0, 0, line -> found.add(Copy.of(line)));
        int from = 0;
        for (int cut : cuts) {
            lines.feed(log, from, cut);
            from = cut;
        }
        lines.feed(log, from, log.length);
        lines.rest().map(Copy::of).ifPresent(found::add);
        return found;
    }

    private byte[] log() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        int lines = random.nextInt(40);
        for (int i = 0; i < lines; i++) {
            byte[] line = new byte[random.nextInt(random.nextInt(8) == 0 ? 60_000 : 90)];
            random.nextBytes(line);
            log.writeBytes(line);
            log.write('\n');
        }
        log.writeBytes("the rest".getBytes(StandardCharsets.US_ASCII));
        return log.toByteArray();
    }

    @RepeatedTest(50)
    void findsTheSameLinesHoweverTheyAreFed() {
        byte[] log = log();
        int[] cuts = random.ints(20, 0, log.length + 1).sorted().toArray();
        assertThat(read(log, cuts)).as("seed %d", seed).isEqualTo(read(log));
    }

    @RepeatedTest(20)
    void findsEveryByteAtItsPlace() {
        byte[] log = log();
        int number = 1;
        long at = 0;
        for (Copy line : read(log)) {
            assertThat(line.number()).as("seed %d", seed).isEqualTo(number++);
            assertThat(line.offset()).isEqualTo(at);
            assertThat(line.bytes().getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo(Arrays.copyOfRange(log, (int) at, (int) at + line.length()));
            at += line.length() + 1;
        }
        assertThat(at - 1).isEqualTo(log.length);
    }

    @Test
    void goesOnWhereTheRestWasRead() {
        byte[] log = "one\ntwo three\nfour".getBytes(StandardCharsets.US_ASCII);
        List<Copy> found = new ArrayList<>();
        Lines lines = new Lines(0, 0, line -> found.add(Copy.of(line)));
        lines.feed(log, 0, 7);
        lines.restRead();
        Lines later = new Lines(lines.offset(), lines.newlines(), line -> found.add(Copy.of(line)));
        later.feed(log, 7, log.length);
        assertThat(found).containsExactly(new Copy(1, 0, 3, "one"), new Copy(2, 7, 6, " three"));
        assertThat(later.offset()).isEqualTo(14);
        assertThat(later.newlines()).isEqualTo(2);
    }

    @Test
    void cutsALineByItsLengthAloneHoweverItIsFed() {
        byte[] log = ("{\"a\":\"" + "x".repeat(Lines.LONG) + "\"}\n{}\n").getBytes(StandardCharsets.US_ASCII);
        List<Copy> atOnce = read(log);
        assertThat(atOnce).hasSize(2);
        assertThat(atOnce.getFirst().bytes().length()).isLessThan(300_000);
        assertThat(read(log, 1, 100_000, Lines.LONG, Lines.LONG + 5)).isEqualTo(atOnce);
    }

    @Test
    void readsALineOfAHundredMegabytesInLittleMemory() {
        byte[] chunk = "0123456789abcdef".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        List<Line> found = new ArrayList<>();
        Lines lines = new Lines(0, 0, found::add);
        byte[] head = "{\"type\":\"user\",\"big\":\"".getBytes(StandardCharsets.US_ASCII);
        byte[] tail = "\",\"last\":\"kept\"}\n".getBytes(StandardCharsets.US_ASCII);
        lines.feed(head, 0, head.length);
        for (int i = 0; i < 100; i++) {
            lines.feed(chunk, 0, chunk.length);
        }
        lines.feed(tail, 0, tail.length);
        Line line = found.getFirst();
        assertThat(line.length()).isEqualTo(head.length + 100 * chunk.length + tail.length - 1);
        assertThat(line.shortened()).isTrue();
        assertThat(line.bytes().length).isLessThan(2_000_000);
        JsonNode json = JsonMapper.shared().readTree(line.bytes(), line.from(), line.to() - line.from());
        assertThat(json.get("last").stringValue()).isEqualTo("kept");
        assertThat(json.get("big").stringValue()).startsWith("0123456789abcdef").hasSize(ShortStrings.STRING_LIMIT);
    }

    @Test
    void boundsALineThatIsNoJsonAtAll() {
        byte[] nothing = new byte[1 << 20];
        List<Line> found = new ArrayList<>();
        Lines lines = new Lines(0, 0, found::add);
        for (int i = 0; i < 60; i++) {
            lines.feed(nothing, 0, nothing.length);
        }
        lines.feed(new byte[] {'\n'}, 0, 1);
        assertThat(found.getFirst().length()).isEqualTo(60 << 20);
        assertThat(found.getFirst().bytes().length).isLessThanOrEqualTo(16 << 20);
    }

    @RepeatedTest(30)
    void staysJsonWhereverAStringIsCut() {
        String text = "é€😀\\n\\\"\\\\\\u00e9\\ud83d\\ude00ab";
        StringBuilder value = new StringBuilder("x".repeat(random.nextInt(20)));
        while (value.length() < ShortStrings.STRING_LIMIT + 100) {
            value.append(text);
        }
        byte[] json = ("{\"a\":\"" + value + "\",\"b\":[\"" + text + "\",1,{\"c\":\"" + value + "\"}],\"end\":true}")
                .getBytes(StandardCharsets.UTF_8);
        ShortStrings shortened = new ShortStrings(16 << 20);
        int at = 0;
        while (at < json.length) {
            int to = Math.min(json.length, at + 1 + random.nextInt(5000));
            shortened.accept(json, at, to);
            at = to;
        }
        assertThat(shortened.length()).as("seed %d", seed).isLessThan(json.length);
        JsonNode read = JsonMapper.shared().readTree(shortened.bytes(), 0, shortened.length());
        assertThat(read.get("end").booleanValue()).isTrue();
        String whole = JsonMapper.shared().readTree(json).get("a").stringValue();
        assertThat(whole).startsWith(read.get("a").stringValue());
        assertThat(read.get("b").get(0).stringValue()).isEqualTo("é€😀\n\"\\é😀ab");
    }
}
