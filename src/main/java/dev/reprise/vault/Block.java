package dev.reprise.vault;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One block of a vault file: a zstd skippable frame of 64 bytes (the header written here) and the zstd frame it
 * describes. Layout, little-endian: skippable magic 4, payload size 4 (= 56), {@code RPV1} 4, packed length 4, raw
 * offset 8, raw length 4, SHA-256 of the raw bytes 32, CRC-32C of the 60 bytes before it 4. (RFC 8878 §3.1.2.)
 *
 * @param at offset of the header in the vault file
 * @param from raw offset of the first byte
 * @param length raw bytes
 * @param packed bytes of the zstd frame
 * @param crc CRC-32C of the header; tells blocks of different content apart
 */
record Block(long at, long from, int length, int packed, byte[] sha256, int crc) {

    /** Raw bytes of a full block; docs/decisions/003-vault-files.md has the figures. */
    static final int FULL = 1024 * 1024;

    static final int HEADER = 64;
    /** What a reader accepts, so that a damaged or foreign header cannot make it allocate. */
    static final int MAX_LENGTH = 8 << 20;

    static final int SKIPPABLE = 0x184D2A57;
    private static final int MAGIC = 'R' | 'P' << 8 | 'V' << 16 | '1' << 24;
    private static final int CHECKED = HEADER - 4;

    /** Raw offset after the last byte. */
    long to() {
        return from + length;
    }

    /** Offset in the vault file after this block. */
    long nextAt() {
        return at + HEADER + packed;
    }

    /** Writes the header to the first {@link #HEADER} bytes of {@code target} and gives the block it describes. */
    static Block head(byte[] target, long at, long from, int length, int packed, byte[] sha256) {
        var buffer = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(SKIPPABLE).putInt(HEADER - 8).putInt(MAGIC).putInt(packed);
        buffer.putLong(from).putInt(length).put(sha256);
        int crc = crc(target);
        buffer.putInt(crc);
        return new Block(at, from, length, packed, sha256, crc);
    }

    /** The block whose header these 64 bytes are, or null if they are none. */
    static @Nullable Block parse(byte[] header, long at) {
        var buffer = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt() != SKIPPABLE || buffer.getInt() != HEADER - 8 || buffer.getInt() != MAGIC) {
            return null;
        }
        int packed = buffer.getInt();
        long from = buffer.getLong();
        int length = buffer.getInt();
        byte[] sha256 = new byte[32];
        buffer.get(sha256);
        int crc = buffer.getInt();
        boolean sane = packed > 0 && packed <= 2 * MAX_LENGTH && from >= 0 && length >= 0 && length <= MAX_LENGTH;
        return sane && crc == crc(header) ? new Block(at, from, length, packed, sha256, crc) : null;
    }

    /** Whether a file that begins like this can be what a crash left of a vault file. */
    static boolean mayBeTorn(byte[] start) {
        byte[] magic = new byte[4];
        ByteBuffer.wrap(magic).order(ByteOrder.LITTLE_ENDIAN).putInt(SKIPPABLE);
        int n = Math.min(4, start.length);
        return Arrays.equals(start, 0, n, magic, 0, n) || Arrays.equals(start, new byte[start.length]);
    }

    private static int crc(byte[] header) {
        var crc = new CRC32C();
        crc.update(header, 0, CHECKED);
        return (int) crc.getValue();
    }
}
