package dev.reprise.vault;

import dev.reprise.LogBuilder;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Lines shaped like a coding session's log: ids and times that do not compress, words, code and records that do. */
final class MadeLog {

    private static final String WORDS =
            "the a function returns value test fails because index cache session token file "
                    + "error null map list stream reads writes lock thread build module import class method field change "
                    + "should now add remove fix update check path directory user request response parse line block offset";

    private final Random random;
    private final String[] words = WORDS.split(" ");
    private final String session;
    private String parent;
    private long time = 1_760_000_000_000L;
    private String lastRead = "";

    MadeLog(long seed) {
        random = new Random(seed);
        session = id();
        parent = id();
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private String prose(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            // squaring prefers the first words, as language does
            double r = random.nextDouble();
            text.append(words[(int) (r * r * words.length)]).append(i % 11 == 10 ? ".\n" : " ");
        }
        return text.toString();
    }

    byte[] line() {
        String before = parent;
        parent = id();
        time += 1 + random.nextInt(90_000);
        String content = switch (random.nextInt(4)) {
            case 0 -> prose(20 + random.nextInt(200));
            case 1 -> {
                lastRead = code(10 + random.nextInt(60));
                yield lastRead;
            }
            case 2 -> lastRead;
            default -> "tool ran, exit 0";
        };
        return LogBuilder.of(session)
                .from(2)
                .times(Instant.ofEpochMilli(time), 0)
                .cwd("/home/someone/projects/reprise")
                .uuids(n -> n == 1 ? before : parent)
                .reply(content)
                .bytes();
    }

    private String code(int lines) {
        var text = new StringBuilder();
        for (int i = 1; i <= lines; i++) {
            text.append("%6d\t    %s.%s(%s, %s);\n"
                    .formatted(i, prose(1).strip(), prose(1).strip(), prose(1).strip(), prose(1).strip()));
        }
        return text.toString();
    }

    byte[] bytes(int atLeast) {
        var out = new ByteArrayOutputStream();
        while (out.size() < atLeast) {
            out.writeBytes(line());
        }
        return out.toByteArray();
    }

    /** A seed that is new for each run, printed so that a failure can be repeated with -Dseed=… */
    static long seed() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        return seed;
    }
}
