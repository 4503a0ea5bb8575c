package dev.reprise.agent;

/**
 * One line of a log, without its line end, as bytes that nobody has judged yet.
 *
 * @param number 1 for the first line of the log
 * @param offset of the line's first byte in the log
 * @param bytes buffer that holds the line at {@code [from, to)}; only valid during the call
 * @param length bytes the line takes in the log, without the line end; more than {@code to - from} if shortened
 * @param cuts see {@link ShortStrings#cuts()}; empty unless shortened
 */
public record Line(int number, long offset, byte[] bytes, int from, int to, int length, long[] cuts) {

    private static final long[] NO_CUTS = new long[0];

    public Line(int number, long offset, byte[] bytes, int from, int to, int length) {
        this(number, offset, bytes, from, to, length, NO_CUTS);
    }

    public Line(int number, long offset, byte[] bytes) {
        this(number, offset, bytes, 0, bytes.length, bytes.length);
    }

    /** Whether over-long strings inside were cut so that the line fits into memory (see {@code ShortStrings}). */
    public boolean shortened() {
        return length != to - from;
    }
}
