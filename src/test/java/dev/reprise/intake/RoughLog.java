package dev.reprise.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Logs made of the golden cases' records, and of what crashes and bad disks leave of them. */
final class RoughLog {

    static final Path GOLDEN = Path.of("src/test/resources/claude");

    private final Random random;
    private final List<byte[]> records = new ArrayList<>();

    RoughLog(Random random) {
        this.random = random;
        try (var files = Files.list(GOLDEN)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jsonl"))
                    .filter(f -> !f.endsWith("history.jsonl"))
                    .sorted()
                    .toList()) {
                split(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void split(byte[] log) {
        int from = 0;
        for (int i = 0; i <= log.length; i++) {
            if (i == log.length || log[i] == '\n') {
                if (i > from) {
                    records.add(Arrays.copyOfRange(log, from, i));
                }
                from = i + 1;
            }
        }
    }

    /** So many lines, some torn, glued, damaged or empty; sometimes without an end. */
    byte[] bytes(int lines) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        for (int i = 0; i < lines; i++) {
            byte[] record = records.get(random.nextInt(records.size()));
            switch (random.nextInt(30)) {
                case 0 -> log.write(record, 0, random.nextInt(record.length));
                case 1 -> log.writeBytes(new byte[1 + random.nextInt(600)]);
                case 2 -> glued(log, record);
                case 3 -> log.writeBytes(damaged(record));
                case 4 -> log.writeBytes(" \t".getBytes(StandardCharsets.US_ASCII));
                default -> log.writeBytes(record);
            }
            if (i < lines - 1 || random.nextBoolean()) {
                log.writeBytes((random.nextInt(12) == 0 ? "\r\n" : "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        return log.toByteArray();
    }

    private void glued(ByteArrayOutputStream log, byte[] record) {
        if (random.nextBoolean()) {
            log.write(record, 0, random.nextInt(record.length));
        } else {
            log.writeBytes(record);
            log.writeBytes(random.nextBoolean() ? new byte[0] : new byte[] {' ', 0, 0, ' '});
        }
        log.writeBytes(records.get(random.nextInt(records.size())));
    }

    private byte[] damaged(byte[] record) {
        byte[] bad = record.clone();
        for (int i = 0; i < 3; i++) {
            bad[random.nextInt(bad.length)] = (byte) (128 + random.nextInt(128));
        }
        return bad;
    }

    /** Sorted places to cut so many bytes into at most {@code pieces} pieces; the last is the end. */
    int[] cuts(int length, int pieces) {
        int[] cuts = new int[pieces];
        for (int i = 0; i < pieces - 1; i++) {
            cuts[i] = random.nextInt(length + 1);
        }
        cuts[pieces - 1] = length;
        Arrays.sort(cuts);
        return cuts;
    }
}
