package dev.reprise.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;

/**
 * Text to cut records from, already escaped for JSON: prose and code from a vocabulary with a Zipf distribution, and
 * Base64 noise for signatures and images. Made once from the seed; cutting costs a copy.
 */
final class Material {

    private static final int POOL = 6 << 20;
    private static final String[] SYLLABLES =
            ("re con ta ble ser ver in put out log ses sion to ken par se da ta ba se qu e ue fi le pa th na me id ex va lue"
                            + " ma p li st ke y re ad wri te lo ck un do sy nc as con fig cli ent ho st po rt bu ild te st sp ec er ror ok")
                    .split(" ");
    private static final String[] CODE = {
        "    if (%s.%s != null) {",
        "      return %s(%s, %s);",
        "    }",
        "",
        "  const %s = await %s.%s(%s);",
        "import { %s } from './%s/%s';",
        "    // %s %s %s %s",
        "  public %s %s(%s %s) {",
        "      throw new %s(\\\"%s %s\\\");",
        "    assertThat(%s.%s()).isEqualTo(%s);",
        "  %s: %s,",
        "  }",
        "    for (%s %s : %s) {",
        "\\t%s := %s.%s(ctx, %s)",
        "        self.%s = %s.get(\\\"%s\\\", %s)",
        "| %s | %s | %s |",
        "  \\u001b[32m\u2713\\u001b[39m %s %s (%s)",
        "at %s.%s (src/%s/%s.ts)",
        "-rw-r--r-- 1 %s %s %s.java",
        "src/main/%s/%s/%s.java:%s"
    };

    final byte[] prose;
    final byte[] code;
    final byte[] noise;
    private final String[] words;
    private final double[] cumulative;
    private final String[] names = new String[24];

    Material(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        words = vocabulary(random, 9_000);
        cumulative = zipf(words.length);
        prose = prose(random);
        names(random);
        code = code(random);
        byte[] raw = new byte[3 << 20];
        random.nextBytes(raw);
        noise = Base64.getEncoder().encode(raw);
    }

    /** Appends about {@code length} bytes of escaped prose, never cut inside an escape or a character. */
    void prose(Bytes out, SplittableRandom random, int length) {
        cut(out, prose, random.nextInt(prose.length), length);
    }

    /** Appends about {@code length} bytes of escaped code or output from place {@code from}; long ones wrap around. */
    void code(Bytes out, int from, int length) {
        cut(out, code, from, length);
    }

    /** A place in the code from which the same text can be cut again. */
    int place(SplittableRandom random) {
        return random.nextInt(code.length);
    }

    /** Appends {@code length} characters of Base64, rounded down to a multiple of 4. */
    void noise(Bytes out, SplittableRandom random, int length) {
        int left = length & ~3;
        while (left > 0) {
            int part = Math.min(left, noise.length / 2);
            out.put(noise, random.nextInt((noise.length - part) / 4) * 4, part);
            left -= part;
        }
    }

    private static void cut(Bytes out, byte[] pool, int from, int length) {
        int left = length;
        int start = beginning(pool, from);
        while (left > 0) {
            int part = Math.min(left, pool.length - start);
            int end = start + part;
            if (end < pool.length) {
                end = Math.max(start, beginning(pool, end));
            }
            out.put(pool, start, end - start);
            left -= Math.max(part, 1);
            start = 0;
        }
    }

    /** The next place at or before this one where a character begins that is no part of an escape. */
    private static int beginning(byte[] pool, int at) {
        int place = Math.min(at, pool.length - 1);
        while (place > 0 && (pool[place] & 0xC0) == 0x80) {
            place--;
        }
        // an escape is at most 6 bytes, and its backslash is never escaped itself in this material
        for (int back = 1; back <= 5 && place - back >= 0; back++) {
            if (pool[place - back] == '\\') {
                int escape = pool[place - back + 1] == 'u' ? 6 : 2;
                return back < escape ? place - back : place;
            }
        }
        return place;
    }

    private byte[] prose(SplittableRandom random) {
        StringBuilder text = new StringBuilder(POOL + 200);
        while (text.length() < POOL) {
            int length = 4 + random.nextInt(18);
            for (int i = 0; i < length; i++) {
                text.append(word(random)).append(i == length - 1 ? ". " : " ");
            }
            if (random.nextInt(5) == 0) {
                text.append("\\n\\n");
            }
            if (random.nextInt(60) == 0) {
                text.append("caf\u00e9 \u2014 \ud83e\udd68 ");
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] code(SplittableRandom random) {
        StringBuilder text = new StringBuilder(POOL + 200);
        int number = 1;
        while (text.length() < POOL) {
            if (random.nextInt(160) == 0) {
                number = 1;
                names(random);
            }
            int one = random.nextInt(CODE.length);
            int other = random.nextInt(CODE.length);
            String line = CODE[Math.min(one, other)];
            String padded = "     " + number++;
            text.append(padded, padded.length() - 6 < 0 ? 0 : padded.length() - 6, padded.length())
                    .append("\u2192");
            fill(text, line, random);
            text.append("\\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void fill(StringBuilder text, String line, SplittableRandom random) {
        int from = 0;
        for (int hole = line.indexOf("%s"); hole >= 0; hole = line.indexOf("%s", from)) {
            text.append(line, from, hole).append(names[random.nextInt(names.length)]);
            from = hole + 2;
        }
        text.append(line, from, line.length());
    }

    /** The names of the next file: few, and often two words in one. */
    private void names(SplittableRandom random) {
        for (int i = 0; i < names.length; i++) {
            String second = word(random);
            names[i] = word(random) + (i % 3 == 0 ? Character.toUpperCase(second.charAt(0)) + second.substring(1) : "");
        }
    }

    private String word(SplittableRandom random) {
        int at = java.util.Arrays.binarySearch(cumulative, random.nextDouble());
        return words[Math.min(words.length - 1, at < 0 ? -at - 1 : at)];
    }

    private static String[] vocabulary(SplittableRandom random, int size) {
        String[] words = new String[size];
        for (int i = 0; i < size; i++) {
            StringBuilder word = new StringBuilder();
            int syllables = 1 + random.nextInt(i < 200 ? 2 : 4);
            for (int s = 0; s < syllables; s++) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            words[i] = word.toString();
        }
        return words;
    }

    private static double[] zipf(int size) {
        double[] sums = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += 1.0 / (i + 2.7);
            sums[i] = sum;
        }
        for (int i = 0; i < size; i++) {
            sums[i] /= sum;
        }
        return sums;
    }
}
