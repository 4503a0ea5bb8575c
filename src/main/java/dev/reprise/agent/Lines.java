package dev.reprise.agent;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Splits a log into lines, fed in pieces of any size, in bounded memory: a line of more than {@link #LONG} bytes has its
 * over-long strings cut ({@link Line#shortened()}). Whether a line is cut depends on its length alone.
 */
public final class Lines {

    /** Lines longer than this many bytes are shortened. */
    public static final int LONG = 4 * 1024 * 1024;

    private static final int SHORTENED_LIMIT = 16 * 1024 * 1024;

    private final Consumer<Line> lines;
    private byte[] carry = new byte[16 * 1024];
    private int carried;
    private @Nullable ShortStrings shortened;
    private long start;
    private long length;
    private int number;

    /**
     * @param offset in the log of the first byte that will be fed: the start of a line, or the end of what was read of one
     * @param newlines line ends before that offset
     */
    public Lines(long offset, int newlines, Consumer<Line> lines) {
        this.start = offset;
        this.number = newlines + 1;
        this.lines = lines;
    }

    /** The next bytes of the log. */
    public void feed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int end = indexOfNewline(bytes, at, to);
            if (end < 0) {
                keep(bytes, at, to);
                return;
            }
            if (length == 0 && end - at <= LONG) {
                emit(new Line(number, start, bytes, at, end, end - at));
            } else {
                keep(bytes, at, end);
                emitKept();
            }
            at = end + 1;
        }
    }

    /** The unfinished last line, if there is one; it stays where it is. */
    public java.util.Optional<Line> rest() {
        if (length == 0) {
            return java.util.Optional.empty();
        }
        return java.util.Optional.of(kept());
    }

    /** Forgets the unfinished last line because it was read. */
    public void restRead() {
        start += length;
        clear();
    }

    /** Offset of the first byte that was not handed on as part of a line. */
    public long offset() {
        return start;
    }

    /** Line ends before {@link #offset()}. */
    public int newlines() {
        return number - 1;
    }

    private static int indexOfNewline(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void keep(byte[] bytes, int from, int to) {
        length += to - from;
        ShortStrings cut = shortened;
        if (cut == null && length > LONG) {
            cut = new ShortStrings(SHORTENED_LIMIT);
            cut.accept(carry, 0, carried);
            shortened = cut;
            carried = 0;
        }
        if (cut != null) {
            cut.accept(bytes, from, to);
            return;
        }
        if (carried + to - from > carry.length) {
            carry = Arrays.copyOf(carry, Math.max(carried + to - from, carry.length * 2));
        }
        System.arraycopy(bytes, from, carry, carried, to - from);
        carried += to - from;
    }

    private void emitKept() {
        Line line = kept();
        emit(line);
        clear();
    }

    private Line kept() {
        int size = (int) Math.min(Integer.MAX_VALUE, length);
        ShortStrings cut = shortened;
        return cut != null
                ? new Line(number, start, cut.bytes(), 0, cut.length(), size, cut.cuts())
                : new Line(number, start, carry, 0, carried, size);
    }

    private void emit(Line line) {
        long size = length > 0 ? length : line.length();
        lines.accept(line);
        start += size + 1;
        number++;
    }

    private void clear() {
        if (carry.length > LONG / 2) {
            carry = new byte[16 * 1024];
        }
        carried = 0;
        length = 0;
        shortened = null;
    }
}
