package dev.reprise.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A growing array of bytes with what records are made of: ASCII, numbers, UUIDs, hexadecimal digits. */
final class Bytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    byte[] array = new byte[1 << 20];
    int size;

    Bytes put(byte[] from, int start, int length) {
        room(length);
        System.arraycopy(from, start, array, size, length);
        size += length;
        return this;
    }

    Bytes put(String ascii) {
        return put(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    Bytes put(byte[] from) {
        return put(from, 0, from.length);
    }

    Bytes put(long number) {
        return put(Long.toString(number));
    }

    /** A version 4 UUID, 36 bytes. */
    Bytes uuid(long most, long least) {
        room(36);
        long high = (most & ~0xF000L) | 0x4000L;
        long low = (least & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        digits(high, 60, 32);
        array[size++] = '-';
        digits(high, 28, 16);
        array[size++] = '-';
        digits(high, 12, 0);
        array[size++] = '-';
        digits(low, 60, 48);
        array[size++] = '-';
        digits(low, 44, 0);
        return this;
    }

    Bytes hex(SplittableRandom random, int count) {
        room(count);
        for (int i = 0; i < count; i++) {
            array[size++] = HEX[random.nextInt(16)];
        }
        return this;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(array, 0, size);
    }

    private void digits(long value, int from, int to) {
        for (int shift = from; shift >= to; shift -= 4) {
            array[size++] = HEX[(int) (value >>> shift) & 15];
        }
    }

    private void room(int length) {
        if (size + length > array.length) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, size + length));
        }
    }
}
