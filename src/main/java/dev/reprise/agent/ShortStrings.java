package dev.reprise.agent;

import java.util.Arrays;

/**
 * Copies JSON while cutting over-long string literals, so that a record of any size fits into memory and stays valid JSON.
 * Works on bytes in any pieces; never cuts inside an escape or a UTF-8 sequence.
 */
public final class ShortStrings {

    /** Bytes of one string literal that are kept. */
    static final int STRING_LIMIT = 256 * 1024;

    private final int outputLimit;
    private byte[] out = new byte[64 * 1024];
    private int length;
    private boolean inString;
    private int escape;
    private int inside;
    private long dropped;
    private long[] cuts = new long[0];

    /** @param outputLimit bytes after which the rest is dropped (what is left is then no valid JSON) */
    public ShortStrings(int outputLimit) {
        this.outputLimit = outputLimit;
    }

    /** The next bytes. */
    public void accept(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            accept(bytes[i]);
        }
    }

    /** The copy, valid up to {@link #length()}. */
    public byte[] bytes() {
        return out;
    }

    /** Where in the copy strings were cut: pairs of the place of the closing quote and of characters dropped before it. */
    public long[] cuts() {
        return cuts;
    }

    /** Bytes in the copy. */
    public int length() {
        return length;
    }

    private void accept(byte b) {
        if (!inString) {
            inString = b == '"';
            inside = 0;
            emit(b);
        } else if (escape > 0) {
            escape = escape == 1 && b == 'u' ? 5 : escape == 1 ? 0 : escape == 2 ? 0 : escape - 1;
            keepIfShort(b, false);
        } else if (b == '\\') {
            keepIfShort(b, true);
            escape = 1;
        } else if (b == '"') {
            inString = false;
            if (dropped > 0) {
                cuts = Arrays.copyOf(cuts, cuts.length + 2);
                cuts[cuts.length - 2] = length;
                cuts[cuts.length - 1] = dropped;
                dropped = 0;
            }
            emit(b);
        } else {
            keepIfShort(b, (b & 0xC0) != 0x80);
        }
    }

    /** Starts dropping only where a character begins; once dropping, everything up to the closing quote goes. */
    private void keepIfShort(byte b, boolean characterStart) {
        if (inside < STRING_LIMIT || (inside < Integer.MAX_VALUE && !characterStart)) {
            inside++;
            emit(b);
        } else {
            inside = Integer.MAX_VALUE;
            dropped += characterStart ? 1 : 0;
        }
    }

    private void emit(byte b) {
        if (length == out.length && length < outputLimit) {
            out = Arrays.copyOf(out, Math.min(outputLimit, out.length * 2));
        }
        if (length < out.length) {
            out[length++] = b;
        }
    }
}
