package dev.reprise.bench;

import dev.reprise.LogBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Makes Claude Code homes of any size from a seed. Lengths, mix of records, old clients, images, compactions, copied
 * histories and defects follow the statistics of real logs ({@link Shape}); the same seed gives the same bytes.
 */
public final class LogGenerator {

    /** Of 105 real sessions 45 begin with a summary, and 32 of their leaves are in no log that is left. */
    private static final int SUMMARIES = 43;

    private static final int MISSING_LEAVES = 71;
    private static final long SEED = 7;
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Path home;
    private final SplittableRandom random;
    private final Material material;
    /** Of their own, so that they change nothing of the rest. */
    private final SplittableRandom summaries;

    private final List<String> leaves = new ArrayList<>();

    public LogGenerator(Path home, long seed) {
        this.home = home;
        this.random = new SplittableRandom(seed);
        this.material = new Material(seed);
        this.summaries = new SplittableRandom(~seed);
    }

    /**
     * A realistic home: so many sessions, sizes drawn from the real distribution and scaled to about {@code totalBytes}
     * together, sub-agents included.
     */
    public void generate(int sessions, long totalBytes) {
        double[] sizes = new double[sessions];
        double sum = 0;
        for (int i = 0; i < sessions; i++) {
            sizes[i] = Shape.SESSION_BYTES.draw(random);
            sum += sizes[i];
        }
        int projects = Math.max(1, sessions / 9);
        SessionMaker last = null;
        for (int i = 0; i < sessions; i++) {
            String cwd = project(projects);
            if (random.nextInt(50) == 0) {
                write(file(cwd, uuid()), new Bytes(), NOW.minus(Duration.ofDays(3)));
                continue;
            }
            last = session(cwd, (long) (sizes[i] * totalBytes / sum * .92), last);
        }
    }

    /** So many logs of 2 to 50 kB; answers the path of the newest. */
    public Path manySmall(int count) {
        Path newest = home;
        for (int i = 0; i < count; i++) {
            UUID id = uuid();
            Instant start = NOW.minus(Duration.ofMinutes(10L * (count - i)));
            String cwd = project(Math.max(1, count / 40));
            SessionMaker maker = new SessionMaker(material, random, Era.ATTACHMENTS, id, cwd, start, "");
            maker.fill(Shape.SMALL_LOG.draw(random));
            newest = file(cwd, id);
            write(newest, maker.out, maker.now());
        }
        return newest;
    }

    /** So many logs of one short turn (about 2 kB): for long lists. */
    public void manyTiny(int count) {
        for (int i = 0; i < count; i++) {
            UUID id = uuid();
            String cwd = project(Math.max(1, count / 200));
            Instant at = NOW.minus(Duration.ofMinutes(5L * (count - i)));
            byte[] line = message(id, cwd, at, "user", "prompt number " + i).getBytes(StandardCharsets.UTF_8);
            byte[] reply = message(id, cwd, at.plusSeconds(9), "assistant", "answer number " + i)
                    .getBytes(StandardCharsets.UTF_8);
            write(file(cwd, id), new Bytes().put(line).put(reply), at.plusSeconds(9));
        }
    }

    /** One session of about this size, with the usual records (about 3 kB each). */
    public UUID oneBig(long bytes) {
        UUID id = uuid();
        String cwd = "/home/dev/big";
        SessionMaker maker =
                new SessionMaker(material, random, Era.ATTACHMENTS, id, cwd, NOW.minus(Duration.ofDays(2)), "");
        maker.fill(bytes);
        write(file(cwd, id), maker.out, maker.now());
        return id;
    }

    /** A session with one tool result of this many bytes on one line, between ordinary ones. */
    public UUID withLineOf(int bytes) {
        UUID id = uuid();
        String cwd = "/home/dev/giant";
        SessionMaker maker =
                new SessionMaker(material, random, Era.ATTACHMENTS, id, cwd, NOW.minus(Duration.ofDays(1)), "");
        maker.fill(20_000);
        String record = message(id, cwd, maker.now(), "user", "@");
        int hole = record.indexOf('@');
        maker.out.put(record.substring(0, hole));
        material.code(maker.out, material.place(random), bytes);
        maker.out.put(record.substring(hole + 1));
        maker.fill(maker.out.size + 20_000L);
        write(file(cwd, id), maker.out, maker.now());
        return id;
    }

    /** So many texts of about so many characters. */
    static List<String> prose(int count, int length) {
        Material material = new Material(SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Bytes prose = new Bytes();
            material.prose(prose, random, length);
            texts.add(new String(prose.array, 0, prose.size, StandardCharsets.UTF_8).replaceAll("\\\\.|\"", " "));
        }
        return texts;
    }

