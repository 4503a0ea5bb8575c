package dev.reprise.agent.claude.fold;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Searches bytes for a word in steps as long as the word (Horspool), from either end. */
final class ByteSearch {
    private final byte[] word;
    private final int[] forward = new int[256];
    private final int[] backward = new int[256];

    ByteSearch(String ascii) {
        word = ascii.getBytes(StandardCharsets.US_ASCII);
        int last = word.length - 1;
        Arrays.fill(forward, word.length);
        Arrays.fill(backward, word.length);
        for (int i = 0; i < last; i++) {
            forward[word[i] & 0xFF] = last - i;
            backward[word[last - i] & 0xFF] = last - i;
        }
    }

    boolean isIn(byte[] bytes, int from, int to) {
        return first(bytes, from, to) >= 0;
    }

    boolean isAt(byte[] bytes, int at, int to) {
        return at + word.length <= to && Arrays.equals(bytes, at, at + word.length, word, 0, word.length);
    }

    /** Index of the first occurrence within {@code [from, to)}, -1 if there is none. */
    int first(byte[] bytes, int from, int to) {
        int last = word.length - 1;
        int at = from;
        while (at + last < to) {
            byte end = bytes[at + last];
            if (end == word[last] && isAt(bytes, at, to)) {
                return at;
            }
            at += forward[end & 0xFF];
        }
        return -1;
    }

    /** Index of the last occurrence within {@code [from, to)}, -1 if there is none. */
    int last(byte[] bytes, int from, int to) {
        int at = to - word.length;
        while (at >= from) {
            byte start = bytes[at];
            if (start == word[0] && isAt(bytes, at, to)) {
                return at;
            }
            at -= backward[start & 0xFF];
        }
        return -1;
    }
}
