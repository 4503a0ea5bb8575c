package dev.reprise.transcript;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Looks for a text in the bytes of JSON, in pieces of any size; case of ASCII letters does not matter. */
final class Needle {

    private static final int LONGEST_NAME = 1_000;

    private final byte[] wanted;
    private final int[] back;
    private int matched;
    private int length;
    private boolean inString;
    private boolean escaped;
    private boolean hit;
    private boolean ended;

    Needle(String text) {
        wanted = escaped(text).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        back = new int[wanted.length];
        for (int i = 1, k = 0; i < wanted.length; i++) {
            while (k > 0 && wanted[i] != wanted[k]) {
                k = back[k - 1];
            }
            k += wanted[i] == wanted[k] ? 1 : 0;
            back[i] = k;
        }
    }

    /** As it stands in a string of JSON. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\r\n", "\\n")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }

    /** Begins a record. */
    void reset() {
        matched = 0;
        inString = false;
        escaped = false;
        hit = false;
        ended = false;
    }

    /** The next bytes of the record; true as soon as it is sure that it stands in a value: the names of fields are no text. */
    boolean isIn(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (inString ? said(b) : between(b)) {
                return true;
            }
        }
        return false;
    }

    /** Outside of strings; true if the one before was a value that has it. */
    private boolean between(byte b) {
        if (ended && b > ' ') {
            ended = false;
            if (b != ':') {
                return true;
            }
        }
        if (b == '"') {
            inString = true;
            hit = false;
            matched = 0;
            length = 0;
        }
        return false;
    }

    /** Inside of a string; true if it has it and is longer than any name. */
    private boolean said(byte b) {
        if (b == '"' && !escaped) {
            inString = false;
            ended = hit;
            return false;
        }
        escaped = b == '\\' && !escaped;
        length++;
        byte folded = b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
        while (matched > 0 && folded != wanted[matched]) {
            matched = back[matched - 1];
        }
        if (folded == wanted[matched] && ++matched == wanted.length) {
            matched = back[matched - 1];
            hit = true;
        }
        return hit && length > LONGEST_NAME;
    }
}