    /** One record of a message, with its line end, as it would be appended to a live log. */
    public static String message(UUID session, String cwd, Instant at, String role, String text) {
        String uuid = UUID.nameUUIDFromBytes((session + text + at).getBytes(StandardCharsets.UTF_8))
                .toString();
        LogBuilder log = LogBuilder.of(session.toString()).times(at, 0).cwd(cwd).uuids(n -> uuid);
        return role.equals("user") ? log.prompt(text).text() : log.reply(text).text();
    }

    private SessionMaker session(String cwd, long bytes, @org.jspecify.annotations.Nullable SessionMaker before) {
        UUID id = uuid();
        int era = random.nextInt(100);
        Era client = era < 50 ? Era.PROGRESS : era < 80 ? Era.ATTACHMENTS : Era.REQUESTS;
        Instant start = NOW.minus(Duration.ofMinutes(random.nextInt(60 * 24 * 200)));
        SessionMaker maker = new SessionMaker(material, random, client, id, cwd, start, "");
        if (summaries.nextInt(100) < SUMMARIES) {
            summary(maker);
        }
        if (before != null && random.nextInt(50) == 0) {
            copy(before, maker, id);
        }
        maker.fill(bytes);
        leaves.add(maker.lastUuid());
        if (random.nextInt(100) == 0) {
            maker.out.size -= Math.min(maker.out.size, 1 + random.nextInt(200));
        }
        write(file(cwd, id), maker.out, maker.now());
        if (random.nextInt(3) == 0) {
            subagents(cwd, id, client, maker.now());
        }
        return maker;
    }

    /** Names the session that ends in some message; of the real ones that one is mostly gone. */
    private void summary(SessionMaker maker) {
        boolean missing = leaves.isEmpty() || summaries.nextInt(100) < MISSING_LEAVES;
        String leaf = missing
                ? new UUID(summaries.nextLong(), summaries.nextLong()).toString()
                : leaves.get(summaries.nextInt(Math.max(0, leaves.size() - 200), leaves.size()));
        maker.out.put("{\"type\":\"summary\",\"summary\":\"What " + leaf.substring(0, 8)
                + " was about\",\"leafUuid\":\"" + leaf + "\"}\n");
    }

    private void subagents(String cwd, UUID id, Era client, Instant at) {
        int agents = 1 + (int) Math.min(20, -Math.log(1 - random.nextDouble()) * 1.4);
        for (int i = 0; i < agents; i++) {
            String agent = "a" + String.format("%016x", random.nextLong());
            SessionMaker maker = new SessionMaker(material, random, client, id, cwd, at, agent);
            maker.fill(Math.min(59_000, Shape.SUBAGENT_BYTES.draw(random)));
            Path file = folder(cwd).resolve(id.toString()).resolve("subagents").resolve("agent-" + agent + ".jsonl");
            write(file, maker.out, maker.now());
        }
    }

    /** The first third of another session, with this session's id, as a fork copies it. */
    private void copy(SessionMaker from, SessionMaker to, UUID id) {
        int end = from.out.size / 3;
        while (end > 0 && from.out.array[end - 1] != '\n') {
            end--;
        }
        String text = new String(from.out.array, 0, end, StandardCharsets.UTF_8);
        int mark = text.indexOf("\"sessionId\":\"");
        if (mark > 0 && end < 3_000_000) {
            String old = text.substring(mark + 13, mark + 49);
            to.out.put(text.replace(old, id.toString()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private String project(int projects) {
        int number = (int) Math.min(projects - 1L, (long) Math.pow(projects, random.nextDouble()) - 1);
        return "/home/dev/work/project-" + number;
    }

    private UUID uuid() {
        return UUID.fromString(new String(
                new Bytes().uuid(random.nextLong(), random.nextLong()).array, 0, 36, StandardCharsets.US_ASCII));
    }

    private Path folder(String cwd) {
        return home.resolve("projects").resolve(cwd.replaceAll("[^A-Za-z0-9]", "-"));
    }

    private Path file(String cwd, UUID id) {
        return folder(cwd).resolve(id + ".jsonl");
    }

    private static void write(Path file, Bytes bytes, Instant modified) {
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                bytes.writeTo(out);
            }
            Files.setLastModifiedTime(file, FileTime.from(modified));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All logs below the home. */
    static List<Path> logs(Path home) throws IOException {
        try (var walk = Files.walk(home)) {
            return new ArrayList<>(walk.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList());
        }
    }
}
