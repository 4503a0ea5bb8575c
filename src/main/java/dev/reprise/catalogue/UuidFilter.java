package dev.reprise.catalogue;

import java.util.Arrays;
import java.util.UUID;

/**
 * A Bloom filter for up to {@value #MAX} uuids of one log: tells for sure that one is not among its entries, and errs the
 * other way once in two thousand (16 bits and 6 probes a uuid). Uuids are random or hashes, so their own bits are the probes.
 */
final class UuidFilter {

    static final int MAX = 1024;
    private static final int BYTES = 2048;
    private static final int FEWEST_BYTES = 16;
    private static final int BITS_EACH = 16;
    private static final int PROBES = 6;

    final int firstSeq;
    int lastSeq;
    int uuids;
    final byte[] bits;

    UuidFilter(int firstSeq) {
        this(firstSeq, firstSeq, 0, new byte[BYTES]);
    }

    UuidFilter(int firstSeq, int lastSeq, int uuids, byte[] bits) {
        this.firstSeq = firstSeq;
        this.lastSeq = lastSeq;
        this.uuids = uuids;
        this.bits = bits;
    }

    boolean isFull() {
        return uuids >= bits.length * 8 / BITS_EACH;
    }

    /** The same filter in as few bytes as its uuids need: halves of it laid over each other. */
    byte[] folded() {
        byte[] folded = bits;
        while (folded.length > FEWEST_BYTES && uuids <= folded.length / 2 * 8 / BITS_EACH) {
            byte[] half = Arrays.copyOf(folded, folded.length / 2);
            for (int i = 0; i < half.length; i++) {
                half[i] |= folded[half.length + i];
            }
            folded = half;
        }
        return folded;
    }

    void add(int seq, UUID uuid) {
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(uuid, probe, bits.length);
            bits[bit >>> 3] |= (byte) (1 << (bit & 7));
        }
        uuids++;
        lastSeq = seq;
    }

    boolean mayHold(UUID uuid) {
        return mayHold(bits, uuid);
    }

    static boolean mayHold(byte[] bits, UUID uuid) {
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(uuid, probe, bits.length);
            if ((bits[bit >>> 3] & 1 << (bit & 7)) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int bit(UUID uuid, int probe, int bytes) {
        // made-up uuids count upwards, so the bits are mixed (MurmurHash3's finaliser)
        long mixed = uuid.getMostSignificantBits() * 31 + uuid.getLeastSignificantBits();
        mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        mixed ^= mixed >>> 33;
        int first = (int) mixed;
        int second = (int) (mixed >>> 32) | 1;
        return (first + probe * second) & bytes * 8 - 1;
    }
}
